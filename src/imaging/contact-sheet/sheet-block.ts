import type { Picture } from "../picture.ts";
import type { Typeface } from "./typeface.ts";
import { type Stretch, wrapText } from "./wrap-text.ts";

export type Ink = "text" | "quiet" | "accent" | "right" | "missed" | "line";

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Box extends Place {
  readonly width: number;
  readonly height: number;
}

interface Lettering extends Place {
  readonly size: number;
  readonly bold: boolean;
  readonly ink: Ink;
  readonly text: string;
}

/** What is drawn, in layout units from the top left corner of the sheet; text sits on its baseline, a stroke of 0 fills. */
export type Mark =
  | ({ readonly kind: "text" } & Lettering)
  | ({ readonly kind: "box"; readonly ink: Ink; readonly stroke: number } & Box)
  | ({ readonly kind: "picture"; readonly picture: Picture } & Box);

/** Marks and how much height they take from where they were begun. */
export interface Block {
  readonly marks: readonly Mark[];
  readonly height: number;
}

export type BlockMaker = (y: number) => Block;

export interface Faces {
  readonly regular: Typeface;
  readonly bold: Typeface;
}

/** Everything sits on a grid of 8. */
export const unit = 8;

/** One block under the other; empty ones take no room. */
export function stack(makers: readonly BlockMaker[], top: number, space: number): Block {
  const marks: Mark[] = [];
  let y = top;
  for (const make of makers) {
    const block = make(y);
    marks.push(...block.marks);
    if (block.height > 0) y += block.height + space;
  }
  return { marks, height: Math.max(0, y - top - space) };
}

interface TextPlace extends Place {
  readonly width: number;
  readonly size: number;
  readonly bold?: boolean;
}

export const plain = (text: string, ink: Ink): readonly Stretch<Ink>[] => [{ text, style: ink }];

/** Text wrapped to its width, never cut. */
export function textBlock(faces: Faces, stretches: readonly Stretch<Ink>[], place: TextPlace): Block {
  const { x, y, width, size, bold = false } = place;
  if (stretches.every(({ text }) => text.trim() === "")) return { marks: [], height: 0 };
  const face = bold ? faces.bold : faces.regular;
  // 1.45, rounded to a grid of 4.
  const lineHeight = Math.round((size * 1.45) / 4) * 4;
  const lines = wrapText(stretches, width, (text) => face.width(text, size));
  const marks = lines.flatMap((line, i) => {
    const baseline = y + i * lineHeight + Math.round(lineHeight / 2 + size * 0.33);
    return line.map(({ text, style, x: left }): Mark => ({
      kind: "text",
      x: x + left,
      y: baseline,
      size,
      bold,
      ink: style,
      text,
    }));
  });
  return { marks, height: lines.length * lineHeight };
}
