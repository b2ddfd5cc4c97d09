import { analyseText } from "./analyse.ts";
import { classOf, CharacterClass } from "./characters.ts";
import type { Family } from "./rule.ts";
import type { TextSpan } from "./spans.ts";

/** One change that needs no judgement: `text.slice(start, end) === before`. Edits of a text never overlap. */
export interface SafeEdit {
  /** From 1, in the order of the text. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly rule: string;
  readonly why: string;
}

/** Deleting or replacing these changes no claim. Praise, big nouns and vague sources need a person. */
const safeFamilies = new Set<Family>(["wordy", "doublet", "performed-hedge", "opener", "closer", "long-word"]);
const safeRules = new Set(["inflated-verb/utilize", "inflated-verb/utilise", "inflated-verb/leverage"]);
/** Words whose shorter twin does not fit everywhere. */
const unsafeRules = new Set([
  "long-word/accomplish",
  "long-word/terminate",
  "long-word/relocate",
  "long-word/expedite",
  "long-word/notify",
  "long-word/assistance",
  "wordy/as-well-as",
  "wordy/in-addition",
  "opener/when-it-comes-to",
]);

/** The safe edits of an English text, each with its reason; none for other languages. */
export function suggestEdits(text: string): readonly SafeEdit[] {
  const edits: Omit<SafeEdit, "id">[] = [];
  let free = 0;
  for (const span of analyseText(text).spans) {
    if (!isSafe(span)) continue;
    const edit = span.suggestion === "" ? deletion(text, span) : replacement(text, span);
    if (!edit || edit.start < free) continue;
    edits.push({ ...edit, before: text.slice(edit.start, edit.end), rule: span.rule, why: span.why });
    free = edit.end;
  }
  return edits.map((edit, i) => ({ id: i + 1, ...edit }));
}

/** The text with these edits and no others: leaving one out takes it back. */
export function applyEdits(text: string, edits: readonly SafeEdit[]): string {
  let [result, from] = ["", 0];
  for (const { start, end, after } of edits.toSorted((a, b) => a.start - b.start)) {
    result += text.slice(from, start) + after;
    from = end;
  }
  return result + text.slice(from);
}

const isSafe = ({ family, rule, suggestion }: TextSpan): boolean =>
  suggestion !== null && !unsafeRules.has(rule) && (safeFamilies.has(family) || safeRules.has(rule));

type Change = Pick<SafeEdit, "start" | "end" | "after">;

/** Takes the words with the comma and the blank that belong to them; the next word begins the sentence if they did. */
function deletion(text: string, span: TextSpan): Change | undefined {
  let { start, end } = span;
  const comma = text[end] === ",";
  if (comma) end++;
  while (text[end] === " ") end++;
  if (end >= text.length || classOf(text.charCodeAt(end)) === CharacterClass.newline) return undefined;
  if (beginsSentence(text, start)) return capitalisedRest(text, start, end);
  const before = text.slice(0, start).trimEnd();
  if (before.endsWith(",") && comma) start = before.length - 1; // ", of course, " goes with both commas
  if (before.endsWith(",") && classOf(text.charCodeAt(span.end)) === CharacterClass.terminal)
    return { start: before.length - 1, end: span.end, after: "" };
  if (classOf(text.charCodeAt(end)) === CharacterClass.terminal) return undefined;
  return { start, end, after: comma && start < span.start ? " " : "" };
}

function capitalisedRest(text: string, start: number, end: number): Change | undefined {
  const letter = String.fromCodePoint(text.codePointAt(end)!);
  if (!/\p{L}|\p{N}/u.test(letter)) return undefined;
  return { start, end: end + letter.length, after: letter.toUpperCase() };
}

/** Nothing but blanks, list markers and quotation marks between the last full stop or line break and here. */
function beginsSentence(text: string, at: number): boolean {
  for (let i = at - 1; i >= 0; i--) {
    const kind = classOf(text.charCodeAt(i));
    if (kind === CharacterClass.terminal || kind === CharacterClass.newline) return true;
    const passes =
      kind === CharacterClass.space ||
      kind === CharacterClass.quote ||
      kind === CharacterClass.bracket ||
      "-*#>•".includes(text[i]!);
    if (!passes) return false;
  }
  return true;
}

/** Not after "a" and "an", which may not fit the new word; verbs that may be nouns only where a verb must stand. */
function replacement(text: string, { start, end, suggestion, rule, text: found }: TextSpan): Change | undefined {
  const previous = /(\p{L}+)\s+$/u.exec(text.slice(Math.max(0, start - 30), start))?.[1]?.toLowerCase() ?? "";
  if (previous === "a" || previous === "an") return undefined;
  if (rule === "inflated-verb/leverage" && !/ing$/iu.test(found) && !verbPlace.has(previous)) return undefined;
  const capital = found.charAt(0) !== found.charAt(0).toLowerCase();
  const after = capital ? suggestion!.charAt(0).toUpperCase() + suggestion!.slice(1) : suggestion!;
  return after === found ? undefined : { start, end, after };
}

const verbPlace = new Set(
  "to will can we you they i must should may could would that who it he she and then".split(" "),
);
