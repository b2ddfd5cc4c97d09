import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Element } from "../../src/core/element.ts";
import type { Judge } from "../../src/core/judge.ts";
import type { AttributeReading, ElementReading } from "../../src/core/reading.ts";
import type { Sample } from "../../src/core/sample.ts";
import { createRandom, seedFor } from "../../src/core/method/statistics/random.ts";
import { createStillLifeJudge } from "../../src/judges/still-life.ts";
import { attributesOf } from "../../src/still-life/grammar.ts";
import { loadWorld } from "../../src/still-life/world.ts";
import { cacheFolder, createLineCache, sha256 } from "./cache.ts";

/** A judge that remembers every answer of earlier runs by its weights, the picture and the statement. */
export function cachedJudge(folder: string): Judge {
  const judge = createStillLifeJudge({ folder });
  const weights = sha256(
    Buffer.concat([readFileSync(join(folder, "model.onnx")), readFileSync(join(folder, "config.json"))]),
  ).slice(0, 16);
  const elements = createLineCache<ElementReading>(join(cacheFolder, "readings", `${weights}-elements.jsonl`));
  const attributes = createLineCache<readonly AttributeReading[]>(
    join(cacheFolder, "readings", `${weights}-attributes.jsonl`),
  );
  return {
    ...judge,
    async readElements(sample, asked, signal) {
      const name = (element: Element): string => `${sample.hash} ${element.kind} ${element.statement}`;
      const missing = asked.filter((element) => elements.get(name(element)) === undefined);
      const read = missing.length > 0 ? await judge.readElements(sample, missing, signal) : [];
      missing.forEach((element, index) => {
        const reading = read[index];
        if (reading) elements.put(name(element), reading);
      });
      return asked.flatMap((element) => {
        const known = elements.get(name(element));
        return known ? [{ ...known, element: element.id }] : [];
      });
    },
    async readAttributes(sample, signal) {
      const known = attributes.get(sample.hash);
      if (known) return known;
      const read = await judge.readAttributes(sample, signal);
      attributes.put(sample.hash, read);
      return read;
    },
  };
}

/**
 * A judge whose sure answers are right less often: each is turned round with a chance that brings its accuracy down to
 * `accuracy`. The same picture and question are always answered alike. It knows how good it is, as a measured judge does.
 */
export function degradedJudge(judge: Judge, accuracy: number, seed: number): Judge {
  const turned = (sample: Sample, element: Element): boolean =>
    createRandom(seedFor(seed, "turn", sample.hash, element.statement)).uniform() < 1 - accuracy;
  return {
    ...judge,
    accuracy: (kind) => {
      const known = judge.accuracy(kind) ?? { sensitivity: 0.95, specificity: 0.95, n: 400 };
      const mixed = (share: number): number => share * accuracy + (1 - share) * (1 - accuracy);
      return { sensitivity: mixed(known.sensitivity), specificity: mixed(known.specificity), n: known.n };
    },
    async readElements(sample, asked, signal) {
      const read = await judge.readElements(sample, asked, signal);
      return read.map((reading, index) => {
        const element = asked[index];
        return element && turned(sample, element) ? turnRound(reading) : reading;
      });
    },
  };
}

const opposite = { present: "absent", absent: "present", unsure: "unsure" } as const;

const turnRound = (reading: ElementReading): ElementReading => ({
  ...reading,
  answer: opposite[reading.answer],
  probability: 1 - reading.probability,
});

/** The truth about one picture: whether each element is there, without "unsure". */
export type Truth = (sample: Sample, elements: readonly Element[]) => Promise<readonly boolean[]>;

export const truthBy =
  (judge: Judge): Truth =>
  async (sample, elements) => {
    const read = await judge.readElements(sample, elements, new AbortController().signal);
    return elements.map(({ id }) => (read.find(({ element }) => element === id)?.probability ?? 0) >= 0.5);
  };

/** A second judge that is right less often than this about an attribute, when forced to decide, is not its truth alone. */
const trustedFrom = 0.9;

/**
 * The truth by a second judge, which no policy sees. About attributes that it reads badly itself (`accuraciesOf`), the odds
 * of both judges are multiplied: two half-independent opinions are nearer to the truth than the weaker of them.
 */
export function pooledTruth(second: Judge, committed: Judge, folder: string): Truth {
  const accuracies = accuraciesOf(folder);
  const isWeak = (element: Element): boolean =>
    attributesOf(element, loadWorld()).some(({ attribute }) => (accuracies[attribute] ?? 0) < trustedFrom);
  return async (sample, elements) => {
    const { signal } = new AbortController();
    const [ours, theirs] = [
      await committed.readElements(sample, elements, signal),
      await second.readElements(sample, elements, signal),
    ];
    return elements.map((element) => {
      const of = (read: readonly ElementReading[]): number =>
        read.find((reading) => reading.element === element.id)?.probability ?? 0;
      return (isWeak(element) ? together(of(ours), of(theirs)) : of(theirs)) >= 0.5;
    });
  };
}

/** Two independent opinions as one. */
const together = (a: number, b: number): number => (a * b) / Math.max(a * b + (1 - a) * (1 - b), Number.MIN_VALUE);

/** How often a judge is right about each attribute on held-out renders when it may not say "unsure". */
export function accuraciesOf(folder: string): Readonly<Record<string, number>> {
  const { attributes } = Accuracies.parse(JSON.parse(readFileSync(join(folder, "config.json"), "utf8")));
  return Object.fromEntries(attributes.map(({ name, accuracy }) => [name, accuracy]));
}

const Accuracies = z.object({ attributes: z.array(z.object({ name: z.string(), accuracy: z.number() })) });
