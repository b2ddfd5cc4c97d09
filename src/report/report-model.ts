import type { DiffPart } from "../core/word-diff.ts";
import type { Answer } from "../core/reading.ts";

/**
 * Everything that a report says, as plain data. All texts are taken as they are and escaped; sentences come from the method and
 * bring their counts with them.
 */
export interface ReportModel {
  readonly title: string;
  /** "23 November 2026". */
  readonly date: string;
  /** Version of Samebut that wrote it. */
  readonly version: string;
  /** The whole session in a sentence or two. */
  readonly summary: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly elements: readonly ReportElement[];
  readonly delivery: ReportDelivery | null;
  /** The best picture of the orientation, to compare the delivered one with; null where there is none. */
  readonly before: ReportPicture | null;
  readonly rounds: readonly ReportRound[];
  /** What was looked at before the picture left the house; null where nothing was delivered. */
  readonly check: ReportCheck | null;
  /** What to do next and why; empty when the work is done. */
  readonly advice: readonly ReportAdvice[];
  readonly recipes: readonly ReportRecipe[];
  /** How each kind of number came about, a paragraph each. */
  readonly methods: readonly { readonly name: string; readonly explanation: string }[];
}

/** A picture inside the page: made by `reportPicture`. */
export interface ReportPicture {
  /** "data:image/webp;base64,…"; nothing else is accepted. */
  readonly source: string;
  /** Pixels of the embedded picture. */
  readonly width: number;
  readonly height: number;
  /** What it is, for those who cannot see it: "Round 2, seed 11". */
  readonly description: string;
}

/** Two pictures to be laid over each other, and what they are called. */
export interface ReportPair {
  readonly before: ReportPicture;
  readonly after: ReportPicture;
  readonly beforeName: string;
  readonly afterName: string;
}

export interface ReportCheck {
  /** The approved picture under the delivered one; null where they have different shapes. */
  readonly pair: ReportPair | null;
  readonly findings: readonly { readonly name: string; readonly sentence: string }[];
  /** Every single check, folded away. */
  readonly checks: readonly { readonly name: string; readonly sentence: string }[];
}

export interface ReportElement {
  readonly statement: string;
  readonly importance: "must" | "nice";
  /** Whether the delivered (else the best) picture shows it; null where nobody looked. */
  readonly answer: Answer | null;
  /** What the orientation told: "It heard “pear” in all four." */
  readonly sentence: string;
}

export interface ReportDelivery {
  readonly picture: ReportPicture;
  /** What lies in the folder, the picture first. */
  readonly files: readonly { readonly name: string; readonly about: string }[];
}

export interface ReportRound {
  /** "Round 2 · Fix". */
  readonly name: string;
  /** What was learned from the round as a whole: assumptions, the most broken element, why it went on as it did. */
  readonly sentences: readonly string[];
  readonly arms: readonly ReportArm[];
}

/** One change on a set of seeds. */
export interface ReportArm {
  /** The one change; for an orientation what it was: "The prompt as written". */
  readonly heading: string;
  /** Why this change, in a sentence; may be empty. */
  readonly why: string;
  /** The prompt against that of the parent; empty where it did not change. */
  readonly promptDiff: readonly DiffPart[];
  /** What all tiles were made from; null where each has its own control, or none. */
  readonly parent: ReportTile | null;
  readonly tiles: readonly ReportTile[];
  /** The one that went on into the delivery, over what it was made from; null where none did. */
  readonly pair: ReportPair | null;
  readonly effects: readonly ReportEffect[];
}

export interface ReportTile {
  /** null: it did not come to be, and `note` says why. */
  readonly picture: ReportPicture | null;
  /** "seed 11", "parent · seed 11". */
  readonly name: string;
  /** "picked", "failed"; empty for a plain one. */
  readonly state: string;
  readonly picked: boolean;
  readonly note: string;
  /** One answer for each element of the report, in its order; null where nobody looked. */
  readonly answers: readonly (Answer | null)[];
  /** The picture of the same seed without the change, where each tile has its own. */
  readonly control?: { readonly picture: ReportPicture; readonly answers: readonly (Answer | null)[] } | null;
}

/** What one change did to one element. */
export interface ReportEffect {
  readonly statement: string;
  /** The element that the change was made for. */
  readonly target: boolean;
  readonly sentence: string;
  /** Difference in the share of right pictures, −1 to 1, its 90 % interval, and how many pairs (or pictures) it rests on. */
  readonly difference: number;
  readonly interval90: readonly [number, number];
  readonly n: number;
}

export interface ReportAdvice {
  readonly sentence: string;
  readonly why: string;
}

/** Everything needed to make one picture again. */
export interface ReportRecipe {
  readonly name: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
}
