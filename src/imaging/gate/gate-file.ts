import { sizeText } from "../../core/size.ts";
import { luma } from "../colour.ts";
import { differencePlane } from "../compare/compare.ts";
import { type Picture, fitInto } from "../picture.ts";
import { resizeRows } from "../rows/resize-rows.ts";
import { type RowStream, asRows, collectPicture, cropRows, pairs } from "../rows/row-stream.ts";
import { type GateCheck, atLeast, atMost } from "./checks.ts";
import { residualOf } from "./residual.ts";

/** Longest side at which single colours are compared, and at which packing has averaged out and only a profile is left. */
const fineSide = 512;
const broadSide = 64;

/** Side of the part that is looked at for blocks. */
const middleSide = 2048;

/**
 * Whether a file that was written, decoded again, still holds the pixels that were put into it. Packing may cost a little
 * detail and nothing else, so this is far narrower than the gate between what was approved and what was made of it.
 */
export async function gateFile(
  madePicture: Picture | RowStream,
  writtenPicture: Picture | RowStream,
): Promise<readonly GateCheck[]> {
  const [made, written] = [asRows(madePicture), asRows(writtenPicture)];
  const isOfSize = made.width === written.width && made.height === written.height;
  const size: GateCheck = {
    name: "size of the file",
    value: written.width / made.width,
    limit: 1,
    passed: isOfSize,
    sentence: isOfSize
      ? `size of the file: ${sizeText(written)}.`
      : `The file is ${sizeText(written)} and should be ${sizeText(made)}.`,
  };
  if (!isOfSize) return [size];
  const { blocking } = await residualOf(middleOf(made), middleOf(written));
  const broad = await colourDifference(made, written, broadSide);
  const fine = await colourDifference(made, written, fineSide);
  return [
    size,
    atMost("colour of the file", broad, 0.8, "The file has other colours as a whole: its profile is wrong"),
    atMost("packing of colours", fine, 1.2, "Packing cost more colour than goes unseen"),
    atLeast("packing of light", await signalToNoise(made, written), 34, "Packing cost more detail than goes unseen"),
    atMost("packing in blocks", blocking, 2, "Packing left blocks of 8 pixels"),
  ];
}

/** Packing is the same everywhere, so the middle speaks for the whole, and an 8K file needs no more memory than a small one. */
function middleOf(picture: RowStream): RowStream {
  const [width, height] = [Math.min(picture.width, middleSide), Math.min(picture.height, middleSide)];
  return cropRows(picture, {
    left: eighth(picture.width - width),
    top: eighth(picture.height - height),
    width,
    height,
  });
}

/** On the grid of blocks, half way. */
const eighth = (room: number): number => Math.floor(room / 16) * 8;

/** Mean ΔE2000 of both, shrunk to so many pixels. */
async function colourDifference(made: RowStream, written: RowStream, side: number): Promise<number> {
  const size = Math.max(made.width, made.height) > side ? fitInto(made, { width: side, height: side }) : made;
  const shrunk = (rows: RowStream): Promise<Picture> => collectPicture(resizeRows(rows, size));
  const { data } = differencePlane(await shrunk(made), await shrunk(written));
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

/** Peak signal-to-noise ratio of luma in decibels; 100 where nothing differs. */
async function signalToNoise(made: RowStream, written: RowStream): Promise<number> {
  let squares = 0;
  for await (const [row, other] of pairs(made, written))
    for (let i = 0; i < row.length; i += 3)
      squares += luma(row[i]! - other[i]!, row[i + 1]! - other[i + 1]!, row[i + 2]! - other[i + 2]!) ** 2;
  if (squares === 0) return mostDecibels;
  return Math.min(mostDecibels, 10 * Math.log10(255 ** 2 / (squares / (made.width * made.height))));
}

const mostDecibels = 100;
