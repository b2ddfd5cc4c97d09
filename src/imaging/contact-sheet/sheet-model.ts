import type { Answer } from "../../core/reading.ts";
import type { Picture } from "../picture.ts";

/** One round (or any set of pictures) on one sheet. */
export interface ContactSheetModel {
  /** Above the title, small: "Round 2 · fix". */
  readonly overline: string;
  /** The one change: "add “hard light from the left”"; for an orientation what it was: "As written". */
  readonly title: string;
  /** The prompt that ran, in stretches; the ones that are the change are shown in the accent colour. */
  readonly prompt: readonly { readonly text: string; readonly changed: boolean }[];
  readonly rows: readonly SheetRow[];
  /** What was learned, a sentence each, below the pictures. */
  readonly sentences: readonly string[];
}

/** One arm: what the change was tried on, and what came out. */
export interface SheetRow {
  /** The arm's own change where a sheet has several; empty otherwise. */
  readonly label: string;
  /** What all tiles were made from; null where each has its own control, or none. */
  readonly parent: SheetTile | null;
  readonly tiles: readonly SheetTile[];
}

export interface SheetTile {
  /** null: there is none (yet); its place stays free and `note` says why. */
  readonly picture: Picture | null;
  /** "parent", "seed 11", "#3". */
  readonly name: string;
  /** "picked", "rejected", "failed", "running"; empty for a plain finished one. */
  readonly state: string;
  readonly picked: boolean;
  readonly note: string;
  /** What it shows; with `before`, the answer for its control, a turn is shown as a turn. */
  readonly marks: readonly {
    readonly statement: string;
    readonly answer: Answer;
    readonly before?: Answer | undefined;
  }[];
  /** The picture of the same seed without the change, where each tile has its own. */
  readonly control?: Picture | null | undefined;
}

export interface ContactSheetOptions {
  /** Light table in the dark, or paper. Default "dark". */
  readonly theme?: "dark" | "paper";
  /** Pixels of the sheet per unit of its layout: 1 for a screen, 2 for print and fine displays. Default 2. */
  readonly scale?: 1 | 2;
}
