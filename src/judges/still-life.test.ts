import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Element, ElementKind } from "../core/element.ts";
import type { Judge } from "../core/judge.ts";
import type { Sample } from "../core/sample.ts";
import type { OnnxSession } from "../imaging/onnx/onnx-session.ts";
import { elementsOf } from "../still-life/grammar.ts";
import { loadWorld } from "../still-life/world.ts";
import { judgeContract } from "./judge-contract.ts";
import { createStillLifeJudge } from "./still-life.ts";

const world = loadWorld();
const never = new AbortController().signal;
const widest = Math.max(...world.attributes.map(({ values }) => values.length));
const size = 32;

/** A network that sees these probabilities, and the first value of every other attribute for certain. */
function seeing(
  view: Readonly<Record<string, Readonly<Record<string, number>>>>,
): Pick<OnnxSession, "run" | "close"> & { inputs: Float32Array[] } {
  const data = new Float32Array(world.attributes.length * widest);
  for (const [row, { name, values }] of world.attributes.entries()) {
    for (const [column, { value }] of values.entries()) {
      data[row * widest + column] = view[name] ? (view[name][value] ?? 0) : Number(column === 0);
    }
  }
  const inputs: Float32Array[] = [];
  return {
    inputs,
    async run({ sample }, signal) {
      signal.throwIfAborted();
      inputs.push(sample?.data ?? new Float32Array());
      return { probabilities: { dims: [1, world.attributes.length, widest], data } };
    },
    async close() {},
  };
}

const config = {
  size,
  attributes: world.attributes.map(({ name, values }) => ({
    name,
    values: values.map(({ value }) => value),
    unsure: 0.7,
    sensitivity: name === "light-quality" ? 0.8 : 0.98,
    specificity: 0.99,
    n: name === "light-quality" ? 300 : 100,
  })),
};

let folder: string;
let sample: Sample;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "judge-"));
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  sample = await picture(64, 64);
});
afterAll(() => rm(folder, { recursive: true }));

/** A red backdrop that darkens downwards and a dark disc on it. */
async function picture(width: number, height: number): Promise<Sample> {
  const rgb = Uint8Array.from({ length: width * height * 3 }, (_, index) => {
    const pixel = Math.floor(index / 3);
    const x = ((pixel % width) + 0.5) / width - 0.5;
    const y = (Math.floor(pixel / width) + 0.5) / height - 0.5;
    const inside = x * x + y * y < 0.05;
    return index % 3 === 0 ? (inside ? 30 : 255) : inside ? 20 : Math.round(80 - 80 * y);
  });
  return { hash: "a".repeat(64), mediaType: "image/png", data: await png(rgb, width, height) };
}

const png = async (rgb: Uint8Array, width: number, height: number): Promise<Uint8Array> =>
  new Uint8Array(
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );

const judgeSeeing = (view: Parameters<typeof seeing>[0]): Judge =>
  createStillLifeJudge({ folder, world, session: seeing(view) });

const element = (kind: ElementKind, statement: string): Element => ({
  id: statement,
  kind,
  statement,
  question: `${statement}?`,
  importance: "must",
  words: [],
});

const view = {
  "light-direction": { left: 0.9, right: 0.1 },
  "light-quality": { hard: 0.6, soft: 0.4 },
  subject: { pear: 0.8, vase: 0.2 },
};

judgeContract("the still-life judge", {
  judge: () => judgeSeeing({}),
  sample: () => sample,
  elements: elementsOf("a sphere, red, lit from the front, without hard shadows", world),
});

describe("the still-life judge", () => {
  it.each<[Element, string, number]>([
    [element("lighting", "light from the left"), "present", 0.9],
    [element("lighting", "light from the right"), "absent", 0.1],
    [element("lighting", "light from above"), "absent", 0],
    [element("lighting", "not backlit"), "present", 1],
    [element("lighting", "not lit from the left"), "absent", 0.1],
    [element("lighting", "hard light"), "unsure", 0.6],
    [element("subject", "a pear"), "present", 0.8],
    [element("subject", "a pear with a painted dragon"), "unsure", 0.4],
    [element("subject", "a vase with a painted dragon"), "absent", 0.1],
    [element("lighting", "hard light from the left"), "unsure", 0.54],
    [element("lighting", "hard light from the right"), "absent", 0.06],
    [element("identity", "Marie Curie"), "unsure", 0.5],
  ])("says of %j: %s, %d", async (asked, answer, probability) => {
    const [reading] = await judgeSeeing(view).readElements(sample, [asked], never);
    expect(reading).toMatchObject({ element: asked.id, answer });
    expect(reading?.probability).toBeCloseTo(probability, 5);
  });

  it("names only the attributes that it is sure of", async () => {
    const attributes = await judgeSeeing(view).readAttributes(sample, never);
    expect(attributes.find(({ attribute }) => attribute === "light-direction")).toMatchObject({
      value: "left",
    });
    expect(attributes.map(({ attribute }) => attribute)).not.toContain("light-quality");
    expect(attributes).toHaveLength(world.attributes.length - 1);
  });

  it("looks once at a picture that it is asked about twice", async () => {
    const session = seeing(view);
    const judge = createStillLifeJudge({ folder, world, session });
    await judge.readElements(sample, [], never);
    await judge.readAttributes(sample, never);
    expect(session.inputs).toHaveLength(1);
  });

  it.each([
    [32, 32],
    [64, 64],
    [20, 30],
    [200, 130],
    [3000, 2000],
  ])("brings a picture of %d by %d to the network's size, in −1 to 1, red first", async (width, height) => {
    const session = seeing(view);
    await createStillLifeJudge({ folder, world, session }).readElements(await picture(width, height), [], never);
    const [input = new Float32Array()] = session.inputs;
    expect(input).toHaveLength(3 * size * size);
    const [red, green, blue] = [input[0] ?? 0, input[size * size] ?? 0, input.at(-1) ?? 0];
    expect(red).toBeCloseTo(1, 1);
    expect(green).toBeCloseTo((2 * 120) / 255 - 1, 1);
    expect(blue).toBeCloseTo((2 * 40) / 255 - 1, 1);
  });

  it.each<[string, () => Promise<Uint8Array>]>([
    ["a blank picture", () => png(new Uint8Array(96 * 96 * 3).fill(128), 96, 96)],
    ["a white one", () => png(new Uint8Array(96 * 96 * 3).fill(255), 96, 96)],
    [
      "noise",
      () =>
        png(
          Uint8Array.from({ length: 96 * 96 * 3 }, (_, index) => (index * 7_919) % 251),
          96,
          96,
        ),
    ],
    [
      "a chess board",
      () =>
        png(
          Uint8Array.from({ length: 96 * 96 * 3 }, (_, index) => (((index / 9) | 0) % 2 ? 255 : 0)),
          96,
          96,
        ),
    ],
    ["a strip", async () => (await picture(300, 100)).data],
  ])("can tell nothing of %s", async (_what, make) => {
    const strange = { ...sample, data: await make() };
    const [reading] = await judgeSeeing(view).readElements(
      strange,
      [element("lighting", "light from the left")],
      never,
    );
    expect(reading).toMatchObject({ answer: "unsure", probability: 0.5 });
    expect(await judgeSeeing(view).readAttributes(strange, never)).toEqual([]);
  });

  it("weighs the accuracy of a kind by the cases it was measured on", () => {
    const judge = judgeSeeing(view);
    expect(judge.accuracy("lighting")?.n).toBe(500);
    expect(judge.accuracy("lighting")?.sensitivity).toBeCloseTo((0.98 * 200 + 0.8 * 300) / 500, 10);
    expect(judge.accuracy("lettering")).toBeUndefined();
  });

  it("goes by labels that people wrote for generated pictures, where there are any", async () => {
    const labelled = await mkdtemp(join(tmpdir(), "judge-"));
    const attributes = config.attributes.map((attribute) => ({
      ...attribute,
      repainted: { sensitivity: 0.99, specificity: 1, n: 1000 },
      ...(attribute.name === "light-quality" ? { generated: { sensitivity: 0.7, specificity: 0.9, n: 1000 } } : {}),
    }));
    await writeFile(join(labelled, "config.json"), JSON.stringify({ ...config, attributes }));
    const judge = createStillLifeJudge({ folder: labelled, world });
    expect(judge.accuracy("lighting")).toEqual({
      sensitivity: expect.closeTo((0.99 * 2 + 0.7) / 3, 10),
      specificity: expect.closeTo(2.9 / 3, 10),
      n: 3000,
    });
    await judge.close?.();
  });

  it("says when its model or its description is missing or broken", async () => {
    const empty = await mkdtemp(join(tmpdir(), "judge-"));
    const judge = createStillLifeJudge({ folder: empty, world });
    await expect(judge.readElements(sample, [], never)).rejects.toMatchObject({
      code: "unavailable",
    });
    await writeFile(join(empty, "config.json"), "{");
    await expect(judge.readElements(sample, [], never)).rejects.toMatchObject({ code: "corrupt" });
    await writeFile(join(empty, "config.json"), JSON.stringify(config));
    await expect(judge.readElements(sample, [], never)).rejects.toMatchObject({
      code: "unavailable",
    });
    await writeFile(join(empty, "model.onnx"), "no model");
    await expect(judge.readElements(sample, [], never)).rejects.toMatchObject({ code: "corrupt" });
    await judge.close?.();
  });
});
