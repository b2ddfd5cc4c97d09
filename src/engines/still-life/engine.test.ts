import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WrittenFolder, side, tinyFlow, writeFolder } from "../../../test/fixtures/diffusion/tiny-model.ts";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { Recipe } from "../../core/recipe.ts";
import type { World } from "../../still-life/world.ts";
import { loadWorld } from "../../still-life/world.ts";
import { engineContract } from "../engine-contract.ts";
import { createStillLifeEngine } from "./engine.ts";

const value = (name: string, isDefault = false): World["attributes"][number]["values"][number] => ({
  value: name,
  isDefault,
  phrases: [name],
  badlyHeard: [],
  clause: `it is ${name}`,
  question: `Is it ${name}?`,
});
const world: World = {
  fillers: [],
  attributes: [
    { name: "subject", kind: "subject", values: [value("pear"), value("vase")] },
    { name: "colour", kind: "colour", values: [value("red"), value("green", true)] },
  ],
};
const recipe = Recipe.parse({
  engine: "still-life",
  fingerprint: "",
  prompt: "a red pear",
  seed: 3,
  size: { width: side, height: side },
  steps: 4,
});
const call = {
  signal: new AbortController().signal,
  idempotencyKey: "k",
  previews: false,
  readBlob: async () => new Uint8Array(),
};

describe("over a tiny model", () => {
  let folder: WrittenFolder;
  let engine: Engine;
  beforeAll(async () => {
    folder = await writeFolder(tinyFlow());
    engine = createStillLifeEngine({ world, folder: folder.path });
  });
  afterAll(async () => {
    await engine.close?.();
    await folder[Symbol.asyncDispose]();
  });

  const warningsFor = async (change: Partial<Recipe>): Promise<EngineEvent[]> =>
    (await Array.fromAsync(engine.generate({ ...recipe, ...change }, call))).filter(({ type }) => type === "warning");

  it("says which words it has not learnt, and draws the rest", async () => {
    expect(await warningsFor({ prompt: "a red pear, a cathedral, drizzle" })).toEqual([
      {
        type: "warning",
        setting: "prompt",
        message: "still-life has not learnt: cathedral, drizzle. Connect another engine to draw that.",
      },
    ]);
    expect(await warningsFor({ negativePrompt: "fog" })).toMatchObject([
      { setting: "negativePrompt", message: expect.stringContaining("fog") },
    ]);
    expect(await warningsFor({})).toEqual([]);
  });

  it("refuses a prompt without any word that it knows, with an example", async () => {
    const [reason] = (await engine.check?.({ ...recipe, prompt: "a cathedral in the fog" })) ?? [];
    expect(reason).toMatch(/^still-life knows no word of this prompt\. .* for example “.+”\. Connect another engine/u);
    await expect(Array.fromAsync(engine.generate({ ...recipe, prompt: "a cathedral" }, call))).rejects.toMatchObject({
      code: "invalid",
    });
  });

  it("refuses other sizes with the one it draws", async () => {
    expect(await engine.check?.({ ...recipe, size: { width: 512, height: 512 } })).toEqual([
      `still-life cannot draw 512×512. It draws ${side}×${side}; enlarge the finished picture for more.`,
    ]);
  });

  it("is still-life, free and of one seed one picture", async () => {
    expect(await engine.describe()).toMatchObject({
      id: "still-life",
      title: "still-life",
      price: { micros: 0 },
      concurrency: 1,
    });
  });
});

it("says what to do when its weights are not there", async () => {
  const folder = await writeFolder({});
  await rm(folder.path, { recursive: true });
  const engine = createStillLifeEngine({ world, folder: folder.path });
  const attempts = [
    () => engine.describe(),
    () => engine.check?.(recipe),
    () => Array.fromAsync(engine.generate(recipe, call)),
  ];
  for (const attempt of attempts) {
    await expect(attempt()).rejects.toMatchObject({
      code: "unavailable",
      hint: "Install Samebut again; they come with it.",
    });
  }
});

engineContract("still-life", {
  engine: () => createStillLifeEngine({ world: loadWorld() }),
  recipe: ({ sizes }) => ({
    ...recipe,
    prompt: "a green pear",
    size: sizes === "any" ? recipe.size : (sizes[0] ?? recipe.size),
  }),
  otherPrompt: "a red vase, hard light from the left",
});
