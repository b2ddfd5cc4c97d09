import { useMemo, useState } from "react";
import { type Decisions, decisionOn } from "./decisions.ts";

/** Enough of an edit to know it again, whichever list it is found in. */
interface KnownEdit {
  readonly id: number;
  readonly start: number;
  readonly before: string;
  readonly after: string;
}

type Kept = Readonly<Record<string, "accept" | "leave">>;
type Shelf = Pick<Storage, "getItem" | "setItem">;

const place = "samebut.edits";
const mostTexts = 40;

/** Decisions on the edits of a text, by its hash, kept in this browser: a reload or another day finds them as they were. */
export function useDecisions(
  hash: string,
  edits: readonly KnownEdit[],
): readonly [Decisions, (decisions: Decisions) => void] {
  const kept = useMemo(() => readDecisions(localStorage, hash, edits), [hash, edits]);
  const [own, setOwn] = useState<{ readonly hash: string; readonly decisions: Decisions }>();
  const decide = (decisions: Decisions): void => {
    setOwn({ hash, decisions });
    keepDecisions(localStorage, hash, edits, decisions);
  };
  return [own?.hash === hash ? own.decisions : kept, decide];
}

export function readDecisions(shelf: Shelf, hash: string, edits: readonly KnownEdit[]): Decisions {
  const kept = textsOn(shelf).get(hash) ?? {};
  const idsOf = (decision: "accept" | "leave"): ReadonlySet<number> =>
    new Set(edits.filter((edit) => kept[nameOf(edit)] === decision).map(({ id }) => id));
  return { accepted: idsOf("accept"), left: idsOf("leave") };
}

/** What was decided on edits of another list of the same text stays; the texts decided on last are kept. */
export function keepDecisions(shelf: Shelf, hash: string, edits: readonly KnownEdit[], decisions: Decisions): void {
  const texts = textsOn(shelf);
  const kept = { ...texts.get(hash) };
  for (const edit of edits) {
    const decision = decisionOn(decisions, edit.id);
    if (decision) kept[nameOf(edit)] = decision;
    else delete kept[nameOf(edit)];
  }
  texts.delete(hash);
  texts.set(hash, kept);
  try {
    shelf.setItem(place, JSON.stringify([...texts].slice(-mostTexts)));
  } catch {
    // A browser that keeps nothing still knows them until the page is left.
  }
}

const nameOf = ({ start, before, after }: KnownEdit): string => JSON.stringify([start, before, after]);

function textsOn(shelf: Shelf): Map<string, Kept> {
  try {
    return new Map(JSON.parse(shelf.getItem(place) ?? "[]") as [string, Kept][]);
  } catch {
    return new Map();
  }
}
