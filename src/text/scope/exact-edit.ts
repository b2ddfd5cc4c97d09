import { applyEdits, suggestEdits } from "../safe-edits.ts";
import { type Stretch, putBack } from "./stretches.ts";

/** What an instruction asks for that needs no judgement. */
export type ExactEdit =
  | { readonly kind: "replace"; readonly find: string; readonly put: string }
  /** Without words: the sentences in scope go whole. */
  | { readonly kind: "delete"; readonly find: string | null }
  /** The safe edits of the copy desk. */
  | { readonly kind: "trim" };

const quote = String.raw`(?:“([^“”]+)”|"([^"]+)"|‘([^‘’]+)’|'((?:[^']|(?<=\p{L})'(?=\p{L}))+)')`;
const replacing = new RegExp(
  String.raw`^(?:(?:replace|change|swap|correct|turn|put|rename|write)\s+)?${quote}(?:\s+in\s+[^“"‘']{1,60})?\s*(?:with|by|to|for|into|as|→|->|=>|instead of)\s*${quote}[\s.!]*$`,
  "iu",
);
const deleting = new RegExp(
  String.raw`^(?:delete|remove|cut|drop|strike|leave\s+out|take\s+out)\s+(?:the\s+)?(?:words?\s+|phrase\s+|sentence\s+)?${quote}(?:\s+(?:from|in)\s+[^“"‘']{1,60})?[\s.!]*$`,
  "iu",
);
const deletingWhole =
  /^(?:delete|remove|cut|drop|strike|leave\s+out|take\s+out)\s+(?:(?:it|this|them|these|that)|(?:the\s+)?(?:\w+\s+)?(?:sentences?|paragraphs?|headline|title|opening|ending|conclusion)(?:\s+\d{1,6}(?:\s*(?:-|–|to|and|,)\s*\d{1,6})*)?)[\s.!]*$/iu;
const trimming =
  /^(?:please\s+)?(?:copy[- ]?edit|tighten|trim|(?:cut|remove|drop|less|no|take\s+out)\s+(?:the\s+)?(?:padding|filler|hedging|corporate(?:\s+(?:language|words|speak))?|jargon|wordiness)|use\s+plain(?:er)?\s+(?:words|language|english)|(?:plainer|simpler)\s+(?:words|language)|make\s+(?:it|this|them|the\s+\w+(?:\s+\w+)?)\s+(?:plainer|less\s+(?:wordy|corporate|padded)|tighter))(?:\s+(?:it|this|(?:in\s+)?(?:the\s+)?(?:\w+\s+)?(?:sentences?|paragraphs?|text)(?:\s+\d{1,6})?))?[\s.!]*$/iu;

/** What an instruction asks for exactly; undefined when it takes a writer. */
export function exactEdit(instruction: string): ExactEdit | undefined {
  const plain = instruction.trim();
  if (plain.length > 5_000) return undefined;
  const replaced = replacing.exec(plain);
  if (replaced) {
    const [find, put] = [replaced.slice(1, 5), replaced.slice(5, 9)].map((parts) => parts.find(Boolean)!);
    return /instead of\s*\S+$/iu.test(plain) && !/^(?:replace|change|swap)/iu.test(plain)
      ? { kind: "replace", find: put!, put: find! }
      : { kind: "replace", find: find!, put: put! };
  }
  const deleted = deleting.exec(plain);
  if (deleted) return { kind: "delete", find: deleted.slice(1, 5).find(Boolean)! };
  if (deletingWhole.test(plain)) return { kind: "delete", find: null };
  return trimming.test(plain) ? { kind: "trim" } : undefined;
}

/** The text after an exact edit within the stretches; equal to the text when there is nothing to do. */
export function makeExactEdit(text: string, edit: ExactEdit, stretches: readonly Stretch[]): string {
  if (edit.kind === "trim") {
    const within = suggestEdits(text).filter(({ start, end }) =>
      stretches.some((stretch) => stretch.start <= start && end <= stretch.end),
    );
    return applyEdits(text, within);
  }
  const replacements = stretches.map(({ start, end }) => {
    const own = text.slice(start, end);
    if (edit.kind === "delete") return edit.find === null ? "" : without(own, edit.find);
    return replaced(own, edit.find, edit.put);
  });
  return putBack(text, stretches, replacements);
}

const literally = (words: string): string => words.replace(/[.*+?^${}()|[\]\\/]/gu, String.raw`\$&`);

/** Whole words where the words looked for begin or end with one. */
function patternOf(find: string): string {
  const edge = (character: string | undefined, look: string): string =>
    character !== undefined && /[\p{L}\p{N}]/u.test(character) ? look : "";
  return `${edge(find.at(0), String.raw`(?<![\p{L}\p{N}])`)}${literally(find)}${edge(find.at(-1), String.raw`(?![\p{L}\p{N}])`)}`;
}

/** As written where it stands so; else without regard to case. */
function replaced(text: string, find: string, put: string): string {
  const exact = text.replace(new RegExp(patternOf(find), "gu"), () => put);
  return exact === text ? text.replace(new RegExp(patternOf(find), "giu"), () => put) : exact;
}

/** Takes the blanks beside the words along; what begins the stretch then begins it with a capital. */
function without(text: string, find: string): string {
  const words = replaced(text, find, "") === text.replaceAll(find, "") ? "gu" : "giu";
  const pattern = patternOf(find);
  return text
    .replace(new RegExp(String.raw`^${pattern}[\s,;:]*(\p{Ll}?)`, words.replace("g", "")), (_, letter: string) =>
      letter.toUpperCase(),
    )
    .replace(new RegExp(String.raw`[^\S\n]*${pattern}(?=[\s.,;:!?)]|$)|${pattern}[^\S\n]*`, words), "");
}
