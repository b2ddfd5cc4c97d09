import type { Answer } from "../core/reading.ts";
import { type Picture, fitInto } from "./picture.ts";
import type { ContactSheetModel, SheetRow, SheetTile } from "./sheet-model.ts";
import type { Typeface } from "./typeface.ts";
import { type Stretch, wrapText } from "./wrap-text.ts";

export type Ink = "text" | "quiet" | "accent" | "right" | "missed" | "line";

/** What is drawn, in layout units from the top left corner of the sheet; text sits on its baseline. */
export type Mark =
  | {
      readonly kind: "text";
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly bold: boolean;
      readonly ink: Ink;
      readonly text: string;
    }
  | {
      readonly kind: "box";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly ink: Ink;
      readonly stroke: number;
    }
  | {
      readonly kind: "picture";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly picture: Picture;
    };

/** Marks and how much height they take from where they were begun. */
interface Block {
  readonly marks: readonly Mark[];
  readonly height: number;
}

export interface SheetLayout extends Block {
  readonly width: number;
}

export interface Faces {
  readonly regular: Typeface;
  readonly bold: Typeface;
}

const unit = 8;
const margin = 5 * unit;
const gap = 3 * unit;
/** Widest and tallest that a picture is shown; small ones are enlarged to it. */
const tileWidth = 36 * unit;
const tileHeight = 48 * unit;
const fewestColumns = 3;
const mostColumns = 5;

/** Where everything goes: pictures on a grid of 8, text wrapped and never cut. */
export function layOutSheet(model: ContactSheetModel, faces: Faces): SheetLayout {
  const columns = Math.min(
    mostColumns,
    Math.max(fewestColumns, ...model.rows.map((row) => tilesOf(row).length)),
  );
  const measure = columns * tileWidth + (columns - 1) * gap;
  const makers: readonly BlockMaker[] = [
    (y) => heading(model, faces, y, measure),
    ...model.rows.map(
      (row): BlockMaker =>
        (y) =>
          rowBlock(row, faces, y, columns),
    ),
    (y) => sentencesBlock(model.sentences, faces, y, measure),
  ];
  const body = stack(makers, margin, 4 * unit);
  return {
    width: measure + 2 * margin,
    height: Math.ceil((margin + body.height + margin) / unit) * unit,
    marks: body.marks,
  };
}

type BlockMaker = (y: number) => Block;

/** One block under the other; empty ones take no room. */
function stack(makers: readonly BlockMaker[], top: number, space: number): Block {
  const marks: Mark[] = [];
  let y = top;
  for (const make of makers) {
    const block = make(y);
    marks.push(...block.marks);
    if (block.height > 0) y += block.height + space;
  }
  return { marks, height: Math.max(0, y - top - space) };
}

function heading(model: ContactSheetModel, faces: Faces, top: number, width: number): Block {
  const prompt = model.prompt.map(({ text, changed }): Stretch<Ink> => ({
    text,
    style: changed ? "accent" : "quiet",
  }));
  return stack(
    [
      (y) => textBlock(faces, plain(model.overline, "quiet"), { x: margin, y, width, size: 14 }),
      (y) =>
        textBlock(faces, plain(model.title, "text"), { x: margin, y, width, size: 28, bold: true }),
      (y) =>
        textBlock(faces, prompt, { x: margin, y, width: Math.min(width, 100 * unit), size: 16 }),
    ],
    top,
    unit / 2,
  );
}

function sentencesBlock(
  sentences: readonly string[],
  faces: Faces,
  top: number,
  width: number,
): Block {
  const style = { x: margin, width: Math.min(width, 100 * unit), size: 16 };
  return stack(
    sentences.map(
      (sentence): BlockMaker =>
        (y) =>
          textBlock(faces, plain(sentence, "text"), { ...style, y }),
    ),
    top,
    unit / 2,
  );
}

const tilesOf = (row: SheetRow): readonly SheetTile[] => [
  ...(row.parent ? [row.parent] : []),
  ...row.tiles,
];

/** The parent stays pinned at the left; tiles that find no room go on below, beside its column. */
function rowBlock(row: SheetRow, faces: Faces, top: number, columns: number): Block {
  const pinned = row.parent ? 1 : 0;
  const perLine = columns - pinned;
  const lines = Array.from({ length: Math.ceil(row.tiles.length / perLine) }, (_, i) =>
    row.tiles.slice(i * perLine, (i + 1) * perLine),
  );
  const makers = lines.map(
    (tiles, i): BlockMaker =>
      (y) =>
        lineBlock(
          i === 0 && row.parent ? [row.parent, ...tiles] : tiles,
          i === 0 ? 0 : pinned,
          faces,
          y,
        ),
  );
  const label: BlockMaker = (y) =>
    textBlock(faces, plain(row.label, "accent"), {
      x: margin,
      y,
      width: columns * tileWidth,
      size: 16,
    });
  const block = stack(row.label === "" ? makers : [label, ...makers], top, 2 * unit);
  return row.parent ? { ...block, marks: [...block.marks, parentRule(top, block.height)] } : block;
}

const columnLeft = (column: number): number => margin + column * (tileWidth + gap);

/** A hairline between the parent and what came of it. */
const parentRule = (y: number, height: number): Mark => ({
  kind: "box",
  x: columnLeft(1) - gap / 2,
  y,
  width: 1,
  height,
  ink: "line",
  stroke: 0,
});

function lineBlock(
  tiles: readonly SheetTile[],
  firstColumn: number,
  faces: Faces,
  top: number,
): Block {
  const shownHeight = Math.max(
    0,
    ...tiles.map((tile) => (tile.picture ? shownSize(tile.picture).height : 0)),
  );
  const pictureHeight = shownHeight === 0 ? tileWidth / 2 : shownHeight;
  const blocks = tiles.map((tile, i) =>
    tileBlock(tile, faces, { x: columnLeft(firstColumn + i), y: top, pictureHeight }),
  );
  return {
    marks: blocks.flatMap(({ marks }) => marks),
    height: Math.max(0, ...blocks.map(({ height }) => height)),
  };
}

const shownSize = (picture: Picture) => fitInto(picture, { width: tileWidth, height: tileHeight });

interface TilePlace {
  readonly x: number;
  readonly y: number;
  readonly pictureHeight: number;
}

function tileBlock(tile: SheetTile, faces: Faces, place: TilePlace): Block {
  const { x, y, pictureHeight } = place;
  const below = y + pictureHeight + unit;
  const text =
    (stretches: readonly Stretch<Ink>[], size: number): BlockMaker =>
    (top) =>
      textBlock(faces, stretches, { x, y: top, width: tileWidth, size });
  const caption: readonly Stretch<Ink>[] = [
    { text: tile.name, style: "text" },
    { text: tile.state === "" ? "" : ` · ${tile.state}`, style: tile.picked ? "text" : "quiet" },
  ];
  const words = stack(
    [
      text(caption, 14),
      text(plain(tile.note, "quiet"), 14),
      ...tile.marks.map(
        (mark): BlockMaker =>
          (top) =>
            answerBlock(mark, faces, x, top),
      ),
    ],
    below,
    0,
  );
  return {
    marks: [...pictureMarks(tile, place), ...words.marks],
    height: pictureHeight + unit + words.height,
  };
}

function pictureMarks(tile: SheetTile, { x, y, pictureHeight }: TilePlace): readonly Mark[] {
  if (!tile.picture)
    return [
      {
        kind: "box",
        x: x + 0.5,
        y: y + 0.5,
        width: tileWidth - 1,
        height: pictureHeight - 1,
        ink: "line",
        stroke: 1,
      },
    ];
  const size = shownSize(tile.picture);
  const left = x + Math.floor((tileWidth - size.width) / 2);
  const top = y + pictureHeight - size.height;
  const picture: Mark = { kind: "picture", x: left, y: top, ...size, picture: tile.picture };
  if (!tile.picked) return [picture];
  return [
    picture,
    {
      kind: "box",
      x: left - 3,
      y: top - 3,
      width: size.width + 6,
      height: size.height + 6,
      ink: "text",
      stroke: 2,
    },
  ];
}

const signs: Readonly<Record<Answer, { readonly sign: string; readonly ink: Ink }>> = {
  present: { sign: "✓", ink: "right" },
  absent: { sign: "✗", ink: "missed" },
  unsure: { sign: "?", ink: "quiet" },
};

/** "✓ a green pear", wrapped beside its sign. */
function answerBlock(mark: SheetTile["marks"][number], faces: Faces, x: number, y: number): Block {
  const { sign, ink } = signs[mark.answer];
  const indent = 2.25 * unit;
  const size = 14;
  const signBlock = textBlock(faces, plain(sign, ink), {
    x: x + (sign === "?" ? 2 : 0),
    y,
    width: indent,
    size,
  });
  const words = textBlock(
    faces,
    plain(mark.statement, mark.answer === "absent" ? "text" : "quiet"),
    { x: x + indent, y, width: tileWidth - indent, size },
  );
  return { marks: [...signBlock.marks, ...words.marks], height: words.height };
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly bold?: boolean;
}

const plain = (text: string, ink: Ink): readonly Stretch<Ink>[] => [{ text, style: ink }];

function textBlock(faces: Faces, stretches: readonly Stretch<Ink>[], place: TextPlace): Block {
  const { x, y, width, size, bold = false } = place;
  if (stretches.every(({ text }) => text.trim() === "")) return { marks: [], height: 0 };
  const face = bold ? faces.bold : faces.regular;
  // 1.45, rounded to a grid of 4.
  const lineHeight = Math.round((size * 1.45) / 4) * 4;
  const lines = wrapText(stretches, width, (text) => face.width(text, size));
  const marks = lines.flatMap((line, i) => {
    const baseline = y + i * lineHeight + Math.round(lineHeight / 2 + size * 0.33);
    return line.map((part): Mark => ({
      kind: "text",
      x: x + part.x,
      y: baseline,
      size,
      bold,
      ink: part.style,
      text: part.text,
    }));
  });
  return { marks, height: lines.length * lineHeight };
}
