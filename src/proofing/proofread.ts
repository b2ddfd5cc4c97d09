import type { Lint } from "harper.js";
import { oneEditApart } from "./one-edit-apart.ts";
import { type Harper, loadHarper } from "./load-harper.ts";

/** Something that harper would change. `text.slice(start, end) === before`. */
export interface Finding {
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  /** "spelling", "repetition", "word-choice". */
  readonly kind: string;
  readonly why: string;
  /** It leaves no doubt: made unless somebody says no. All others are only offered. */
  readonly certain: boolean;
}

/** In UTF-16 code units: about four kilobytes are read in a second. */
export const longestProof = 60_000;
const longestPiece = 4_000;

/** One at a time: the linter changes its dialect between two readings. */
let turn: Promise<unknown> = Promise.resolve();

/** Spelling and grammar of an English text, in its order. Stops between paragraphs when `signal` aborts. */
export function proofread(text: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const mine = turn.then(() => readPieces(text, signal));
  turn = mine.catch(() => undefined);
  return mine;
}

async function readPieces(text: string, signal: AbortSignal): Promise<readonly Finding[]> {
  const harper = await loadHarper();
  const findings: Finding[] = [];
  for (const { start, end } of piecesOf(text)) {
    signal.throwIfAborted();
    findings.push(...(await readPiece(harper, text.slice(start, end), start)));
  }
  return withoutDoubt(findings, text);
}

/** Whole paragraphs together, up to a length; a longer paragraph is cut at a blank. */
function piecesOf(text: string): readonly { start: number; end: number }[] {
  const pieces: { start: number; end: number }[] = [];
  for (let start = 0; start < text.length;) {
    const limit = Math.min(text.length, start + longestPiece);
    const paragraph = text.lastIndexOf("\n\n", limit);
    const blank = text.lastIndexOf(" ", limit);
    const end = limit === text.length ? limit : paragraph > start ? paragraph : blank > start ? blank : limit;
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

async function readPiece({ linter, american, british }: Harper, piece: string, offset: number): Promise<Finding[]> {
  if (piece.trim() === "") return [];
  const language = { language: "plaintext" } as const;
  await linter.setDialect(american);
  const lints = await linter.lint(piece, language);
  const misspelt = lints.filter((lint) => lint.lint_kind() === "Spelling");
  const stays = misspelt.length === 0 ? new Set<string>() : await knownIn(linter, british, piece, misspelt);
  return lints
    .filter((lint) => !ignored.has(lint.lint_kind()) && !stays.has(lint.get_problem_text()))
    .flatMap((lint) => findingOf(lint, piece, offset));
}

/** Words that are misspelt in American English alone. */
async function knownIn(linter: Harper["linter"], dialect: Harper["british"], piece: string, misspelt: readonly Lint[]) {
  await linter.setDialect(dialect);
  const there = (await linter.lint(piece, { language: "plaintext" })).filter((lint) => lint.lint_kind() === "Spelling");
  const wrong = new Set(there.map((lint) => lint.get_problem_text()));
  return new Set(misspelt.map((lint) => lint.get_problem_text()).filter((word) => !wrong.has(word)));
}

/** Matters of taste, of the place, or of length: other instruments read these, or nobody should. */
const ignored = new Set(["Style", "Readability", "Regionalism", "Enhancement"]);

const remove = 1;
const insertAfter = 2;

function findingOf(lint: Lint, piece: string, offset: number): readonly Finding[] {
  const [suggestion, ...others] = lint.suggestions();
  const { start, end } = lint.span();
  const before = piece.slice(start, end);
  if (!suggestion || before === "" || before.trim() === "") return [];
  const put = suggestion.get_replacement_text();
  const kind = Number(suggestion.kind());
  const after = kind === remove ? "" : kind === insertAfter ? before + put : put;
  if (after === before) return [];
  const name = lint.lint_kind();
  const certain = isCertain(
    name,
    before,
    after,
    [...others].map((one) => one.get_replacement_text()),
    lint.message(),
  );
  if (name === "Spelling" && !certain && /^\p{Lu}|\p{N}/u.test(before)) return []; // a name, as far as anybody knows
  return [
    {
      start: start + offset,
      end: end + offset,
      before,
      after,
      kind: name.replace(/(?<=[a-z])(?=[A-Z])/gu, "-").toLowerCase(),
      why: lint.message(),
      certain,
    },
  ];
}

/** Mistakes that nobody makes on purpose, with one way to put them right. */
function isCertain(kind: string, before: string, after: string, others: readonly string[], message: string): boolean {
  if (kind === "Spelling")
    return /^[a-z]['’a-z]{2,}$/u.test(before) && !/\s/u.test(after) && isPlainSlip(before, after, others);
  if (others.length > 0) return false;
  if (kind === "Typo")
    return /^\p{L}+$/u.test(before) && !/\s/u.test(after) && oneEditApart(before.toLowerCase(), after.toLowerCase());
  if (kind === "Repetition") return /^(\p{L}+)\s+\1$/iu.test(before) && !doubles.test(before);
  return /indefinite article|`have` rather than `of`/iu.test(message);
}

/** Two letters swapped, or the only word that is one letter away. */
function isPlainSlip(before: string, after: string, others: readonly string[]): boolean {
  if (!oneEditApart(before, after)) return false;
  const sorted = (word: string): string => [...word].toSorted().join("");
  return sorted(before) === sorted(after) || !others.some((one) => oneEditApart(before, one));
}

/** Words that rightly stand twice. */
const doubles = /^(?:had|that|is|do|so|very|no|bye|ha|blah)\b/iu;

/** A word written the same three times is a term of this text; a text of many unknown words is of another trade or language. */
function withoutDoubt(findings: readonly Finding[], text: string): readonly Finding[] {
  const spelling = findings.filter(({ kind }) => kind === "spelling");
  const counts = new Map<string, number>();
  for (const { before } of spelling) counts.set(before.toLowerCase(), (counts.get(before.toLowerCase()) ?? 0) + 1);
  const words = text.match(/\p{L}+/gu)?.length ?? 0;
  const foreign = spelling.length >= 5 && spelling.length > words * 0.2;
  return findings.map((finding) =>
    finding.kind === "spelling" && (foreign || counts.get(finding.before.toLowerCase())! > 2)
      ? { ...finding, certain: false }
      : finding,
  );
}
