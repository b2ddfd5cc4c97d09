import { applyWords } from "../../../src/core/change.ts";
import type { Element } from "../../../src/core/element.ts";
import type { History } from "../../../src/core/history.ts";
import { elementsOf } from "../../../src/still-life/grammar.ts";
import { loadWorld } from "../../../src/still-life/world.ts";
import { type Bench, proposals } from "../bench.ts";
import { type Estimate, bootstrap, shareOf, sum } from "../bootstrap.ts";
import { draw, recipeFor } from "../draw.ts";
import { reworded } from "../policies/baselines.ts";
import { type Task, systematicBelow } from "../tasks.ts";
import type { Scored } from "./images.ts";

/** What the first decision after the orientation costs in expected pictures, next to the alternatives. */
export interface RestartCase {
  readonly task: string;
  readonly chosen: FirstAction;
  /** Expected pictures to an all-correct one from here, by brute force. */
  readonly costs: Readonly<Record<"seeds" | "fix" | "restart", number>>;
  /** Nothing comes of the prompt as written, nor with any one element said better: only a prompt written anew leads on. */
  readonly deadEnd: boolean;
  /** Whether the policy started over, or put several changes into one prompt, at any time. */
  readonly left: boolean;
  readonly startedOver: boolean;
}

/** What was done after the orientation. "stop": handed in what there was. */
export type FirstAction = "seeds" | "fix" | "restart" | "stop";

const tries = Array.from({ length: 8 }, (_, index) => 5 + index);
const many = Array.from({ length: 24 }, (_, index) => 5 + index);

/**
 * The oracle draws what each decision leads to: more seeds of the prompt, the best words for one missed element (and for the
 * others a round later), the best words for all of them at once. It knows which elements are truly missed.
 */
export async function restartCase(
  bench: Bench,
  task: Task,
  played: { readonly history: History | undefined; readonly run: Scored },
): Promise<RestartCase | null> {
  if (!played.history) return null;
  const elements = elementsOf(task.prompt, loadWorld());
  const pictures = await picturesOf(bench, task.prompt, many, elements);
  const missed = elements.filter(
    (_, index) => pictures.filter((picture) => picture[index]).length <= systematicBelow * pictures.length,
  );
  const { budget } = bench;
  const asIs = shareRight(pictures);
  const all = await rateOf(bench, await reworded(bench, task.prompt, missed, new Set(), 0), elements);
  const singles = [];
  for (const element of missed)
    singles.push(await rateOf(bench, await withOneChange(bench, task.prompt, element), elements));
  const one = Math.max(0, ...singles);
  const costs = {
    seeds: expectedPictures(asIs, budget),
    fix: Math.min(expectedPictures(one, budget), 3 + expectedPictures(all, budget - 3)),
    restart: expectedPictures(all, budget),
  };
  return {
    task: task.id,
    chosen: firstActionOf(played.history),
    costs,
    deadEnd: asIs === 0 && one === 0 && all > 0,
    left: leftPrompt(played.history),
    startedOver: played.history.attempts.length > 1,
  };
}

/** Pictures until the first right one, when each is right with this chance and nobody draws more than the budget. */
export const expectedPictures = (rate: number, budget: number): number =>
  rate <= 0 ? budget : (1 - (1 - rate) ** budget) / rate;

async function picturesOf(
  bench: Bench,
  prompt: string,
  seeds: readonly number[],
  elements: readonly Element[],
): Promise<readonly (readonly boolean[])[]> {
  const shown = [];
  for (const seed of seeds)
    shown.push(await bench.truth(await draw(bench.engine, recipeFor(bench.description, prompt, seed)), elements));
  return shown;
}

const shareRight = (pictures: readonly (readonly boolean[])[]): number =>
  pictures.filter((picture) => picture.every(Boolean)).length / pictures.length;

const rateOf = async (bench: Bench, prompt: string, elements: readonly Element[]): Promise<number> =>
  shareRight(await picturesOf(bench, prompt, tries, elements));

async function withOneChange(bench: Bench, prompt: string, element: Element): Promise<string> {
  const [best] = await proposals(bench, prompt, element);
  return best?.change.kind === "words" ? (applyWords(prompt, best.change) ?? prompt) : prompt;
}

/** The second round that was made says what was decided after the first. */
export function firstActionOf(history: History): FirstAction {
  const [first, second] = history.rounds;
  if (!first || !second) return "stop";
  if (second.attempt !== first.attempt) return "restart";
  return second.kind === "orientation" ? "seeds" : "fix";
}

/** Several changes came into one prompt: written anew, composed, or one change built upon another. */
export function leftPrompt({ attempts, arms, rounds }: History): boolean {
  if (attempts.length > 1 || arms.some(({ change }) => change?.kind === "composition")) return true;
  const changing = new Set(arms.filter(({ change }) => change !== null).map(({ round }) => round));
  return rounds.some(({ id, parent }) => changing.has(id) && parent !== null && changing.has(parent));
}

export interface RestartSummary {
  /** Expected pictures of the decisions over those of the best decision, minus 1; a stop without a right picture costs the budget. */
  readonly regret: Estimate;
  readonly deadEndRecall: Estimate;
  readonly falseRestarts: Estimate;
}

export function summariseRestarts(cases: readonly RestartCase[]): RestartSummary {
  // Where the orientation was handed in there was no decision to judge.
  const decided = cases.filter(({ chosen }) => chosen !== "stop");
  const cost = ({ chosen, costs }: RestartCase): number => (chosen === "stop" ? 0 : costs[chosen]);
  const best = ({ costs }: RestartCase): number => Math.min(...Object.values(costs));
  const share = (side: readonly RestartCase[], yes: (one: RestartCase) => boolean): Estimate =>
    shareOf(side.map((one) => ({ yes: Number(yes(one)), of: 1 })));
  return {
    regret: bootstrap(decided, (items) => sum(items, cost) / sum(items, best) - 1),
    deadEndRecall: share(
      cases.filter(({ deadEnd }) => deadEnd),
      ({ left }) => left,
    ),
    falseRestarts: share(
      cases.filter(({ deadEnd }) => !deadEnd),
      ({ startedOver }) => startedOver,
    ),
  };
}
