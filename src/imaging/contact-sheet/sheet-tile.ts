import type { Answer } from "../../core/reading.ts";
import { type Picture, fitInto } from "../picture.ts";
import {
  type Block,
  type BlockMaker,
  type Faces,
  type Ink,
  type Mark,
  plain,
  stack,
  textBlock,
  unit,
} from "./sheet-block.ts";
import type { SheetTile } from "./sheet-model.ts";
import type { Stretch } from "./wrap-text.ts";

/** Widest and tallest that a picture is shown; small ones are enlarged to it. */
export const tileWidth = 36 * unit;
const tileHeight = 48 * unit;
export const tileGap = 3 * unit;

const captionSize = 14;

/** Tiles beside each other from `left`: their controls, if any, above; pictures on one ground line; words below. */
export function tileLine(tiles: readonly SheetTile[], faces: Faces, left: number, top: number): Block {
  const columnLeft = (i: number): number => left + i * (tileWidth + tileGap);
  const controls = tiles.map((tile, i) => controlBlock(tile.control, faces, columnLeft(i), top));
  const controlsHeight = Math.max(0, ...controls.map(({ height }) => height));
  const pictureTop = controlsHeight === 0 ? top : top + controlsHeight + 2 * unit;
  const highest = Math.max(0, ...tiles.map(({ picture }) => (picture ? shownSize(picture).height : 0)));
  const pictureHeight = highest === 0 ? tileWidth / 2 : highest;
  const blocks = tiles.map((tile, i) => tileBlock(tile, faces, { x: columnLeft(i), y: pictureTop, pictureHeight }));
  return {
    marks: [...controls, ...blocks].flatMap(({ marks }) => marks),
    height: pictureTop - top + Math.max(0, ...blocks.map(({ height }) => height)),
  };
}

const shownSize = (picture: Picture) => fitInto(picture, { width: tileWidth, height: tileHeight });

/** The picture of the same seed without the change, at half the size, named beside. */
function controlBlock(picture: SheetTile["control"], faces: Faces, x: number, y: number): Block {
  if (!picture) return { marks: [], height: 0 };
  const size = fitInto(picture, { width: tileWidth / 2, height: tileHeight / 2 });
  const width = tileWidth - size.width - unit;
  const words = textBlock(faces, plain("before", "quiet"), { x: x + size.width + unit, y, width, size: captionSize });
  return { marks: [{ kind: "picture", x, y, ...size, picture }, ...words.marks], height: size.height };
}

interface TilePlace {
  readonly x: number;
  readonly y: number;
  readonly pictureHeight: number;
}

function tileBlock(tile: SheetTile, faces: Faces, place: TilePlace): Block {
  const { x, y, pictureHeight } = place;
  const text =
    (stretches: readonly Stretch<Ink>[]): BlockMaker =>
    (top) =>
      textBlock(faces, stretches, { x, y: top, width: tileWidth, size: captionSize });
  const caption: readonly Stretch<Ink>[] = [
    { text: tile.name, style: "text" },
    { text: tile.state === "" ? "" : ` · ${tile.state}`, style: tile.picked ? "text" : "quiet" },
  ];
  const indented = tile.marks.some(isTurn);
  const answers = tile.marks.map(
    (mark): BlockMaker =>
      (top) =>
        answerBlock(mark, faces, { x, y: top, indented }),
  );
  const words = stack([text(caption), text(plain(tile.note, "quiet")), ...answers], y + pictureHeight + unit, 0);
  return { marks: [...pictureMarks(tile, place), ...words.marks], height: pictureHeight + unit + words.height };
}

function pictureMarks({ picture, picked }: SheetTile, { x, y, pictureHeight }: TilePlace): readonly Mark[] {
  if (!picture) {
    const box = { x: x + 0.5, y: y + 0.5, width: tileWidth - 1, height: pictureHeight - 1 };
    return [{ kind: "box", ...box, ink: "line", stroke: 1 }];
  }
  const size = shownSize(picture);
  const left = x + Math.floor((tileWidth - size.width) / 2);
  const top = y + pictureHeight - size.height;
  const shown: Mark = { kind: "picture", x: left, y: top, ...size, picture };
  const frame = { x: left - 3, y: top - 3, width: size.width + 6, height: size.height + 6 };
  return picked ? [shown, { kind: "box", ...frame, ink: "text", stroke: 2 }] : [shown];
}

const signs: Readonly<Record<Answer, { readonly sign: string; readonly ink: Ink }>> = {
  present: { sign: "✓", ink: "right" },
  absent: { sign: "✗", ink: "missed" },
  unsure: { sign: "?", ink: "quiet" },
};

/** Room for "✗ → " before the sign of an answer, and for the sign itself. */
const turnWidth = 3.5 * unit;
const signWidth = 2.25 * unit;

/** "✓ a green pear", or "✗ → ✓ a green pear" where the change turned it; `indented` keeps room for a turn either way. */
function answerBlock(
  mark: SheetTile["marks"][number],
  faces: Faces,
  place: { x: number; y: number; indented: boolean },
): Block {
  const { statement, answer, before } = mark;
  const { sign, ink } = signs[answer];
  const { x, y, indented } = place;
  const at = (left: number, width: number) => ({ x: left, y, width, size: captionSize });
  const signLeft = indented ? x + turnWidth : x;
  const wordsLeft = signLeft + signWidth;
  const turn = isTurn(mark) ? `${signs[before ?? answer].sign} →` : "";
  const quiet = answer !== "absent" && turn === "";
  const blocks = [
    textBlock(faces, plain(turn, "quiet"), at(x, turnWidth)),
    textBlock(faces, plain(sign, ink), at(signLeft + (sign === "?" ? 2 : 0), signWidth)),
    textBlock(faces, plain(statement, quiet ? "quiet" : "text"), at(wordsLeft, x + tileWidth - wordsLeft)),
  ];
  return { marks: blocks.flatMap(({ marks }) => marks), height: Math.max(...blocks.map(({ height }) => height)) };
}

const isTurn = ({ answer, before }: SheetTile["marks"][number]): boolean => before !== undefined && before !== answer;
