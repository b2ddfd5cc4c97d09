import { invalid } from "../core/errors.ts";
import { type DiffPart, wordDiff } from "../core/word-diff.ts";
import { type Link, alignSentences } from "./align.ts";
import { longestText } from "./analyse.ts";
import { compiledRules } from "./compile-rules.ts";
import { type Dial, readDial } from "./dials.ts";
import { type ReadText, readText } from "./elements.ts";
import { type Invariant, compareInvariants } from "./invariants.ts";
import { readLanguage } from "./language.ts";
import { maskWords, maskedRanges } from "./masks.ts";
import type { JudgedTendency, Register } from "./registers.ts";
import { findSpans } from "./spans.ts";

export interface CompareOptions {
  /** Sentences of the first text that were to change, from 0; left out: all of it. */
  readonly scope?: readonly number[];
  readonly register?: Register;
}

/** A sentence and its place: `text.slice(start, end)`; `index` counts from 0. */
export interface PlacedSentence {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface SentenceChange {
  readonly kind: "keep" | "edit" | "insert" | "delete";
  /** It stands elsewhere among its neighbours. */
  readonly moved: boolean;
  readonly before: PlacedSentence | null;
  readonly after: PlacedSentence | null;
  /** Word by word, for edits; empty otherwise. */
  readonly words: readonly DiffPart[];
  /** Whether it was asked for; true everywhere without a scope. */
  readonly inScope: boolean;
}

export interface TextComparison {
  /** In the order of the second text, deletions where they stood. */
  readonly sentences: readonly SentenceChange[];
  readonly counts: {
    readonly kept: number;
    readonly edited: number;
    readonly moved: number;
    readonly inserted: number;
    readonly deleted: number;
  };
  /** Changes that nobody asked for. Moves count. */
  readonly outOfScope: number;
  /** Share of the first text's sentences that are not there as they were. */
  readonly changedShare: number;
  readonly invariants: readonly Invariant[];
  readonly dials: readonly { readonly tendency: JudgedTendency; readonly before: Dial; readonly after: Dial }[];
  /** The sentences are the same, but not the blanks and lines between them. */
  readonly layoutOnly: boolean;
}

/**
 * What became of a text: sentence by sentence, then word by word; what changed inside and outside what was asked; and
 * which numbers, names, negations, quotations and links were kept. Works for any language; dials for English.
 */
export function compareText(before: string, after: string, options: CompareOptions = {}): TextComparison {
  if (Math.max(before.length, after.length) > longestText)
    throw invalid(`A text is longer than ${longestText / 1e6} million characters.`, "Compare it in parts.");
  const rules = compiledRules();
  const [old, fresh] = [readText(before, rules), readText(after, rules)];
  const links = alignSentences(old, fresh);
  const sentences = inOrder(old, fresh, links, options.scope);
  const counts = countChanges(sentences);
  const touched =
    counts.edited + counts.deleted + sentences.filter(({ kind, moved }) => moved && kind === "keep").length;
  return {
    sentences,
    counts,
    outOfScope: sentences.filter(({ kind, moved, inScope }) => !inScope && (kind !== "keep" || moved)).length,
    changedShare: old.sentences.count === 0 ? (fresh.sentences.count === 0 ? 0 : 1) : touched / old.sentences.count,
    invariants: compareInvariants(old, fresh, links),
    dials: dialChanges(old, fresh, options.register ?? "general"),
    layoutOnly: before !== after && sentences.every(({ kind, moved }) => kind === "keep" && !moved),
  };
}

function inOrder(
  old: ReadText,
  fresh: ReadText,
  links: readonly Link[],
  scope: readonly number[] | undefined,
): readonly SentenceChange[] {
  const asked = scope === undefined ? undefined : new Set(scope);
  const inScope = (...sentences: number[]): boolean => asked === undefined || sentences.some((one) => asked.has(one));
  const byAfter = new Map(links.map((link) => [link.after, link]));
  const linked = new Set(links.map((link) => link.before));
  const changes: SentenceChange[] = [];
  let next = 0;
  const deleteUpTo = (end: number): void => {
    for (; next < end; next++) {
      if (linked.has(next)) continue;
      changes.push({
        kind: "delete",
        moved: false,
        before: placeOf(old, next),
        after: null,
        words: [],
        inScope: inScope(next),
      });
    }
  };
  for (let i = 0; i < fresh.sentences.count; i++) {
    const link = byAfter.get(i);
    if (!link) {
      const place = placeOf(fresh, i);
      changes.push({
        kind: "insert",
        moved: false,
        before: null,
        after: place,
        words: [],
        inScope: inScope(next - 1, next),
      });
      continue;
    }
    if (!link.moved) deleteUpTo(link.before);
    changes.push(linkedChange(old, fresh, link, inScope(link.before)));
    if (!link.moved) next = link.before + 1;
  }
  deleteUpTo(old.sentences.count);
  return changes;
}

function linkedChange(old: ReadText, fresh: ReadText, link: Link, inScope: boolean): SentenceChange {
  const before = placeOf(old, link.before);
  const after = placeOf(fresh, link.after);
  const kind = link.same ? "keep" : "edit";
  return { kind, moved: link.moved, before, after, words: link.same ? [] : wordDiff(before.text, after.text), inScope };
}

function placeOf({ text, sentences }: ReadText, index: number): PlacedSentence {
  const [start, end] = [sentences.starts[index]!, sentences.ends[index]!];
  return { index, start, end, text: text.slice(start, end) };
}

function countChanges(sentences: readonly SentenceChange[]): TextComparison["counts"] {
  const count = (kind: SentenceChange["kind"]): number => sentences.filter((one) => one.kind === kind).length;
  return {
    kept: sentences.filter(({ kind, moved }) => kind === "keep" && !moved).length,
    edited: count("edit"),
    moved: sentences.filter(({ moved }) => moved).length,
    inserted: count("insert"),
    deleted: count("delete"),
  };
}

const judged: readonly JudgedTendency[] = ["corporate", "hedging", "padding"];

function dialChanges(old: ReadText, fresh: ReadText, register: Register): TextComparison["dials"] {
  if ([old, fresh].some(({ tokens, rules }) => tokens.count === 0 || readLanguage(tokens, rules) === "other"))
    return [];
  const [before, after] = [old, fresh].map(({ text, tokens, sentences, rules }) =>
    findSpans(tokens, sentences, rules, maskWords(tokens, maskedRanges(text))),
  );
  return judged.map((tendency) => ({
    tendency,
    before: readDial(tendency, before!, old.tokens.count, register),
    after: readDial(tendency, after!, fresh.tokens.count, register),
  }));
}
