import { type Element, weightOf } from "../../element.ts";
import type { HitRate } from "../interpretation/hit-rate.ts";
import {
  type Shape,
  adviceDraws,
  breakElsewhere,
  lostInRewrite,
  luckElsewhere,
  orientationPictures,
  stateShapes,
} from "../priors.ts";
import { drawIndex } from "../statistics/dirichlet.ts";
import { type Random, createRandom, drawBeta, seedFor } from "../statistics/random.ts";

/** What an action would be tried on: every element of the brief with what is known of it. */
export interface ElementOutlook {
  readonly element: Element;
  /** Under the prompt that changes would start from. */
  readonly rate: HitRate;
  /** P(right) in each of the parent pictures. */
  readonly parents: readonly number[];
  /** P(right) in the best picture so far. */
  readonly best: number;
  /** False where nobody could read it in any picture: then no action can be seen to gain or lose it. */
  readonly readable: boolean;
}

/** A change for one element: the Beta of its chance to make a wrong one right. */
export interface Attempted {
  readonly element: string;
  readonly chance: Shape;
  /** Names the change, so that its draws are the same in every action that uses it. */
  readonly name: string;
}

/** The best value that each of the drawn worlds would give after an action. */
export type Outcomes = Float64Array;

export interface Worlds {
  /** Parent pictures again on the same seeds with these changes. */
  change(changes: readonly Attempted[], pictures: number): Outcomes;
  /** New seeds under the same prompt. */
  moreSeeds(pictures: number): Outcomes;
  /** The best picture again with one change; `breaks` is the chance to lose anything else. */
  refine(change: Attempted, pictures: number, breaks: Shape): Outcomes;
  /** A new prompt: what was heard mostly stays, and these phrases are tried for the rest. */
  restart(phrases: readonly Attempted[]): Outcomes;
}

const most = 8;

interface Fate {
  readonly id: string;
  readonly share: number;
  readonly outlook: ElementOutlook;
  readonly rate: Float64Array;
  readonly breaks: Float64Array;
  readonly luck: Float64Array;
  /** Two uniforms per world and picture: one for how it is, one for what a change does to it. */
  readonly is: Float64Array;
  readonly becomes: Float64Array;
}

export interface WorldOptions {
  readonly seed: number;
  /** Chance that words for one element break another, and that they fix it by luck: from the engine's placebo. */
  readonly breaks?: Shape | undefined;
  readonly luck?: Shape | undefined;
  readonly draws?: number;
}

/**
 * 2,000 seeded worlds. Every element has its own stream of chance and every action meets the same worlds (common random
 * numbers), so that two actions differ by what they do, and the order of the elements changes nothing.
 */
export function createWorlds(outlooks: readonly ElementOutlook[], options: WorldOptions): Worlds {
  const draws = options.draws ?? adviceDraws;
  const total = outlooks.reduce((sum, { element }) => sum + weightOf(element), 0);
  const fates = outlooks
    .toSorted((a, b) => (a.element.id < b.element.id ? -1 : 1))
    .map((outlook) => fateOf(outlook, weightOf(outlook.element) / Math.max(total, 1), draws, options));
  const chances = (change: Attempted): Float64Array =>
    filled(draws, createRandom(seedFor(options.seed, "change", change.element, change.name)), change.chance);
  const shared: Shared = { fates, draws, seed: options.seed, chances };
  return {
    change: (changes, pictures) => outcomesOfChange(shared, changes, pictures),
    moreSeeds: (pictures) => best(shared, pictures, (fate, world, at) => (fate.is[at] ?? 0) < (fate.rate[world] ?? 0)),
    refine: (change, pictures, breaks) => outcomesOfRefining(shared, change, pictures, breaks),
    restart: (phrases) => outcomesOfRestart(shared, phrases),
  };
}

interface Shared {
  readonly fates: readonly Fate[];
  readonly draws: number;
  readonly seed: number;
  readonly chances: (change: Attempted) => Float64Array;
}

function fateOf(outlook: ElementOutlook, share: number, draws: number, options: WorldOptions): Fate {
  const stream = (name: string): Random => createRandom(seedFor(options.seed, name, outlook.element.id));
  const [rates, is, becomes] = [stream("rate"), stream("is"), stream("becomes")];
  return {
    id: outlook.element.id,
    share,
    outlook,
    rate: Float64Array.from({ length: draws }, () => drawRate(outlook.rate, rates)),
    breaks: filled(draws, stream("breaks"), options.breaks ?? breakElsewhere),
    luck: filled(draws, stream("luck"), options.luck ?? luckElsewhere),
    is: Float64Array.from({ length: draws * most }, () => is.uniform()),
    becomes: Float64Array.from({ length: draws * most }, () => becomes.uniform()),
  };
}

const filled = (draws: number, random: Random, [a, b]: Shape): Float64Array =>
  Float64Array.from({ length: draws }, () => drawBeta(random, a, b));

function drawRate({ states, right, read }: HitRate, random: Random): number {
  const names = ["heard", "chance", "unheard"] as const;
  const name =
    names[
      drawIndex(
        random,
        names.map((state) => states[state]),
      )
    ] ?? "chance";
  const [a, b] = stateShapes[name];
  return drawBeta(random, a + right, b + read - right);
}

/** The value of the best of some pictures in each world; `shows` says whether picture `at` shows the element there. */
function best(
  { fates, draws }: Shared,
  pictures: number,
  shows: (fate: Fate, world: number, at: number, picture: number) => boolean,
): Outcomes {
  const outcomes = new Float64Array(draws);
  const read = fates.filter(({ outlook }) => outlook.readable);
  const unseen = fates.reduce((sum, { outlook, share }) => sum + (outlook.readable ? 0 : share * outlook.best), 0);
  for (let world = 0; world < draws; world++) {
    for (let picture = 0; picture < Math.min(pictures, most); picture++) {
      let value = unseen;
      for (const fate of read) if (shows(fate, world, world * most + picture, picture)) value += fate.share;
      if (value > (outcomes[world] ?? 0)) outcomes[world] = value;
    }
  }
  return outcomes;
}

function outcomesOfChange(shared: Shared, changes: readonly Attempted[], pictures: number): Outcomes {
  const works = new Map(changes.map((change) => [change.element, shared.chances(change)]));
  return best(shared, pictures, (fate, world, at, picture) => {
    const was = (fate.is[at] ?? 0) < (fate.outlook.parents[picture] ?? fate.outlook.rate.expected);
    const fix = works.get(fate.id)?.[world] ?? fate.luck[world] ?? 0;
    const others = changes.length - (works.has(fate.id) ? 1 : 0);
    return was ? (fate.becomes[at] ?? 0) < (1 - (fate.breaks[world] ?? 0)) ** others : (fate.becomes[at] ?? 0) < fix;
  });
}

function outcomesOfRefining(shared: Shared, change: Attempted, pictures: number, breaks: Shape): Outcomes {
  const fix = shared.chances(change);
  const lose = breaks[0] / (breaks[0] + breaks[1]);
  return best(shared, pictures, (fate, world, at) => {
    const was = (fate.is[world * most] ?? 0) < fate.outlook.best;
    const target = fate.id === change.element;
    if (was) return target || (fate.becomes[at] ?? 0) >= lose;
    return target && (fate.becomes[at] ?? 0) < (fix[world] ?? 0);
  });
}

function outcomesOfRestart(shared: Shared, phrases: readonly Attempted[]): Outcomes {
  const works = new Map(phrases.map((phrase) => [phrase.element, shared.chances(phrase)]));
  const heard = stateShapes.heard[0] / (stateShapes.heard[0] + stateShapes.heard[1]);
  // One coin per world decides whether the rewrite loses an element, one whether a phrase is heard; both hold for all its pictures.
  const coin = (fate: Fate, world: number, which: number): number => fate.becomes[world * most + most - which] ?? 1;
  return best(shared, orientationPictures, (fate, world, at) => {
    const fix = works.get(fate.id)?.[world];
    const lost = coin(fate, world, 1) < lostInRewrite;
    const said = fix !== undefined && coin(fate, world, 2) < fix;
    const rate = said ? heard : lost ? (fate.luck[world] ?? 0) : (fate.rate[world] ?? 0);
    return (fate.is[at] ?? 0) < rate;
  });
}
