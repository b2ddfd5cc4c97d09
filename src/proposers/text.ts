import type { Element, ElementKind } from "../core/element.ts";
import type { Proposer } from "../core/proposer.ts";

const mostElements = 100;

/**
 * Elements of a prompt for a text: each sentence, list item and listed point is one, with the kind that its words show. Meant to be
 * edited. Thinks of no changes.
 */
export function createTextProposer(): Proposer {
  return {
    id: "text",
    medium: "text",
    async proposeElements(prompt, signal) {
      signal.throwIfAborted();
      return textElements(prompt);
    },
    proposeChanges: async () => [],
  };
}

export function textElements(prompt: string): readonly Element[] {
  const taken = new Set<string>();
  return clausesOf(prompt)
    .slice(0, mostElements)
    .map(({ start, end, text }): Element => {
      const kind = kindOf(text);
      return {
        id: uniqueId(text, taken),
        kind,
        statement: text,
        question: `Does the text do this: ${text}?`.slice(0, 500),
        importance: kind === "tone" || kind === "audience" ? "nice" : "must",
        words: [{ start, end }],
      };
    });
}

interface Clause {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Sentences, lines and parts between semicolons; the points after "mention:" and its like one by one. */
function clausesOf(prompt: string): readonly Clause[] {
  const clauses: Clause[] = [];
  for (const found of prompt.matchAll(/(?:[^.!?;\n]|[.!?](?=\S))+/gu)) {
    const whole = placed(prompt, found.index, found[0]);
    if (!whole) continue;
    const list = /^(?:.{0,80}?\b(?:mention|include|cover|say|points?|facts?)\b[^:]{0,40}:\s*)(.+)$/iu.exec(whole.text);
    const offset = list ? whole.end - list[1]!.length : 0;
    if (!list || !list[1]!.includes(",")) clauses.push(whole);
    else
      for (const part of list[1]!.matchAll(/[^,]+/gu)) {
        const point = placed(
          prompt,
          offset + part.index,
          part[0].replace(/^\s*and\s/iu, (and) => " ".repeat(and.length)),
        );
        if (point) clauses.push(point);
      }
  }
  return clauses;
}

const longestStatement = 400;

function placed(prompt: string, at: number, piece: string): Clause | undefined {
  const lead = /^[\s\-*•\d.)]*(?=\D)/u.exec(piece)?.[0].length ?? 0;
  const skip = /^\s*(?:[-*•]|\d{1,2}[.)])\s/u.test(piece) ? lead : (/^\s*/u.exec(piece)?.[0].length ?? 0);
  const text = piece.slice(skip).trimEnd().slice(0, longestStatement).toWellFormed();
  const start = at + skip;
  return /\p{L}|\p{N}/u.test(text)
    ? { start, end: start + text.length, text: prompt.slice(start, start + text.length).toWellFormed() }
    : undefined;
}

const signs: readonly (readonly [ElementKind, RegExp])[] = [
  ["length", /\b(?:\d[\d,]*|one|two|three|four|five|six)[ -]+(?:words?|sentences?|paragraphs?|characters?)\b/iu],
  ["structure", /\b(?:bullets?|bullet points?|headline|heading|title|subject line|numbered list|sections?)\b/iu],
  ["call-to-action", /\b(?:call to action|sign up|register|subscribe|ask (?:them|people|readers)|invite|urge)\b/iu],
  ["tone", /\b(?:tone|voice|style|friendly|formal|casual|warm|plain|serious|playful|avoid|no jargon)\b/iu],
  [
    "audience",
    /\b(?:audience|aimed at|written for|readers? (?:is|are)|for (?:beginners|experts|parents|children|customers|commuters|engineers|students))\b/iu,
  ],
  [
    "fact",
    /\d|\b(?:January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b/u,
  ],
];

const kindOf = (text: string): ElementKind => signs.find(([, pattern]) => pattern.test(text))?.[0] ?? "point";

function uniqueId(statement: string, taken: Set<string>): string {
  const base = (statement.toLowerCase().match(/[a-z0-9]+/gu) ?? []).slice(0, 5).join("-").slice(0, 40) || "point";
  let id = base;
  for (let count = 2; taken.has(id); count++) id = `${base}-${count}`;
  taken.add(id);
  return id;
}
