import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openTestStudio } from "../../../test/fixtures/studio.ts";
import type { Engine } from "../../core/engine.ts";
import type { Studio } from "../../core/studio.ts";
import { apiOf } from "../api-of.ts";

const studios: Studio[] = [];
afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
});

/** Enlarges; from a strength on it spoils the picture, as tiles do that show something else. */
const finisher = (spoilsFrom: number): Engine => ({
  id: "finish",
  makes: "image",
  describe: async () => ({
    id: "finish",
    title: "Finish",
    makes: "image",
    abilities: ["adjust", "upscale"],
    fingerprint: "test",
    sizes: "any",
    price: { micros: 0, currency: "USD" },
    idempotent: true,
    concurrency: 1,
    about: "",
  }),
  async *generate({ size, source, strength }, { readBlob }) {
    const picture = sharp(await readBlob(source!)).resize(size.width, size.height, { fit: "fill", kernel: "lanczos3" });
    const spoilt = (strength ?? 0) >= spoilsFrom ? picture.negate({ alpha: false }) : picture;
    yield { type: "output", output: { data: new Uint8Array(await spoilt.png().toBuffer()), mediaType: "image/png" } };
  },
});

async function approved(spoilsFrom = 1) {
  const plain = await openTestStudio();
  studios.push(plain);
  const engines = new Map([...plain.engines, ["finish", finisher(spoilsFrom)]]);
  const finishRecipes = async () => [
    { id: "universal-8k-upscale", symptom: "", clause: "crisp", strength: 0.4, minimum: 0.35, maximum: 0.6, note: "" },
  ];
  const studio: Studio = { ...plain, engines, finishRecipes };
  const api = apiOf(studio);
  const { session } = await api.new({ prompt: "a green pear", engine: "scripted" });
  await api.orient({ session: session.id, count: 1 });
  return { studio, api, session: session.id };
}

describe("final passes", () => {
  it("are told with what the check found, also by who did not see them made", async () => {
    const { api, session, studio } = await approved();
    const { gate, round } = await api.finish({ session, size: "96x96", fit: "crop" });
    const answer = await api.passes({ session });
    expect(answer.gate).toEqual(gate);
    expect(answer.passes).toMatchObject([{ width: 96, height: 96, redraw: null, steppedDownFrom: null }]);
    expect(await studio.blobs.has(answer.map!)).toBe(true);
    expect((await api.outline({ session })).rounds.at(-1)!.id).toBe(round);
  });

  it("say that less strength was used because the picture had changed", async () => {
    const { api, session } = await approved(0.15);
    await api.finish({ session, size: "96x96", strength: 0.4 });
    const { passes } = await api.passes({ session });
    expect(passes.map(({ redraw, steppedDownFrom }) => [redraw?.strength, steppedDownFrom])).toEqual([
      [undefined, 0.2],
      [0.2, 0.3],
      [0.3, 0.4],
      [0.4, null],
    ]);
    const first = await api.passes({ session, variation: passes.at(-1)!.variation });
    expect(first.gate!.passed).toBe(false);
    expect(first.gate!.checks.filter(({ passed, box }) => !passed && box).length).toBeGreaterThan(0);
  });

  it("are looked at once: what was found is kept until it is deleted", async () => {
    const { api, session, studio } = await approved();
    await api.finish({ session, size: "96x96" });
    const before = await api.passes({ session });
    const folder = join(studio.home, "cache", "gate");
    expect(await readdir(folder)).toHaveLength(1);
    expect(await api.passes({ session })).toEqual(before);
    expect(await readdir(folder)).toHaveLength(1);
  });

  it("are none at first, and of an approved picture there is none to check", async () => {
    const { api, session } = await approved();
    expect(await api.passes({ session })).toMatchObject({ passes: [], gate: null, map: null });
    const { goesOn } = await api.outline({ session });
    await expect(api.passes({ session, variation: goesOn! })).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("the plan of a final pass", () => {
  it("says its size, tiles, price and why it cannot be made, and makes nothing", async () => {
    const { api, session, studio } = await approved();
    const { plan, pictures } = await api.finish({ session, print: "100x50mm", dpi: 254, bleed: 5, preview: true });
    expect(plan).toMatchObject({ target: { width: 1100, height: 600 }, reshaped: true, tiles: 0, reasons: [] });
    expect(pictures.map(({ caption }) => caption)).toEqual(["--fit crop", "--fit extend"]);
    const drawn = await api.finish({ session, size: "960x960", strength: 0.4, preview: true });
    expect(drawn.plan!.tiles).toBeGreaterThan(1);
    expect((await studio.store.history(session)).rounds).toHaveLength(1);
  });
});
