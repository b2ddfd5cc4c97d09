import { capitalised } from "../../words.ts";
import { familyWords, tendencyWords } from "./family-words.ts";
import type { Place, Report } from "./report.ts";
import { withoutOverlaps } from "./segments.ts";

/** What a place is marked as. "invented": it is not in the brief. */
export type NoteKind = Place["tendency"] | "invented";

/** What is held against a text, in the order of its dials; then what is not in the brief. */
export const faultKinds = ["corporate", "hedging", "padding"] as const satisfies readonly NoteKind[];

/** A place of a text with what there is to say about it: `text.slice(start, end) === words`. */
export interface Note {
  /** From 1, in the order of the text. */
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly kind: NoteKind;
  readonly severity: 1 | 2 | 3;
  readonly words: string;
  /** "Padding: long turns" */
  readonly title: string;
  readonly why: string;
  /** What to put there; empty: it can go; null: only the writer knows. */
  readonly suggestion: string | null;
}

export const kindWords: Readonly<Record<NoteKind, string>> = { ...tendencyWords, invented: "not in the brief" };

/** Everything that a report points at, one note per place: of places that overlap the graver one stays. */
export function notesOf({ spans, unsupported }: Pick<Report, "spans" | "unsupported">): readonly Note[] {
  const places = [
    ...spans.map((span) => ({
      start: span.start,
      end: span.end,
      kind: span.tendency,
      severity: span.severity,
      words: span.text,
      title: `${capitalised(tendencyWords[span.tendency])}: ${familyWords[span.family]}`,
      why: span.why,
      suggestion: span.suggestion,
    })),
    ...unsupported.map(({ start, end, text, sentence }) => ({
      start,
      end,
      kind: "invented" as const,
      // Whether it is true matters more than how it is worded.
      severity: 3 as const,
      words: text,
      title: "Not in the brief",
      why: sentence,
      suggestion: null,
    })),
  ];
  return withoutOverlaps(places).map((place, i) => ({ id: i + 1, ...place }));
}

/** What a note says to do, in words. */
export const adviceIn = ({ kind, suggestion }: Pick<Note, "kind" | "suggestion">): string => {
  if (kind === "uncertainty" || kind === "emphasis") return "Shown, never held against the text.";
  if (kind === "invented") return "Check it, or take it out.";
  if (suggestion === null) return "Only the writer knows what belongs here.";
  return suggestion === "" ? "It can go." : `“${suggestion}” does the same.`;
};
