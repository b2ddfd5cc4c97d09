import { z } from "zod";
import { Change, applyWords, describeChange } from "../../core/change.ts";
import type { Element } from "../../core/element.ts";
import { invalid } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { KnownProposal } from "../../core/method/advice/action-plans.ts";
import { type KnownEffect, type Knowledge, knownEffect, phrasesFor } from "../../core/method/lessons/knowledge.ts";
import { type Cells, fixChance, fixChancePairs } from "../../core/method/priors.ts";
import type { ChangeProposal } from "../../core/proposer.ts";
import { plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";

const Pairs = z.object({ kept: z.number(), fixed: z.number(), broke: z.number(), neither: z.number() });

/** A change that might help, and what earlier sessions on this engine saw of it. */
export const Proposal = z.object({
  change: Change,
  source: z.string(),
  why: z.string(),
  /** Pairs of earlier sessions, on elements that asked for the same and on all others; old ones count less. */
  known: z.object({ target: Pairs, elsewhere: Pairs, sentence: z.string() }),
  /** Chance to make a missed element right before anything is known: the proposer's own, or the usual of the kind. */
  guess: z.number(),
  /** The same, moved by what is known. */
  chance: z.number(),
});
export type Proposal = z.infer<typeof Proposal>;

/** Where changes for an element are looked for. */
export interface ProposalPlace {
  /** What was tried already. */
  readonly history: Pick<History, "arms">;
  readonly prompt: string;
  readonly knowledge: Knowledge;
}

/** Changes of words for one element that this session has not tried yet, the most promising first. */
export async function proposalsFor(
  studio: Pick<Studio, "proposers">,
  { history, prompt, knowledge }: ProposalPlace,
  element: Element,
  signal: AbortSignal,
): Promise<readonly Proposal[]> {
  const found = await Promise.all(studio.proposers.map((proposer) => proposer.proposeChanges(prompt, element, signal)));
  const tried = changesTried(history);
  const all = [...lessonProposals(knowledge, prompt, element), ...found.flat()];
  const unique = new Map(all.toReversed().map((proposal) => [sameChange(proposal.change), proposal]));
  return [...unique]
    .toReversed()
    .flatMap(([key, proposal]) => (tried.has(key) ? [] : [withKnown(proposal, knowledge, element)]))
    .toSorted((a, b) => b.chance - a.chance);
}

/** As the advice takes them: with the pairs that lessons know. */
export const asKnown = ({ change, source, why, guess, known }: Proposal): KnownProposal => ({
  change,
  source,
  why,
  chance: guess,
  known: cellsOf(known.target),
});

const cellsOf = ({ kept, fixed, broke, neither }: z.output<typeof Pairs>): Cells => [kept, fixed, broke, neither];
const pairsOf = ([kept, fixed, broke, neither]: Cells): z.output<typeof Pairs> => ({ kept, fixed, broke, neither });

/** Words that brought this very wish on this engine before, used as they were then: added, or in the place of its own. */
function lessonProposals(knowledge: Knowledge, prompt: string, element: Element): readonly ChangeProposal[] {
  const at = prompt.toLowerCase().indexOf(element.statement.toLowerCase());
  const own = at < 0 ? "" : prompt.slice(at, at + element.statement.length);
  return phrasesFor(knowledge, element).flatMap(({ phrase, replaces, counts }) => {
    const change: Change = { kind: "words", element: element.id, remove: replaces ? own : "", add: phrase };
    const after = applyWords(prompt, change);
    if (after === undefined || after === prompt || prompt.toLowerCase().includes(phrase)) return [];
    const fixed = Math.round(counts[1]);
    const why = `These words made it right in ${fixed} of ${plural(Math.round(counts[1] + counts[3]), "pair")} of earlier sessions on this engine.`;
    return [{ change, source: "lesson", why }];
  });
}

function withKnown(proposal: ChangeProposal, knowledge: Knowledge, element: Element): Proposal {
  const known: KnownEffect = knownEffect(knowledge, element, proposal.change);
  const [, fixed, , neither] = known.target;
  const { change, source, why, chance: guess = fixChance[element.kind] } = proposal;
  const chance = (guess * fixChancePairs + fixed) / (fixChancePairs + fixed + neither);
  return {
    change,
    source,
    why,
    guess,
    known: { target: pairsOf(known.target), elsewhere: pairsOf(known.elsewhere), sentence: known.sentence },
    chance,
  };
}

/** Changes are the same when they are described by the same words. */
export const sameChange = (change: Change): string => describeChange(change).toLowerCase();

export const changesTried = ({ arms }: Pick<History, "arms">): ReadonlySet<string> =>
  new Set(arms.flatMap((arm) => (arm.change ? triedIn(arm.change) : [])));

/** A composition has tried its parts, too. */
const triedIn = (change: Change): readonly string[] =>
  change.kind === "composition"
    ? change.parts.map((part) => sameChange({ kind: "words", ...part }))
    : [sameChange(change)];

export function elementNamed(history: History, name: string): Element {
  const { elements } = history.session.brief;
  const element = elements.find(({ id, statement }) => id === name || statement.toLowerCase() === name.toLowerCase());
  if (element) return element;
  throw invalid(`The brief has no element “${name}”.`, `It has: ${elements.map(({ id }) => id).join(", ") || "none"}.`);
}
