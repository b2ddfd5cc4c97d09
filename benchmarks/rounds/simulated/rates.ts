import type { Random } from "../../../src/core/method/statistics/random.ts";
import { createRandom, seedFor } from "../../../src/core/method/statistics/random.ts";
import type { Mention } from "../../../src/still-life/grammar.ts";
import type { World, WorldAttribute } from "../../../src/still-life/world.ts";

/** What a simulated picture shows: a value of every attribute. */
export type Shown = Readonly<Record<string, string>>;

/**
 * How often the simulated model shows what a phrase asks for. Most phrases are heard; the planted ones nearly never, and one
 * in seven of the others is left to chance. Fixed for a phrase but for a little of the rest of the prompt.
 */
export function rateOf(world: World, { attribute, phrase }: Mention, prompt: string): number {
  const own = createRandom(seedFor(1, "phrase", attribute, phrase));
  const context = createRandom(seedFor(1, "context", attribute, phrase, prompt));
  const found = world.attributes.find(({ name }) => name === attribute);
  const isPlanted = found?.values.some(({ badlyHeard }) => badlyHeard.includes(phrase)) ?? false;
  const base = isPlanted ? between(own, 0.01, 0.2) : own.uniform() < 1 / 7 ? between(own, 0.2, 0.75) : 0.97;
  const shift = between(context, -0.5, 0.5);
  return 1 / (1 + Math.exp(-(Math.log(base / (1 - base)) + shift)));
}

const between = (random: Random, low: number, high: number): number => low + random.uniform() * (high - low);

/** Half of what decides is the seed alone, half the seed under this prompt: neighbours in words are neighbours in pictures. */
const sharedBySeed = 0.7;

/** What the simulated model draws for a prompt and a seed. */
export function drawShown(world: World, mentions: readonly Mention[], prompt: string, seed: number): Shown {
  return Object.fromEntries(
    world.attributes.map((attribute) => [attribute.name, drawValue(world, attribute, mentions, prompt, seed)]),
  );
}

function drawValue(
  world: World,
  attribute: WorldAttribute,
  mentions: readonly Mention[],
  prompt: string,
  seed: number,
): string {
  const own = createRandom(seedFor(seed, "seed", attribute.name));
  const local = createRandom(seedFor(seed, "prompt", attribute.name, prompt));
  const chance = createRandom(seedFor(seed, "which", attribute.name)).uniform() < sharedBySeed ? own : local;
  const luck = chance.uniform();
  const asked = mentions.filter((mention) => mention.attribute === attribute.name && !mention.negator);
  // Said twice, the clearer of both words is heard.
  const best = asked.toSorted((a, b) => rateOf(world, b, prompt) - rateOf(world, a, prompt))[0];
  if (best && luck < rateOf(world, best, prompt)) return best.value;
  return somethingElse(attribute, best?.value, chance);
}

/** The default nine times out of ten, where it is not what was asked for; else any other value. */
function somethingElse({ values }: WorldAttribute, asked: string | undefined, random: Random): string {
  const others = values.filter(({ value }) => value !== asked);
  const usual = others.find(({ isDefault }) => isDefault);
  if (usual && random.uniform() < 0.9) return usual.value;
  return others[Math.floor(random.uniform() * others.length)]?.value ?? "";
}
