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
import type { ContactSheetModel, SheetRow } from "./sheet-model.ts";
import { tileGap, tileLine, tileWidth } from "./sheet-tile.ts";
import type { Stretch } from "./wrap-text.ts";

export interface SheetLayout extends Block {
  readonly width: number;
}

const margin = 5 * unit;
/** Widest that running text is set. */
const longestLine = 100 * unit;
const fewestColumns = 3;
const mostColumns = 5;

/** Where everything goes: pictures on a grid, text wrapped and never cut. */
export function layOutSheet(model: ContactSheetModel, faces: Faces): SheetLayout {
  const widest = Math.max(0, ...model.rows.map((row) => row.tiles.length + (row.parent ? 1 : 0)));
  const columns = Math.min(mostColumns, Math.max(fewestColumns, widest));
  const width = columns * tileWidth + (columns - 1) * tileGap;
  const makers: readonly BlockMaker[] = [
    (y) => heading(model, faces, y, width),
    ...model.rows.map(
      (row): BlockMaker =>
        (y) =>
          rowBlock(row, faces, y, columns),
    ),
    (y) => sentencesBlock(model.sentences, faces, y, width),
  ];
  const body = stack(makers, margin, 4 * unit);
  const height = Math.ceil((margin + body.height + margin) / unit) * unit;
  return { width: width + 2 * margin, height, marks: body.marks };
}

function heading(model: ContactSheetModel, faces: Faces, top: number, width: number): Block {
  const prompt = model.prompt.map(({ text, changed }): Stretch<Ink> => ({ text, style: changed ? "accent" : "quiet" }));
  const text =
    (stretches: readonly Stretch<Ink>[], style: { size: number; width: number; bold?: boolean }): BlockMaker =>
    (y) =>
      textBlock(faces, stretches, { x: margin, y, ...style });
  return stack(
    [
      text(plain(model.overline, "quiet"), { size: 14, width }),
      text(plain(model.title, "text"), { size: 28, width, bold: true }),
      text(prompt, { size: 16, width: Math.min(width, longestLine) }),
    ],
    top,
    unit / 2,
  );
}

function sentencesBlock(sentences: readonly string[], faces: Faces, top: number, width: number): Block {
  const style = { x: margin, width: Math.min(width, longestLine), size: 16 };
  const makers = sentences.map(
    (sentence): BlockMaker =>
      (y) =>
        textBlock(faces, plain(sentence, "text"), { ...style, y }),
  );
  return stack(makers, top, unit / 2);
}

/** The parent stays pinned at the left; tiles that find no room go on below, beside its column. */
function rowBlock({ label, parent, tiles }: SheetRow, faces: Faces, top: number, columns: number): Block {
  const pinned = parent ? 1 : 0;
  const perLine = columns - pinned;
  const lines = Array.from({ length: Math.ceil(tiles.length / perLine) }, (_, i) =>
    tiles.slice(i * perLine, (i + 1) * perLine),
  );
  const makers = lines.map((line, i): BlockMaker => {
    const begins = parent !== null && i === 0;
    const left = begins ? margin : margin + pinned * (tileWidth + tileGap);
    return (y) => tileLine(begins ? [parent, ...line] : line, faces, left, y);
  });
  const labelBlock: BlockMaker = (y) =>
    textBlock(faces, plain(label, "accent"), { x: margin, y, width: columns * tileWidth, size: 16 });
  const block = stack([labelBlock, ...makers], top, 2 * unit);
  return parent ? { ...block, marks: [...block.marks, parentRule(top, block.height)] } : block;
}

/** A hairline between the parent and what came of it. */
const parentRule = (y: number, height: number): Mark => ({
  kind: "box",
  x: margin + tileWidth + tileGap / 2,
  y,
  width: 1,
  height,
  ink: "line",
  stroke: 0,
});
