import { z } from "zod";
import { Change, describeChange } from "../../core/change.ts";
import type { Element } from "../../core/element.ts";
import { invalid } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { ChangeProposal } from "../../core/proposer.ts";
import type { Studio } from "../../core/studio.ts";

export const Proposal = z.object({ change: Change, source: z.string(), why: z.string() });

/** Changes of words for one element that this session has not tried yet, the most promising first. */
export async function proposalsFor(
  studio: Pick<Studio, "proposers">,
  history: History,
  prompt: string,
  element: Element,
  signal: AbortSignal,
): Promise<readonly ChangeProposal[]> {
  const found = await Promise.all(studio.proposers.map((proposer) => proposer.proposeChanges(prompt, element, signal)));
  const tried = new Set(history.arms.flatMap((arm) => (arm.change ? [sameChange(arm.change)] : [])));
  const unique = new Map(found.flat().map((proposal) => [sameChange(proposal.change), proposal]));
  return [...unique].flatMap(([key, proposal]) => (tried.has(key) ? [] : [proposal]));
}

const sameChange = (change: Change): string => describeChange(change).toLowerCase();

export function elementNamed(history: History, name: string): Element {
  const { elements } = history.session.brief;
  const element = elements.find(({ id, statement }) => id === name || statement.toLowerCase() === name.toLowerCase());
  if (element) return element;
  throw invalid(`The brief has no element “${name}”.`, `It has: ${elements.map(({ id }) => id).join(", ") || "none"}.`);
}
