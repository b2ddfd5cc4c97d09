import { StudioError } from "../core/errors.ts";
import { analyseText, maskedRanges, suggestEdits } from "../text/index.ts";
import { type Finding, longestProof, proofread } from "./proofread.ts";

/** One edit of the last copy pass. Edits never overlap: `text.slice(start, end) === before`. */
export interface CopyEdit {
  /** From 1, in the order of the text. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly before: string;
  readonly after: string;
  readonly rule: string;
  readonly why: string;
  /** Made unless it is left out by number; the others are made only when they are named. */
  readonly certain: boolean;
}

export interface CopyPass {
  readonly edits: readonly CopyEdit[];
  /** What was not read, as sentences. */
  readonly notes: readonly string[];
}

export interface CopyPassOptions {
  /** Spelling and grammar, too. */
  readonly spelling: boolean;
  readonly signal: AbortSignal;
}

/** Everything that the last copy pass would change, with its reason. The same text always gives the same list. */
export async function readCopyPass(text: string, { spelling, signal }: CopyPassOptions): Promise<CopyPass> {
  const safe = suggestEdits(text).map((edit) => ({ ...edit, certain: true }));
  const proof = spelling ? await proofOf(text, signal) : { findings: [], notes: [] };
  const masked = maskedRanges(text);
  const overlaps = (one: { start: number; end: number }, other: { start: number; end: number }): boolean =>
    one.start < other.end && other.start < one.end;
  const beside = proof.findings
    .filter((finding) => ![...safe, ...masked].some((other) => overlaps(finding, other)))
    .filter((finding, i, all) => !all.slice(0, i).some((earlier) => overlaps(finding, earlier)))
    .map(({ kind, ...finding }) => ({ ...finding, rule: `proof/${kind}` }));
  return {
    edits: [...safe, ...beside].toSorted((a, b) => a.start - b.start).map((edit, i) => ({ ...edit, id: i + 1 })),
    notes: proof.notes,
  };
}

async function proofOf(text: string, signal: AbortSignal): Promise<{ findings: readonly Finding[]; notes: string[] }> {
  if (text.length > longestProof)
    return {
      findings: [],
      notes: [
        `It is longer than ${longestProof.toLocaleString("en-GB")} characters: spelling and grammar were not read. Finish it in parts for that.`,
      ],
    };
  if (analyseText(text).language === "other")
    return { findings: [], notes: ["This is not English: spelling and grammar were not read."] };
  try {
    return { findings: await proofread(text, signal), notes: [] };
  } catch (error) {
    if (!(error instanceof StudioError) || signal.aborted) throw error;
    return { findings: [], notes: [`${error.message} ${error.hint ?? ""}`.trim()] };
  }
}

/** The numbers of the edits that are made: the certain ones but those left out, and those named. */
export const chosenEdits = (
  { edits }: Pick<CopyPass, "edits">,
  { without = [], also = [] }: { without?: readonly number[]; also?: readonly number[] },
): readonly CopyEdit[] => edits.filter(({ id, certain }) => !without.includes(id) && (certain || also.includes(id)));
