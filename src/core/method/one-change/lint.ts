import { type Change, describeChange } from "../../change.ts";
import type { Element } from "../../element.ts";
import { type Clause, clausesOf, contentWords } from "./clauses.ts";
import { inWords, listed, quoted } from "../../sentences.ts";

/** Words of a text and what they are about: an attribute ("light-direction") or an element. Equal names are one thing. */
export interface WordsAbout {
  readonly about: string;
  readonly words: string;
}

/** What a grammar or a language model reads in a text; empty where it understands nothing. */
export type ElementsIn = (text: string) => readonly WordsAbout[];

export type LintResult =
  | { readonly ok: true; readonly touches: readonly string[] }
  /** `split`: the same wish as changes of one thing each, to be run as arms. */
  | {
      readonly ok: false;
      readonly touches: readonly string[];
      readonly reason: string;
      readonly split: readonly Change[];
    };

/**
 * One change per arm: says whether a change touches one thing only, and splits it where it does not. A parameter is one
 * thing. Words and instructions are read by `elementsIn` where given; else by clauses, of which those that the same
 * element's statement covers count as one.
 */
export function lintChange(change: Change, elements: readonly Element[], elementsIn?: ElementsIn): LintResult {
  switch (change.kind) {
    case "parameter":
      return { ok: true, touches: [change.name] };
    case "composition":
      return { ok: true, touches: change.parts.map(({ element, add, remove }) => element ?? (add || remove)) };
    case "variation":
      return { ok: true, touches: ["noise"] };
    case "edits":
      return { ok: true, touches: ["the text"] };
    case "adjustment":
      return lintAdjustments(change);
    case "words":
      return judged(change, partsOf(change.remove, change.add, elements, elementsIn), elements, elementsIn);
    case "instruction":
      return judged(change, partsOf("", change.text, elements, elementsIn), elements, elementsIn);
  }
}

type WordsChange = Extract<Change, { kind: "words" | "instruction" }>;

/** One thing that a change says, and the words that it replaces. */
interface Part {
  readonly about: string;
  readonly remove: string;
  readonly add: string;
}

function judged(
  change: WordsChange,
  parts: readonly Part[],
  elements: readonly Element[],
  elementsIn?: ElementsIn,
): LintResult {
  const touches = parts.map(({ about }) => about);
  if (parts.length <= 1) return { ok: true, touches };
  const words = listed(parts.map(({ add, remove }) => quoted(add === "" ? `without ${remove}` : add)));
  return {
    ok: false,
    touches,
    reason: `${describeChange(change)} changes ${inWords(parts.length)} things at once (${words}), so nobody could tell which one did what. Run them as ${inWords(parts.length)} arms.`,
    split: parts.map((part) => single(change, part, elements, elementsIn)),
  };
}

function single(change: WordsChange, part: Part, elements: readonly Element[], elementsIn?: ElementsIn): Change {
  const element = elementAbout(part, elements, elementsIn)?.id ?? null;
  if (change.kind === "words") return { kind: "words", element, remove: part.remove, add: part.add };
  return { kind: "instruction", element, text: part.add, strength: change.strength };
}

const elementAbout = (part: Part, elements: readonly Element[], elementsIn?: ElementsIn): Element | undefined =>
  elements.find(({ id }) => id === part.about) ??
  elements.find(({ statement }) => elementsIn?.(statement).some(({ about }) => about === part.about)) ??
  coveringElement(part.add === "" ? part.remove : part.add, elements);

function lintAdjustments(change: Extract<Change, { kind: "adjustment" }>): LintResult {
  const kinds = [...new Set(change.adjustments.map(({ kind }) => kind))];
  if (kinds.length <= 1) return { ok: true, touches: kinds };
  return {
    ok: false,
    touches: kinds,
    reason: `${describeChange(change)} are ${inWords(kinds.length)} adjustments at once. Try them one by one; the ones you keep are merged afterwards.`,
    split: kinds.map((kind) => ({
      ...change,
      adjustments: change.adjustments.filter((adjustment) => adjustment.kind === kind),
    })),
  };
}

function partsOf(remove: string, add: string, elements: readonly Element[], elementsIn?: ElementsIn): readonly Part[] {
  const understood = elementsIn ? differences(elementsIn(remove), elementsIn(add)) : [];
  return understood.length > 0 ? understood : clauseParts(remove, add, elements);
}

/** What is said after and was not said before, and what was said before and is gone; one part per thing. */
function differences(before: readonly WordsAbout[], after: readonly WordsAbout[]): readonly Part[] {
  const names = [...new Set([...before, ...after].map(({ about }) => about))];
  const wordsFor = (side: readonly WordsAbout[], name: string): string =>
    side
      .filter(({ about }) => about === name)
      .map(({ words }) => words)
      .join(" ");
  return names
    .map((about) => ({ about, remove: wordsFor(before, about), add: wordsFor(after, about) }))
    .filter((part) => part.remove.toLowerCase() !== part.add.toLowerCase());
}

/** Without a grammar: the clauses of the new words that were not among the old, those of one element together. */
function clauseParts(remove: string, add: string, elements: readonly Element[]): readonly Part[] {
  if (coveringElement(add === "" ? remove : add, elements)) return [{ about: add === "" ? remove : add, remove, add }];
  const old = clausesOf(remove);
  const said = new Set(old.map(({ text }) => text.toLowerCase()));
  const fresh = mergeByElement(clausesOf(add), elements).filter(({ text }) => !said.has(text.toLowerCase()));
  if (fresh.length === 0)
    return mergeByElement(old, elements).map(({ text }) => ({ about: text, remove: text, add: "" }));
  const kept = new Set(clausesOf(add).map(({ text }) => text.toLowerCase()));
  const gone = old.filter(({ text }) => !kept.has(text.toLowerCase()));
  if (fresh.length === 1 && gone.length <= 1) return [{ about: fresh[0]?.text ?? add, remove, add }];
  // The first new clause takes the place of the old words; the others are additions.
  return fresh.map(({ text }, index) => ({ about: text, remove: index === 0 ? remove : "", add: text }));
}

/** Neighbouring clauses that one element's statement covers are one thing. */
function mergeByElement(clauses: readonly Clause[], elements: readonly Element[]): readonly Clause[] {
  return clauses.reduce<readonly Clause[]>((merged, clause) => {
    const last = merged.at(-1);
    if (!last) return [clause];
    const together = {
      text: last.source + clause.joint + clause.source,
      source: last.source + clause.joint + clause.source,
      joint: last.joint,
    };
    return coveringElement(together.text, elements) ? [...merged.slice(0, -1), together] : [...merged, clause];
  }, []);
}

/** The element whose statement contains every content word of a text. */
function coveringElement(text: string, elements: readonly Element[]): Element | undefined {
  const words = contentWords(text);
  if (words.length === 0) return undefined;
  return elements.find(({ statement }) => {
    const known = new Set(contentWords(statement));
    return words.every((word) => known.has(word));
  });
}
