import type { Element } from "../../../src/core/element.ts";
import type { Engine, EngineDescription } from "../../../src/core/engine.ts";
import type { Judge } from "../../../src/core/judge.ts";
import type { ElementReading } from "../../../src/core/reading.ts";
import type { Sample } from "../../../src/core/sample.ts";
import { createRandom, seedFor } from "../../../src/core/method/statistics/random.ts";
import { encodePicture } from "../../../src/imaging/files/encode.ts";
import { attributesOf, parse } from "../../../src/still-life/grammar.ts";
import type { World } from "../../../src/still-life/world.ts";
import { sha256 } from "../cache.ts";
import type { Truth } from "../judges.ts";
import { type Shown, drawShown } from "./rates.ts";

/**
 * A model and its judges whose truth is known exactly and that cost nothing: the method, the policies and the measures are
 * tried on it in seconds. Its pictures are a few pixels of noise; what they show is written down beside them.
 */
export interface Simulation {
  readonly engine: Engine;
  /** Answers wrong with this chance, a sixth of the time "unsure" instead. */
  judge(error: number): Judge;
  readonly truth: Truth;
}

export function createSimulation(world: World): Simulation {
  const shown = new Map<string, Shown>();
  const shows = (hash: string, element: Element): boolean | undefined => {
    const values = shown.get(hash);
    const targets = attributesOf(element, world);
    if (!values || targets.length === 0) return undefined;
    return targets.every(({ attribute, value, negated }) => (values[attribute] === value) !== negated);
  };
  return {
    engine: engineOf(world, shown),
    judge: (error) => judgeOf(world, shown, shows, error),
    truth: async (sample, elements) => elements.map((element) => shows(sample.hash, element) ?? false),
  };
}

const description: EngineDescription = {
  id: "simulated",
  title: "simulated",
  makes: "image",
  abilities: ["text-to-image", "image-to-image", "seeds"],
  fingerprint: "simulated-1",
  sizes: [{ width: 8, height: 8 }],
  price: { micros: 0, currency: "USD" },
  idempotent: true,
  concurrency: 1,
  about: "A model whose truth is known.",
};

/** Of what image-to-image does not draw anew, so much stays. */
const keptByEditing = 0.95;

function engineOf(world: World, shown: Map<string, Shown>): Engine {
  return {
    id: description.id,
    makes: "image",
    describe: async () => description,
    async *generate(recipe, call) {
      call.signal.throwIfAborted();
      const { prompt, seed, source } = recipe;
      const drawn = drawShown(world, parse(prompt, world), prompt, seed ?? 0);
      const before = source === null ? undefined : shown.get(source);
      const values = before ? edited(before, drawn, recipe.strength ?? 0.5, seed ?? 0) : drawn;
      const data = await noise(sha256(JSON.stringify([values, prompt, seed, source])));
      shown.set(sha256(data), values);
      yield { type: "output", output: { data, mediaType: "image/png" } };
    },
  };
}

/** What lies on the surface follows the words as far as the strength reaches; the arrangement stays. */
function edited(before: Shown, drawn: Shown, strength: number, seed: number): Shown {
  const surface = new Set(["colour", "material", "background-colour", "background-brightness", "light-temperature"]);
  return Object.fromEntries(
    Object.entries(before).map(([attribute, value]) => {
      const random = createRandom(seedFor(seed, "edit", attribute));
      const follows = random.uniform() < (surface.has(attribute) ? strength : 1 - keptByEditing);
      return [attribute, follows ? (drawn[attribute] ?? value) : value];
    }),
  );
}

async function noise(name: string): Promise<Uint8Array> {
  const random = createRandom(seedFor(1, name));
  const data = Uint8Array.from({ length: 8 * 8 * 3 }, () => Math.floor(random.uniform() * 256));
  return encodePicture({ width: 8, height: 8, channels: 3, data }, "png");
}

function judgeOf(
  world: World,
  shown: ReadonlyMap<string, Shown>,
  shows: (hash: string, element: Element) => boolean | undefined,
  error: number,
): Judge {
  return {
    id: "simulated",
    version: 1,
    reads: "image",
    accuracy: () => ({ sensitivity: 1 - error, specificity: 1 - error, n: 400 }),
    readElements: async (sample, elements) =>
      elements.map((element) => readingOf(sample, element, shows(sample.hash, element), error)),
    readAttributes: async ({ hash }) =>
      Object.entries(shown.get(hash) ?? {}).map(([attribute, value]) => ({ attribute, value, probability: 0.99 })),
    attributesOf: (element) => attributesOf(element, world).map(({ attribute }) => attribute),
  };
}

function readingOf(
  { hash }: Sample,
  { id, statement }: Element,
  truth: boolean | undefined,
  error: number,
): ElementReading {
  if (truth === undefined) return { element: id, answer: "unsure", probability: 0.5 };
  const random = createRandom(seedFor(1, "judge", hash, statement));
  if (random.uniform() < error / 6) return { element: id, answer: "unsure", probability: 0.5 };
  const seen = random.uniform() < error ? !truth : truth;
  const certainty = 1 - (error / 2) * random.uniform();
  return { element: id, answer: seen ? "present" : "absent", probability: seen ? certainty : 1 - certainty };
}
