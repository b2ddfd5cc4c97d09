/** What the person decided about suggested edits, by their numbers. Undecided ones are in neither. */
export interface Decisions {
  readonly accepted: ReadonlySet<number>;
  readonly left: ReadonlySet<number>;
}

export const undecided: Decisions = { accepted: new Set(), left: new Set() };

export type Decision = "accept" | "leave";

/** The decisions with one more; the same decision again takes it back. */
export function decided({ accepted, left }: Decisions, id: number, decision: Decision): Decisions {
  const [into, from] = decision === "accept" ? [accepted, left] : [left, accepted];
  const isBack = into.has(id);
  const next = new Set(into);
  const others = new Set(from);
  others.delete(id);
  if (isBack) next.delete(id);
  else next.add(id);
  return decision === "accept" ? { accepted: next, left: others } : { accepted: others, left: next };
}

export const decisionOn = ({ accepted, left }: Decisions, id: number): Decision | undefined =>
  accepted.has(id) ? "accept" : left.has(id) ? "leave" : undefined;

/** The next edit without a decision after this one, else from the beginning; undefined when all are decided. */
export function nextUndecided(ids: readonly number[], after: number, decisions: Decisions): number | undefined {
  const open = ids.filter((id) => decisionOn(decisions, id) === undefined && id !== after);
  return open.find((id) => id > after) ?? open[0];
}
