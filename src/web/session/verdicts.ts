import { api } from "../api.ts";
import { type Element, type Outline, type Verdict, keys, queryClient } from "../queries.ts";
import { perform } from "../undo.ts";
import { quoted } from "../words.ts";

/** What the person says of a picture. Every act can be taken back, and shows at once, before the server answers. */
interface Act {
  readonly session: string;
  readonly variation: string;
  /** "Seed 12" */
  readonly name: string;
}

const none: Omit<Verdict, "variation"> = { choice: null, rating: null, elements: {} };

export const verdictIn = (outline: Outline, variation: string): Verdict =>
  outline.verdicts.find((verdict) => verdict.variation === variation) ?? { variation, ...none };

const choices = { pick: "picked", reject: "rejected", clear: "neither picked nor rejected" } as const;
type Choice = keyof typeof choices;

export function choose(act: Act, before: Verdict, choice: Choice): Promise<void> {
  const was: Choice = before.choice ?? "clear";
  const next = choice === was ? "clear" : choice;
  return say(act, { choice: next }, { choice: was }, `${act.name} is ${choices[next]}.`);
}

export function rate(act: Act, before: Verdict, rating: number): Promise<void> {
  const was = before.rating ?? 0;
  const next = rating === was ? 0 : rating;
  return say(
    act,
    { rating: next },
    { rating: was },
    next === 0 ? `${act.name} has no rating.` : `${act.name}: ${next} of 5.`,
  );
}

type Seen = "right" | "missed" | undefined;

/** A reading set right by hand; undefined leaves it to the judge again. */
export function correct(act: Act, before: Verdict, element: Element, seen: Seen): Promise<void> {
  const said = {
    right: `${quoted(element.statement)} is right in ${act.name}.`,
    missed: `${quoted(element.statement)} is missed in ${act.name}.`,
    judge: `${quoted(element.statement)} in ${act.name} is left to the judge.`,
  }[seen ?? "judge"];
  return say(act, asInput(element.id, seen), asInput(element.id, before.elements[element.id]), said);
}

const asInput = (element: string, seen: Seen) => (seen === undefined ? { unsay: [element] } : { [seen]: [element] });

type Said = Omit<Parameters<typeof api.judge>[0], "variation">;

function say({ session, variation }: Act, now: Said, before: Said, said: string): Promise<void> {
  const send = async (what: Said): Promise<void> => {
    showAtOnce(session, variation, what);
    try {
      await api.judge({ variation, ...what });
    } finally {
      void queryClient.invalidateQueries({ queryKey: keys.session(session) });
    }
  };
  return perform({ said, redo: () => send(now), undo: () => send(before) });
}

function showAtOnce(session: string, variation: string, said: Said): void {
  queryClient.setQueryData<Outline>(keys.outline(session), (outline) => {
    if (!outline) return outline;
    const verdict = applied(verdictIn(outline, variation), said);
    const others = outline.verdicts.filter((other) => other.variation !== variation);
    return { ...outline, verdicts: [...others, verdict] };
  });
}

function applied(verdict: Verdict, { choice, rating, right = [], missed = [], unsay = [] }: Said): Verdict {
  const elements = { ...verdict.elements };
  for (const id of right) elements[id] = "right";
  for (const id of missed) elements[id] = "missed";
  for (const id of unsay) delete elements[id];
  return {
    ...verdict,
    choice: choice === undefined ? verdict.choice : choice === "clear" ? null : choice,
    rating: rating === undefined ? verdict.rating : rating === 0 ? null : rating,
    elements,
  };
}
