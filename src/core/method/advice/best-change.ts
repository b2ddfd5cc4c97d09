import { type Change, applyWords } from "../../change.ts";
import type { Element } from "../../element.ts";
import { type Cells, computedChance, fixChance, fixChancePairs, otherChangesCount, refineChance } from "../priors.ts";
import type { ChangeProposal } from "../../proposer.ts";
import type { Situation } from "./situation.ts";
import type { Attempted } from "./worlds.ts";

/** A proposal and what lessons know of it: pairs kept, fixed, broke, neither; all 0 when it is untried. */
export interface KnownProposal extends ChangeProposal {
  readonly known?: Cells | undefined;
  /** It was computed on the best picture and read: what is known of it is not a guess. */
  readonly computed?: boolean | undefined;
}

/** The most promising change for one element and how likely it is to work. */
export interface BestChange {
  readonly element: Element;
  /** undefined: nobody proposed words; the person may think of something. */
  readonly proposal: KnownProposal | undefined;
  readonly attempted: Attempted;
  /** Pairs in which this very change was seen on a picture that missed the element. */
  readonly pairs: number;
}

type Way = "words" | "picture";
const wayOf = ({ kind }: Change): Way => (kind === "words" || kind === "parameter" ? "words" : "picture");

/**
 * The proposal with the highest expected chance. Where nobody proposed anything the person may think of something, with
 * the prior of the element's kind; where every proposal was tried already there is nothing.
 */
export function bestChange(
  element: Element,
  situation: Situation,
  proposals: readonly KnownProposal[],
  way: Way,
): readonly BestChange[] {
  const proposed = proposals.filter(({ change }) => change.element === element.id && wayOf(change) === way);
  if (proposed.length === 0) return [changeFor(element, undefined, situation, way)];
  return proposed
    .filter(({ change }) => changesSomething(change, situation))
    .map((proposal) => changeFor(element, proposal, situation, way))
    .toSorted((a, b) => chanceOf(b) - chanceOf(a))
    .slice(0, 1);
}

/** Words that are said already, or whose prompt was run already, would only repeat what is known. */
function changesSomething(change: Change, { prompt, prompts }: Situation): boolean {
  if (change.kind !== "words") return true;
  const after = applyWords(prompt, change);
  const alreadySaid = change.remove === "" && prompt.toLowerCase().includes(change.add.trim().toLowerCase());
  return after !== undefined && !prompts.has(after) && !alreadySaid;
}

/**
 * Beta of P(right after | wrong before): the kind's prior, what lessons and this session saw of this very change, and at
 * half weight what other changes for the same element did (an element that two changes did not move is hard to move).
 */
function changeFor(element: Element, proposal: KnownProposal | undefined, situation: Situation, way: Way): BestChange {
  const usual = (way === "words" ? fixChance : refineChance)[element.kind];
  const guess = proposal?.chance ?? usual;
  const name = proposal ? JSON.stringify(proposal.change) : way;
  if (proposal?.computed)
    return { element, proposal, pairs: 0, attempted: { element: element.id, name, chance: computedChance } };
  const [, fixed = 0, , neither = 0] = proposal?.known ?? [];
  let [a, b, pairs] = [guess * fixChancePairs + fixed, (1 - guess) * fixChancePairs + neither, fixed + neither];
  for (const tried of situation.tried) {
    const { change } = tried.arm;
    if (!tried.target || tried.element.id !== element.id || change === null || wayOf(change) !== way) continue;
    const same = JSON.stringify(change) === name;
    a += tried.pairs.fixed * (same ? 1 : otherChangesCount);
    b += tried.pairs.neither * (same ? 1 : otherChangesCount);
    if (same && tried.paired) pairs += tried.pairs.fixed + tried.pairs.neither;
  }
  return { element, proposal, pairs, attempted: { element: element.id, name, chance: [a, b] } };
}

/** Mean of the Beta. */
export const chanceOf = ({ attempted: { chance } }: BestChange): number => chance[0] / (chance[0] + chance[1]);
