import { expect, it } from "vitest";
import type { Engine, EngineDescription, EngineEvent } from "../core/engine.ts";
import { Recipe } from "../core/recipe.ts";
import { engineChecks, openBench } from "./engine-contract.ts";
import { createScriptedEngine } from "./scripted/engine.ts";

const recipe = Recipe.parse({
  engine: "scripted",
  fingerprint: "",
  prompt: "a red vase",
  seed: 1,
  size: { width: 64, height: 64 },
});
const good = createScriptedEngine();

const describing = (change: Partial<EngineDescription>): Engine => ({
  ...good,
  describe: async () => ({ ...(await good.describe()), ...change }),
});

/** The good engine with every event passed through a function that may change, drop or add some. */
const passing = (change: (event: EngineEvent) => readonly EngineEvent[]): Engine => ({
  ...good,
  async *generate(...call) {
    for await (const event of good.generate(...call)) yield* change(event);
  },
});

/** The good engine, deaf to a part of the recipe. */
const deafTo = (change: Partial<Recipe>): Engine => ({
  ...good,
  generate: (asked, call) => good.generate({ ...asked, ...change }, call),
});

const drawAnything: Engine["generate"] = async function* (asked, call) {
  yield* good.generate({ ...recipe, prompt: asked.prompt, seed: asked.seed }, call);
};

let calls = 0;

const broken: readonly (readonly [string, Engine, string])[] = [
  [
    "another id in its description",
    describing({ id: "other" }),
    "describes itself, the same every time, as plain data",
  ],
  [
    "a fingerprint that changes",
    { ...good, describe: async () => ({ ...(await good.describe()), fingerprint: `f${(calls += 1)}` }) },
    "describes itself, the same every time, as plain data",
  ],
  [
    "a default out of range",
    describing({ steps: { minimum: 1, maximum: 10, default: 20 } }),
    "has defaults within its own ranges",
  ],
  ["complaints about everything", { ...good, check: async () => ["No."] }, "finds nothing wrong with a good recipe"],
  [
    "two outputs",
    passing((event) => (event.type === "output" ? [event, event] : [event])),
    "ends with exactly one output that can be opened and has the promised size",
  ],
  [
    "half a picture",
    createScriptedEngine({ mishaps: [{ at: { seed: 1 }, how: "half-picture" }] }),
    "ends with exactly one output that can be opened and has the promised size",
  ],
  [
    "another size",
    deafTo({ size: { width: 32, height: 32 } }),
    "ends with exactly one output that can be opened and has the promised size",
  ],
  [
    "progress over 1",
    passing((event) => (event.type === "progress" ? [{ ...event, fraction: 2 * event.fraction }] : [event])),
    "tells progress that never goes back, from 0 to 1",
  ],
  [
    "progress that goes back",
    passing((event) => (event.type === "progress" ? [{ ...event, fraction: 1 - event.fraction }] : [event])),
    "tells progress that never goes back, from 0 to 1",
  ],
  [
    "previews for nobody",
    passing((event) => (event.type === "output" ? [{ ...event, type: "preview" }, event] : [event])),
    "shows previews only to those who look, and draws the same either way",
  ],
  [
    "one seed for all",
    deafTo({ seed: 1 }),
    "gives the same bytes for the same seed and others for another, where it has seeds",
  ],
  [
    "chance instead of seeds",
    deafTo({ seed: null }),
    "gives the same bytes for the same seed and others for another, where it has seeds",
  ],
  ["no ear for prompts", deafTo({ prompt: "a" }), "gives other bytes for another prompt"],
  ["no ear for negative prompts", deafTo({ negativePrompt: "" }), "uses the negative prompt, where it claims to"],
  ["no second seed", deafTo({ variation: null }), "mixes a second seed in, where it claims to"],
  [
    "one tile for all places",
    deafTo({ window: null }),
    "draws the same tile of a larger picture again, and another at another place, where it claims to",
  ],
  [
    "windows that it cannot draw",
    { ...describing({ abilities: ["text-to-image"] }), check: async () => [] },
    "refuses to draw a part of a larger picture where it cannot",
  ],
  [
    "one strength for all",
    deafTo({ strength: 0.5 }),
    "stays closer to its source at a small strength than at a large one",
  ],
  ["no eye for sources", deafTo({ source: null, strength: null, mask: null }), "uses which source it is given"],
  ["no eye for masks", deafTo({ mask: null }), "keeps every pixel outside the mask"],
  ["no fear of bad pictures", { ...good, generate: drawAnything }, "says so when the source is no picture"],
  [
    "no limits",
    { ...good, check: async () => [], generate: drawAnything },
    "refuses a size it cannot make, in sentences, before anything is drawn",
  ],
  [
    "reasons that are no sentences",
    { ...good, check: async () => ["bad size"] },
    "refuses a size it cannot make, in sentences, before anything is drawn",
  ],
  [
    "sources that it cannot take",
    { ...describing({ abilities: ["text-to-image"] }), check: async () => [] },
    "refuses a source where it cannot start from pictures",
  ],
  [
    "no ear for the stop signal",
    { ...good, generate: (asked, call) => good.generate(asked, { ...call, signal: new AbortController().signal }) },
    "does not start when it is stopped already",
  ],
  [
    "no end once begun",
    {
      ...good,
      generate: (asked, call) =>
        good.generate(asked, { ...call, signal: call.signal.aborted ? call.signal : new AbortController().signal }),
    },
    "stops soon when it is stopped on the way",
  ],
];

it.each(broken)("the kit notices %s", async (_, engine, name) => {
  const check = engineChecks.find((candidate) => candidate.name === name);
  if (!check) throw new Error(`There is no check “${name}”.`);
  const contract = { engine: () => engine, recipe: () => recipe, otherPrompt: "a blue bowl" };
  await expect(check.run(await openBench(contract))).rejects.toThrow(Error);
  expect(
    await check.run(await openBench({ ...contract, engine: createScriptedEngine })).catch((error: unknown) => error),
  ).not.toBeInstanceOf(Error);
});
