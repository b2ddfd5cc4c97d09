import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Ability,
  type Engine,
  type EngineCall,
  EngineDescription,
  type EngineEvent,
} from "../core/engine.ts";
import { StudioError } from "../core/errors.ts";
import type { Recipe } from "../core/recipe.ts";
import { decodePicture } from "../imaging/decode.ts";
import { encodePicture } from "../imaging/encode.ts";
import { type Picture, flattenPicture } from "../imaging/picture.ts";

export interface EngineContract {
  readonly engine: () => Engine | Promise<Engine>;
  /** A recipe that this engine can follow; the kit varies one field at a time. */
  readonly recipe: (description: EngineDescription) => Recipe | Promise<Recipe>;
  /** Another prompt that must give another result. */
  readonly otherPrompt: string;
  /** What the recipe's source and mask refer to, where it has any. */
  readonly blobs?: ReadonlyMap<string, Uint8Array>;
}

interface Bench {
  readonly engine: Engine;
  readonly description: EngineDescription;
  readonly recipe: Recipe;
  readonly blobs: Map<string, Uint8Array>;
}

/** What every engine does, whatever it draws with. Run it from the engine's own test file. */
export function engineContract(name: string, contract: EngineContract): void {
  describe(`${name} as an engine`, () => {
    let bench: Bench;
    beforeAll(async () => {
      const engine = await contract.engine();
      const description = await engine.describe();
      bench = { engine, description, recipe: await contract.recipe(description), blobs: new Map(contract.blobs) };
    });
    afterAll(() => bench.engine.close?.());
    describes(() => bench);
    answers(() => bench);
    followsSeedsAndWords(() => bench, contract.otherPrompt);
    startsFromPictures(() => bench);
    refuses(() => bench);
    stops(() => bench);
  });
}

type TheBench = () => Bench;

function describes(bench: TheBench): void {
  it("describes itself, the same every time, as plain data", async () => {
    const { engine, description } = bench();
    expect(EngineDescription.parse(structuredClone(description))).toEqual(description);
    expect(await engine.describe()).toEqual(description);
    expect(description).toMatchObject({ id: engine.id, makes: engine.makes });
    expect(description.fingerprint).not.toBe("");
  });

  it("has defaults within its own ranges", () => {
    const { steps, guidance } = bench().description;
    for (const range of [steps, guidance]) {
      if (!range) continue;
      expect(range.default).toBeGreaterThanOrEqual(range.minimum);
      expect(range.default).toBeLessThanOrEqual(range.maximum);
    }
  });
}

function answers(bench: TheBench): void {
  it("finds nothing wrong with a good recipe", async () => {
    const { engine, recipe } = bench();
    expect((await engine.check?.(recipe)) ?? []).toEqual([]);
  });

  it("ends with exactly one output that can be opened and has the promised size", async () => {
    const { description, recipe } = bench();
    const events = await run(bench(), {});
    expect(events.filter(({ type }) => type === "output")).toHaveLength(1);
    const { data, mediaType } = outputOf(events);
    if (description.makes === "text") {
      expect(mediaType).toMatch(/^text\//u);
      expect(new TextDecoder("utf-8", { fatal: true }).decode(data)).not.toBe("");
      return;
    }
    expect(mediaType).toMatch(/^image\//u);
    const { width, height } = await decodePicture(data);
    if (can(bench(), "text-to-image")) expect({ width, height }).toEqual(recipe.size);
  });

  it("tells progress that never goes back, from 0 to 1", async () => {
    const fractions = (await run(bench(), {})).flatMap((event) => (event.type === "progress" ? [event.fraction] : []));
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    for (const fraction of fractions) {
      expect(fraction).toBeGreaterThanOrEqual(0);
      expect(fraction).toBeLessThanOrEqual(1);
    }
  });

  it("shows previews only to those who look, and draws the same either way", async () => {
    const unwatched = await run(bench(), {});
    expect(unwatched.filter(({ type }) => type === "preview")).toEqual([]);
    const watched = await run(bench(), {}, { previews: true });
    for (const event of watched) {
      if (event.type === "preview" && event.output.mediaType.startsWith("image/")) await decodePicture(event.output.data);
    }
    if (can(bench(), "seeds")) expect(hashOf(outputOf(watched).data)).toBe(hashOf(outputOf(unwatched).data));
  });
}

function followsSeedsAndWords(bench: TheBench, otherPrompt: string): void {
  it("gives the same bytes for the same seed and others for another, where it has seeds", async (context) => {
    if (!can(bench(), "seeds")) return context.skip("no seeds");
    const seed = bench().recipe.seed ?? 0;
    expect(await hashOfRun(bench(), {})).toBe(await hashOfRun(bench(), {}));
    expect(await hashOfRun(bench(), { seed: seed + 1 })).not.toBe(await hashOfRun(bench(), {}));
  });

  it("gives other bytes for another prompt", async (context) => {
    if (!can(bench(), "seeds")) return context.skip("no seeds");
    expect(await hashOfRun(bench(), { prompt: otherPrompt })).not.toBe(await hashOfRun(bench(), {}));
  });

  it("uses the negative prompt, where it claims to", async (context) => {
    if (!can(bench(), "negative-prompt") || !can(bench(), "seeds")) return context.skip("no negative prompt");
    expect(await hashOfRun(bench(), { negativePrompt: otherPrompt })).not.toBe(await hashOfRun(bench(), {}));
  });

  it("mixes a second seed in, where it claims to", async (context) => {
    if (!can(bench(), "seed-variation")) return context.skip("no seed variation");
    const plain = await hashOfRun(bench(), {});
    const mixed = (strength: number): Promise<string> => hashOfRun(bench(), { variation: { seed: 987_654, strength } });
    expect(await mixed(0.2)).not.toBe(plain);
    expect(await mixed(0.2)).toBe(await mixed(0.2));
  });
}

function startsFromPictures(bench: TheBench): void {
  it("stays closer to its source at a small strength than at a large one", async (context) => {
    if (!can(bench(), "image-to-image")) return context.skip("no image-to-image");
    const source = await putPicture(bench(), stripes(bench().recipe));
    const distance = async (strength: number): Promise<number> =>
      meanDifference(stripes(bench().recipe), await pictureOf(await run(bench(), { source, strength })));
    expect(await distance(0)).toBeLessThanOrEqual(await distance(0.3));
    expect(await distance(0.3)).toBeLessThan(await distance(1));
  });

  it("uses which source it is given", async (context) => {
    if (!can(bench(), "image-to-image")) return context.skip("no image-to-image");
    const { recipe } = bench();
    const first = await putPicture(bench(), stripes(recipe));
    const second = await putPicture(bench(), invert(stripes(recipe)));
    expect(await hashOfRun(bench(), { source: first, strength: 0.5 })).not.toBe(
      await hashOfRun(bench(), { source: second, strength: 0.5 }),
    );
  });

  it("keeps every pixel outside the mask", async (context) => {
    if (!can(bench(), "mask")) return context.skip("no mask");
    const { recipe } = bench();
    const before = stripes(recipe);
    const source = await putPicture(bench(), before);
    const mask = await putPicture(bench(), leftHalfWhite(recipe));
    const after = await pictureOf(await run(bench(), { source, mask, strength: 0.9 }));
    expect(hashOf(rightHalf(after))).toBe(hashOf(rightHalf(before)));
    expect(hashOf(after.data)).not.toBe(hashOf(before.data));
  });

  it("says so when the source is no picture", async (context) => {
    if (!can(bench(), "image-to-image")) return context.skip("no image-to-image");
    const source = "c".repeat(64);
    bench().blobs.set(source, new TextEncoder().encode("<svg onload=alert(1)>"));
    const error = await failureOf(() => run(bench(), { source, strength: 0.5 }));
    expect(["invalid", "corrupt"]).toContain(error.code);
  });
}

function refuses(bench: TheBench): void {
  const bad: Readonly<Record<string, Partial<Recipe>>> = {
    "a size it cannot make": { size: { width: 63, height: 61 } },
    "a sampler it does not have": { sampler: "no such sampler" },
    "a strength without a source": { strength: 0.4, source: null, mask: null },
    "a mask without a source": { mask: "d".repeat(64), source: null, strength: null },
  };
  for (const [what, change] of Object.entries(bad)) {
    it(`refuses ${what}, in sentences, before anything is drawn`, async (context) => {
      const { engine, recipe, description } = bench();
      const sizes = description.sizes === "any" && "size" in change;
      if (!engine.check || sizes || !can(bench(), "text-to-image")) return context.skip("does not apply");
      const reasons = await engine.check({ ...recipe, ...change });
      expect(reasons.length).toBeGreaterThan(0);
      for (const reason of reasons) expect(reason).toMatch(/^\p{L}.*[.”]$/su);
      const error = await failureOf(() => run(bench(), change));
      expect(reasons).toContain(error.message);
    });
  }

  it("refuses a source where it cannot start from pictures", async (context) => {
    const { engine, recipe, description } = bench();
    const takesSources = description.abilities.some((ability) => ["image-to-image", "instruction", "adjust", "upscale"].includes(ability));
    if (!engine.check || takesSources || description.makes !== "image") return context.skip("does not apply");
    expect(await engine.check({ ...recipe, source: "e".repeat(64), strength: 0.4 })).not.toEqual([]);
  });
}

function stops(bench: TheBench): void {
  it("does not start when it is stopped already", async () => {
    const error = await failureOf(() => run(bench(), {}, { signal: AbortSignal.abort() }));
    expect(error.code).toBe("cancelled");
  });

  it("stops soon when it is stopped on the way", async () => {
    const stop = new AbortController();
    const error = await failureOf(async () => {
      for await (const event of generate(bench(), {}, { signal: stop.signal })) {
        if (event.type === "output") throw new StudioError("cancelled", "It was done at once.");
        stop.abort();
      }
    });
    expect(error.code).toBe("cancelled");
  });

  it("goes on with the next after somebody stopped listening", async () => {
    for await (const event of generate(bench(), {})) if (event) break;
    outputOf(await run(bench(), {}));
  });
}

// The bench

const can = ({ description }: Bench, ability: Ability): boolean => description.abilities.includes(ability);

let keys = 0;

function generate(bench: Bench, change: Partial<Recipe>, call: Partial<EngineCall> = {}): AsyncIterable<EngineEvent> {
  keys += 1;
  return bench.engine.generate(
    { ...bench.recipe, ...change },
    {
      signal: new AbortController().signal,
      idempotencyKey: `contract-${keys}`,
      previews: false,
      readBlob: async (hash) => bench.blobs.get(hash) ?? Promise.reject(new StudioError("not-found", `There is no blob ${hash}.`)),
      ...call,
    },
  );
}

async function run(bench: Bench, change: Partial<Recipe>, call: Partial<EngineCall> = {}): Promise<EngineEvent[]> {
  const events = await Array.fromAsync(generate(bench, change, call));
  expect(events.at(-1)?.type).toBe("output");
  return events;
}

function outputOf(events: readonly EngineEvent[]): { data: Uint8Array; mediaType: string } {
  const last = events.at(-1);
  if (last?.type !== "output") throw new Error("There is no output.");
  return last.output;
}

const hashOf = (data: Uint8Array): string => createHash("sha256").update(data).digest("hex");
const hashOfRun = async (bench: Bench, change: Partial<Recipe>): Promise<string> => hashOf(outputOf(await run(bench, change)).data);
const pictureOf = async (events: readonly EngineEvent[]): Promise<Picture> => flattenPicture(await decodePicture(outputOf(events).data));

async function failureOf(action: () => Promise<unknown>): Promise<StudioError> {
  const error = await action().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof StudioError) return error;
  throw new Error("It should have failed with a StudioError.", { cause: error });
}

// Pictures to start from

async function putPicture(bench: Bench, picture: Picture): Promise<string> {
  const data = await encodePicture(picture, "png");
  const hash = hashOf(data);
  bench.blobs.set(hash, data);
  return hash;
}

function paint({ size }: Recipe, colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const data = new Uint8Array(size.width * size.height * 3);
  for (let index = 0; index < data.length / 3; index++) data.set(colour(index % size.width, Math.floor(index / size.width)), index * 3);
  return { ...size, channels: 3, data };
}

const stripes = (recipe: Recipe): Picture => paint(recipe, (x, y) => (Math.floor((x + y) / 8) % 2 === 0 ? [220, 180, 60] : [40, 60, 120]));
const leftHalfWhite = (recipe: Recipe): Picture => paint(recipe, (x) => (x < recipe.size.width / 2 ? [255, 255, 255] : [0, 0, 0]));
const invert = (picture: Picture): Picture => ({ ...picture, data: picture.data.map((value) => 255 - value) });

const rightHalf = ({ width, data }: Picture): Uint8Array => data.filter((_, index) => Math.floor(index / 3) % width >= width / 2);

const meanDifference = (a: Picture, b: Picture): number =>
  a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] ?? 0)), 0) / a.data.length;
