import { expect } from "vitest";
import { EngineDescription } from "../../core/engine.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { type EngineCheck, can, hashOf, outputOf, run } from "./bench.ts";

export const descriptionChecks: readonly EngineCheck[] = [
  {
    name: "describes itself, the same every time, as plain data",
    async run(bench) {
      const { engine, description } = bench;
      expect(EngineDescription.parse(structuredClone(description))).toEqual(description);
      expect(await engine.describe()).toEqual(description);
      expect(description).toMatchObject({ id: engine.id, makes: engine.makes });
      expect(description.fingerprint).not.toBe("");
    },
  },
  {
    name: "has defaults within its own ranges",
    async run(bench) {
      const { steps, guidance } = bench.description;
      for (const range of [steps, guidance]) {
        if (!range) continue;
        expect(range.default).toBeGreaterThanOrEqual(range.minimum);
        expect(range.default).toBeLessThanOrEqual(range.maximum);
      }
    },
  },
];

export const answerChecks: readonly EngineCheck[] = [
  {
    name: "finds nothing wrong with a good recipe",
    async run(bench) {
      const { engine, recipe } = bench;
      expect((await engine.check?.(recipe)) ?? []).toEqual([]);
    },
  },
  {
    name: "ends with exactly one output that can be opened and has the promised size",
    async run(bench) {
      const { description, recipe } = bench;
      const events = await run(bench, {});
      expect(events.filter(({ type }) => type === "output")).toHaveLength(1);
      const { data, mediaType } = outputOf(events);
      if (description.makes === "text") {
        expect(mediaType).toMatch(/^text\//u);
        expect(new TextDecoder("utf-8", { fatal: true }).decode(data)).not.toBe("");
        return;
      }
      expect(mediaType).toMatch(/^image\//u);
      const { width, height } = await decodePicture(data);
      if (can(bench, "text-to-image")) expect({ width, height }).toEqual(recipe.size);
    },
  },
  {
    name: "tells progress that never goes back, from 0 to 1",
    async run(bench) {
      const fractions = (await run(bench, {})).flatMap((event) => (event.type === "progress" ? [event.fraction] : []));
      expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
      for (const fraction of fractions) {
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction).toBeLessThanOrEqual(1);
      }
    },
  },
  {
    name: "shows previews only to those who look, and draws the same either way",
    async run(bench) {
      const unwatched = await run(bench, {});
      expect(unwatched.filter(({ type }) => type === "preview")).toEqual([]);
      const watched = await run(bench, {}, { previews: true });
      for (const event of watched) {
        if (event.type === "preview" && event.output.mediaType.startsWith("image/"))
          await decodePicture(event.output.data);
      }
      if (can(bench, "seeds")) expect(hashOf(outputOf(watched).data)).toBe(hashOf(outputOf(unwatched).data));
    },
  },
];
