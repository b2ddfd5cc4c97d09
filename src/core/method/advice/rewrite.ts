import type { Brief } from "../../brief.ts";
import type { Change } from "../../change.ts";
import type { ElementEffect } from "../effect/element-effect.ts";
import type { Element, ElementKind, Span } from "../../element.ts";
import type { ElementInterpretation } from "../interpretation/interpretation.ts";
import { type Cells, fixChance, fixChancePairs } from "../priors.ts";
import { capitalised, odds, quoted } from "../../sentences.ts";
import { contentWords } from "../one-change/clauses.ts";

/** Words that might make an element heard, from lessons or recipes; `known` counts pairs kept, fixed, broke, neither. */
export interface Phrase {
  readonly element: string;
  readonly words: string;
  readonly source: string;
  readonly known?: Cells | undefined;
}

export interface RewriteInput {
  readonly brief: Pick<Brief, "prompt" | "elements" | "medium">;
  /** What the failed prompt was heard to say. */
  readonly interpretation: readonly ElementInterpretation[];
  /** Changes of the session with their effect on the element they were for. */
  readonly learned: readonly { readonly change: Change; readonly effect: ElementEffect }[];
  readonly phrases: readonly Phrase[];
  /** Defaults of the engine that must not happen, each as what is wanted instead ("lots of empty space around it"). */
  readonly wanted?: readonly string[];
  /** Kinds in the order in which to say them, from a restart template; the usual order where left out. */
  readonly order?: readonly ElementKind[] | undefined;
}

export interface RewrittenClause {
  readonly text: string;
  /** Elements that it is for; empty for what is wanted instead of a default. */
  readonly elements: readonly string[];
  readonly basis: "learned" | "heard" | "phrase" | "untried" | "as stated" | "wanted";
  readonly reason: string;
}

export interface RewrittenPrompt {
  readonly prompt: string;
  readonly clauses: readonly RewrittenClause[];
}

/**
 * A new prompt from scratch: words that were seen to work, heard elements in the words that were heard, the best phrase
 * for each unheard one; in order of importance. Nothing of the failed prompt stays that was not heard. Method, section 7.
 */
export function rewritePrompt(input: RewriteInput): RewrittenPrompt {
  const ordered = input.brief.elements.toSorted(input.order ? byTemplate(input.order) : byImportance);
  const spoken = new Set<string>();
  const clauses: RewrittenClause[] = [];
  for (const element of ordered) {
    if (spoken.has(element.id)) continue;
    const clause = clauseFor(element, input, spoken);
    clause.elements.forEach((id) => spoken.add(id));
    if (!isSaid(clause, clauses)) clauses.push(clause);
  }
  for (const text of input.wanted ?? []) {
    clauses.push({
      text,
      elements: [],
      basis: "wanted",
      reason: `${quoted(text)} is what is wanted instead of what the model does by itself.`,
    });
  }
  return {
    prompt: input.brief.medium === "text" ? inSentences(clauses) : clauses.map(({ text }) => text).join(", "),
    clauses,
  };
}

/** What a text must do is told in sentences; a picture is described by what is in it, in one. */
const inSentences = (clauses: readonly RewrittenClause[]): string =>
  clauses
    .map(({ text }) => capitalised(text.trim()))
    .map((text) => (/[.!?…:]["”’)]*$/u.test(text) ? text : `${text}.`))
    .join(" ");

/** What it is comes first, then how it is arranged and lit, then the rest; every must before any nice but the subject. */
const rank: Readonly<Record<ElementKind, number>> = {
  subject: 0,
  identity: 0,
  point: 0,
  count: 1,
  fact: 1,
  material: 2,
  colour: 2,
  expression: 3,
  audience: 3,
  composition: 4,
  tone: 4,
  structure: 5,
  lighting: 5,
  background: 6,
  lettering: 6,
  length: 6,
  "call-to-action": 7,
  style: 7,
  quality: 8,
};

const byImportance = (a: Element, b: Element): number =>
  Number(rank[a.kind] > 0) - Number(rank[b.kind] > 0) ||
  Number(a.importance === "nice") - Number(b.importance === "nice") ||
  rank[a.kind] - rank[b.kind];

/** Kinds that the template does not name come last, every must before any nice of the same kind. */
function byTemplate(order: readonly ElementKind[]): (a: Element, b: Element) => number {
  const place = ({ kind }: Element): number => (order.includes(kind) ? order.indexOf(kind) : order.length);
  return (a, b) =>
    place(a) - place(b) || Number(a.importance === "nice") - Number(b.importance === "nice") || byImportance(a, b);
}

/** A clause whose words are all said already adds nothing. */
function isSaid(clause: RewrittenClause, earlier: readonly RewrittenClause[]): boolean {
  const said = new Set(earlier.flatMap(({ text }) => contentWords(text)));
  return contentWords(clause.text).every((word) => said.has(word));
}

function clauseFor(element: Element, input: RewriteInput, spoken: ReadonlySet<string>): RewrittenClause {
  const read = input.interpretation.find((one) => one.element === element.id);
  return (
    learnedClause(element, read, input) ??
    (read?.state === "right" ? heardClause(element, read, input, spoken) : undefined) ??
    phraseClause(element, input) ?? {
      text: element.statement,
      elements: [element.id],
      basis: "as stated",
      reason: `Nobody knows better words for ${quoted(element.statement)} yet, so it is said as in the brief.`,
    }
  );
}

const strength = { confirmed: 3, likely: 2, suggested: 1, "no evidence": 0 } as const;

/** Words of this session that made it right: confirmed before likely before suggested; fewer pairs do where it is now heard. */
function learnedClause(
  element: Element,
  read: ElementInterpretation | undefined,
  { learned }: RewriteInput,
): RewrittenClause | undefined {
  const helped = ({ label, pairs }: ElementEffect): boolean =>
    strength[label] > 0 || (read?.state === "right" && pairs.fixed > pairs.broke);
  const [best] = learned
    .filter(
      ({ effect }) => effect.target && effect.element === element.id && effect.direction === "better" && helped(effect),
    )
    .toSorted((a, b) => strength[b.effect.label] - strength[a.effect.label] || b.effect.pBetter - a.effect.pBetter);
  if (best?.change.kind !== "words" || best.change.add === "") return undefined;
  const { pairs, n, label } = best.effect;
  return {
    text: best.change.add.replace(/^[\s,]+|[\s,]+$/gu, ""),
    elements: [element.id],
    basis: "learned",
    reason: `These words fixed ${quoted(element.statement)} in ${pairs.fixed} of ${n} pairs (${label === "no evidence" ? "too few to claim" : label}).`,
  };
}

/** The words of the brief that were heard, with heard neighbours that stand right beside them ("a green pear"). */
function heardClause(
  element: Element,
  read: ElementInterpretation,
  input: RewriteInput,
  spoken: ReadonlySet<string>,
): RewrittenClause | undefined {
  const { prompt, elements } = input.brief;
  const isHeard = (other: Element): boolean => {
    const found = input.interpretation.find((one) => one.element === other.id);
    return !spoken.has(other.id) && found?.state === "right" && learnedClause(other, found, input) === undefined;
  };
  const run = joinedSpans(element, elements.filter(isHeard), prompt);
  if (!run) return undefined;
  return {
    text: prompt.slice(run.start, run.end),
    elements: run.elements,
    basis: "heard",
    reason: `It heard ${quoted(prompt.slice(run.start, run.end))} in ${read.counts.present} of ${read.counts.present + read.counts.absent}, so these words stay.`,
  };
}

interface Run extends Span {
  readonly elements: readonly string[];
}

/** The stretch around an element's first words that reaches over neighbours with nothing but small words between. */
function joinedSpans(element: Element, heard: readonly Element[], prompt: string): Run | undefined {
  const spans = heard.flatMap(({ id, words }) => words.map((span) => ({ ...span, id })));
  const [first] = element.words;
  if (!first) return undefined;
  let run: Run = { start: first.start, end: first.end, elements: [element.id] };
  for (;;) {
    const next = spans.find((span) => !covers(run, span) && isBeside(prompt, run, span));
    if (!next) break;
    run = {
      start: Math.min(run.start, next.start),
      end: Math.max(run.end, next.end),
      elements: [...new Set([...run.elements, next.id])],
    };
  }
  return withArticle(run, prompt);
}

const covers = (run: Run, span: Span): boolean => span.start >= run.start && span.end <= run.end;

function isBeside(prompt: string, run: Run, span: Span): boolean {
  const gap = span.start >= run.end ? prompt.slice(run.end, span.start) : prompt.slice(span.end, run.start);
  return !/[,;.]/u.test(gap) && contentWords(gap).length === 0;
}

function withArticle(run: Run, prompt: string): Run {
  const article = /\b(?:an?|the)\s+$/iu.exec(prompt.slice(0, run.start));
  return article ? { ...run, start: article.index } : run;
}

/** The phrase that is expected to work best; pairs seen move the expectation away from the prior of the kind. */
function phraseClause(element: Element, { phrases }: RewriteInput): RewrittenClause | undefined {
  const expected = ({ known: [, fixed, , neither] = [0, 0, 0, 0] }: Phrase): number =>
    (fixChance[element.kind] * fixChancePairs + fixed) / (fixChancePairs + fixed + neither);
  const [best] = phrases
    .filter((phrase) => phrase.element === element.id && phrase.words.trim() !== "")
    .toSorted((a, b) => expected(b) - expected(a));
  if (!best) return undefined;
  const [, fixed = 0, , neither = 0] = best.known ?? [];
  const tried = Math.round(fixed + neither);
  return {
    text: best.words.trim(),
    elements: [element.id],
    basis: tried > 0 ? "phrase" : "untried",
    reason:
      tried > 0
        ? `${quoted(element.statement)} was not heard; these words fixed it in ${Math.round(fixed)} of ${tried} earlier pairs (${best.source}).`
        : `${quoted(element.statement)} was not heard; these words are untried here (${best.source}, chance ${odds(expected(best))}).`,
  };
}
