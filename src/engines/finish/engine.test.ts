import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { scene } from "../../imaging/gate/scene.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import type { Picture } from "../../imaging/picture.ts";
import { createScriptedEngine } from "../scripted/engine.ts";
import { createFinishEngine } from "./engine.ts";

let folder: string;
const approved = scene(60, 40);
let source: Uint8Array;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "finish-"));
  source = await encodePicture(approved, "png");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An engine that gives every tile back, changed as told, and remembers what it was asked. */
function tileEngine(
  change: (value: number, at: number, recipe: Recipe) => number,
  more: Partial<EngineDescription> = {},
  before: (recipe: Recipe, count: number) => void = () => undefined,
): Engine & { readonly asked: Recipe[] } {
  const scripted = createScriptedEngine();
  const asked: Recipe[] = [];
  return {
    ...scripted,
    asked,
    describe: async () => ({ ...(await scripted.describe()), concurrency: 1, ...more }),
    async *generate(recipe, call) {
      asked.push(recipe);
      before(recipe, asked.length);
      call.signal.throwIfAborted();
      const tile = await decodePicture(await call.readBlob(recipe.source ?? ""));
      const data = new Uint8Array(Uint8ClampedArray.from(tile.data, (value, at) => change(value, at, recipe)).buffer);
      yield { type: "output", output: { data: await encodePicture({ ...tile, data }, "png"), mediaType: "image/png" } };
    },
  };
}

const textured = (value: number, at: number): number => value + (at % 2 === 0 ? 2 : -2);
const size = { width: 240, height: 160 };
/** 240 × 160 in tiles of 64 with a sixth of overlap. */
const tiles = 7 * 4;

const recipe = (change: Partial<Recipe> = {}): Recipe => ({
  ...Recipe.parse({ engine: "finish", fingerprint: "", prompt: "a ball", seed: 3, size }),
  source: "approved",
  adjustments: [{ kind: "resize", size }],
  settings: { upscaler: "lanczos", redraw: "scripted" },
  strength: 0.4,
  ...change,
});

const finishWith = (engine?: Engine): Engine => createFinishEngine({ folder, engineNamed: () => engine });

function run(engine: Engine, asked: Recipe, call: Partial<EngineCall> = {}): Promise<EngineEvent[]> {
  return Array.fromAsync(
    engine.generate(asked, {
      signal: new AbortController().signal,
      idempotencyKey: "key",
      previews: false,
      readBlob: async () => source,
      ...call,
    }),
  );
}

async function pictureOf(events: readonly EngineEvent[]): Promise<Picture> {
  const last = events.at(-1);
  if (last?.type !== "output") throw new Error("There is no output.");
  return decodePicture(last.output.data);
}

const warningsOf = (events: readonly EngineEvent[]): readonly string[] =>
  events.flatMap((event) => (event.type === "warning" ? [event.message] : []));

const differenceOf = (a: Picture, b: Picture): number =>
  a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);

describe("the plain final pass", () => {
  it("is centred Lanczos3 at exactly the size asked for, in 8 and in 16 bits", async () => {
    for (const depth of [8, 16]) {
      const settings = { upscaler: "lanczos", depth };
      const events = await run(finishWith(), recipe({ settings, strength: null }));
      expect(differenceOf(await pictureOf(events), resizeLanczos(approved, size))).toBeLessThanOrEqual(1);
    }
  });

  it("smooths the blocks of a strong JPEG before it enlarges, and says so; not where they are to stay", async () => {
    const original = scene(160, 120);
    const large = { width: 640, height: 480 };
    const strong = await decodePicture(await encodePicture(original, "jpeg", { quality: 15 }));
    const data = await encodePicture(strong, "png");
    const finished = (settings: Recipe["settings"]) =>
      run(
        finishWith(),
        recipe({ size: large, adjustments: [{ kind: "resize", size: large }], settings, strength: null }),
        { readBlob: async () => data },
      );
    const cleaned = await finished({ upscaler: "lanczos" });
    expect(warningsOf(cleaned)).toEqual([expect.stringContaining("blocks of 8 pixels")]);
    const kept = await finished({ upscaler: "lanczos", clean: false });
    expect(warningsOf(kept)).toEqual([]);
    const plain = resizeLanczos(original, large);
    const errorOf = (picture: Picture): number =>
      picture.data.reduce((sum, value, i) => sum + (value - plain.data[i]!) ** 2, 0);
    expect(errorOf(await pictureOf(cleaned))).toBeLessThan(errorOf(await pictureOf(kept)));
  });

  it("cuts and extends before it enlarges, and sharpens after", async () => {
    const adjustments: Recipe["adjustments"] = [
      { kind: "crop", left: 0, top: 0, width: 0.5, height: 1 },
      { kind: "extend", left: 0, top: 0.25, right: 0, bottom: 0.25 },
      { kind: "resize", size: { width: 90, height: 180 } },
      { kind: "sharpen", amount: 1, radius: 1 },
    ];
    const settings = { upscaler: "lanczos" };
    const sharp = await pictureOf(await run(finishWith(), recipe({ adjustments, settings, strength: null })));
    expect(sharp).toMatchObject({ width: 90, height: 180 });
    const soft = await pictureOf(
      await run(finishWith(), recipe({ adjustments: adjustments.slice(0, 3), settings, strength: null })),
    );
    expect(differenceOf(sharp, soft)).toBeGreaterThan(3);
  });
});

describe("drawing tiles again", () => {
  it("draws every tile once at the strength, in windows of one noise field, and leaves no seam", async () => {
    const engine = tileEngine(textured);
    const events = await run(finishWith(engine), recipe());
    expect(engine.asked).toHaveLength(tiles);
    const places = engine.asked.map(({ window }) => JSON.stringify(window));
    expect(new Set(places).size).toBe(tiles);
    for (const asked of engine.asked) expect(asked).toMatchObject({ strength: 0.4, seed: 3, prompt: "a ball" });
    expect(warningsOf(events)).toEqual([]);
    const difference = differenceOf(await pictureOf(events), resizeLanczos(approved, size));
    expect(difference).toBeGreaterThan(0);
    expect(difference).toBeLessThanOrEqual(6);
  });

  it("takes away the cast that an engine gives each tile", async () => {
    const engine = tileEngine((value, _, { window }) => value + ((window?.left ?? 0) % 3) * 10);
    const picture = await pictureOf(await run(finishWith(engine), recipe()));
    expect(differenceOf(picture, resizeLanczos(approved, size))).toBeLessThanOrEqual(4);
  });

  it("gives an engine without windows a seed per tile", async () => {
    const engine = tileEngine(textured, { abilities: ["image-to-image", "seeds"] });
    await run(finishWith(engine), recipe());
    expect(new Set(engine.asked.map(({ seed }) => seed)).size).toBe(tiles);
    expect(engine.asked.every(({ window }) => window === null)).toBe(true);
  });

  it("goes on at the tile after it was stopped, and gives the same picture", async () => {
    const stop = new AbortController();
    const first = tileEngine(textured, {}, (_, count) => count === 11 && stop.abort());
    await expect(run(finishWith(first), recipe(), { signal: stop.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    const second = tileEngine(textured);
    const resumed = await pictureOf(await run(finishWith(second), recipe()));
    expect(second.asked).toHaveLength(tiles - 10);
    await rm(folder, { recursive: true });
    expect(await pictureOf(await run(finishWith(tileEngine(textured)), recipe()))).toEqual(resumed);
  });

  it("steps down when the proof shows something else, and says so", async () => {
    const engine = tileEngine((value, at, { strength }) =>
      (strength ?? 0) > 0.3 ? (at * 7919) % 256 : textured(value, at),
    );
    const events = await run(finishWith(engine), recipe());
    expect(warningsOf(events)).toEqual([
      expect.stringMatching(/^At strength 0\.4 the proof tile.* drawn at 0\.3 instead\.$/u),
    ]);
    expect(engine.asked.filter(({ strength }) => strength === 0.3)).toHaveLength(tiles);
    expect(engine.asked).toHaveLength(tiles + 2);
  });

  it("keeps the enlarged picture when no strength is small enough, and says so", async () => {
    const engine = tileEngine((_, at) => (at * 7919) % 256);
    const events = await run(finishWith(engine), recipe());
    expect(warningsOf(events)).toEqual([expect.stringContaining("Nothing was drawn again")]);
    expect(differenceOf(await pictureOf(events), resizeLanczos(approved, size))).toBeLessThanOrEqual(1);
  });

  it("keeps single tiles that drift as they were enlarged, and counts them", async () => {
    const engine = tileEngine((value, at, { window }) =>
      window?.left === 0 && window.top === 0 ? (at * 7919) % 256 : textured(value, at),
    );
    const events = await run(finishWith(engine), recipe());
    expect(warningsOf(events)).toEqual([`Of ${tiles} tiles, 1 drifted at any strength and stay as enlarged.`]);
  });

  it("never calls a paid engine again for a tile whose call was cut off", async () => {
    const paid = { price: { micros: 5, currency: "USD" }, idempotent: false };
    const stop = new AbortController();
    const first = tileEngine(textured, paid, (_, count) => count === 5 && stop.abort());
    await expect(run(finishWith(first), recipe(), { signal: stop.signal })).rejects.toThrow();
    const second = tileEngine(textured, paid);
    const events = await run(finishWith(second), recipe());
    expect(second.asked).toHaveLength(tiles - 5);
    expect(warningsOf(events)).toEqual([expect.stringContaining("1 stay as enlarged because their call was cut off")]);
  });

  it("goes on with the job of a tile whose call was cut off, where the provider had named it", async () => {
    const paid = { price: { micros: 5, currency: "USD" }, idempotent: false, resumable: true };
    const jobs: (string | undefined)[] = [];
    const namingJobs = (tiles: Engine): Engine => ({
      ...tiles,
      async *generate(asked, call) {
        jobs.push(call.job);
        yield { type: "accepted", providerJob: `job-${jobs.length}` };
        yield* tiles.generate(asked, call);
      },
    });
    const stop = new AbortController();
    const first = namingJobs(tileEngine(textured, paid, (_, count) => count === 5 && stop.abort()));
    await expect(run(finishWith(first), recipe(), { signal: stop.signal })).rejects.toThrow();
    const events = await run(finishWith(namingJobs(tileEngine(textured, paid))), recipe());
    expect(warningsOf(events)).toEqual([]);
    expect(jobs.filter((job) => job !== undefined)).toEqual(["job-5"]);
    expect(jobs).toHaveLength(tiles + 1);
  });

  it("says what all tiles cost together", async () => {
    const free = tileEngine(textured);
    const engine: Engine = {
      ...free,
      async *generate(asked, call) {
        yield { type: "cost", micros: 5, currency: "USD" };
        yield* free.generate(asked, call);
      },
    };
    const costs = (await run(finishWith(engine), recipe())).filter((event) => event.type === "cost");
    expect(costs.at(-1)).toEqual({ type: "cost", micros: 5 * tiles, currency: "USD" });
  });

  it("shows only the proof when asked, and draws that tile no second time", async () => {
    const engine = tileEngine(textured);
    const settings = { upscaler: "lanczos", redraw: "scripted", proof: true };
    const proof = await pictureOf(await run(finishWith(engine), recipe({ settings })));
    expect(proof).toMatchObject({ width: 64 * 2 + 4, height: 64 });
    expect(engine.asked).toHaveLength(1);
    await run(finishWith(engine), recipe());
    expect(engine.asked).toHaveLength(tiles);
  });
});

it.each<[string, Partial<Recipe>, Partial<EngineDescription> | undefined]>([
  ["needs an approved picture", { source: null }, {}],
  ["no engine “scripted”", {}, undefined],
  ["cannot start from a picture", {}, { abilities: ["text-to-image"] }],
  ["at most 0.6", { strength: 0.9 }, {}],
  ["“depth” of the final pass", { settings: { depth: 12 } }, {}],
  ["at most 120 megapixels", { adjustments: [{ kind: "resize", size: { width: 60_000, height: 60_000 } }] }, {}],
  ["Leave the mask out", { mask: "x" }, {}],
])("refuses with a sentence: %s", async (sentence, change, described) => {
  const engine = finishWith(described && tileEngine(textured, described));
  expect(await engine.check?.(recipe(change))).toEqual([expect.stringContaining(sentence)]);
  await expect(run(engine, recipe(change))).rejects.toMatchObject({ code: "invalid" });
});
