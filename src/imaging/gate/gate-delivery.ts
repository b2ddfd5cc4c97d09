import { comparePictures, differenceMap, differencePlane } from "../compare/compare.ts";
import { resizeLanczos } from "../lanczos.ts";
import type { Size } from "../../core/size.ts";
import { type Picture, type PixelBox, fitInto } from "../picture.ts";
import { type Plane, blurPlane, gaussianKernel, lumaPlane } from "../planes.ts";
import { measureShift } from "../compare/registration.ts";
import { resizeRows } from "../rows/resize-rows.ts";
import { type RowStream, asRows, collectPicture, rowsOf } from "../rows/row-stream.ts";
import { similarityMap } from "../compare/ssim.ts";
import { bandEnergy } from "./bands.ts";
import { worstBlock } from "./blocks.ts";
import { type GateCheck, atLeast, atMost } from "./checks.ts";
import { multiScaleSimilarity } from "./multi-scale.ts";
import { type Residual, residualOf } from "./residual.ts";

export interface GateReport {
  readonly passed: boolean;
  readonly similarity: number;
  readonly meanDifference: number;
  readonly checks: readonly GateCheck[];
  /** The approved picture, dim, with the differences over it. */
  readonly map: Picture;
}

/** Longest side at which colours and shapes are compared. */
const comparedSide = 512;

/**
 * Whether a delivery is still the picture that was approved, and clean: shrunk back it must match in shape, colour and
 * place, as a whole and in every part; at its own size it must have no lines, blocks, noise or clipping of its own.
 * Everything is judged against the approved picture, never by an absolute number alone.
 */
export async function gateDelivery(
  approvedPicture: Picture | RowStream,
  deliveredPicture: Picture | RowStream,
): Promise<GateReport> {
  const [approved, delivered] = [asRows(approvedPicture), asRows(deliveredPicture)];
  const size = comparedSize(approved, delivered);
  const first = await collectPicture(resizeRows(approved, size));
  const second = await collectPicture(resizeRows(delivered, size));
  const plain = await thereAndBack(approved, delivered, size);
  const compared = comparePictures(first, second);
  const residual = await residualOf(approved, delivered);
  const checks = [
    ...likeness(first, second, compared.similarity),
    ...colour(first, second, compared.meanDifference),
    place(plain, second),
    ...detail(lumaPlane(first), lumaPlane(plain), lumaPlane(second)),
    await tones(approved, delivered),
    ...cleanliness(residual, delivered),
  ];
  return {
    passed: checks.every(({ passed }) => passed),
    similarity: compared.similarity,
    meanDifference: compared.meanDifference,
    checks,
    map: differenceMap(first, second),
  };
}

/** That of the smaller one: what a delivery cannot hold it has not lost. */
function comparedSize(approved: Size, delivered: Size): Size {
  const smaller = delivered.width < approved.width ? delivered : approved;
  const longest = Math.max(smaller.width, smaller.height);
  return longest > comparedSide ? fitInto(smaller, { width: comparedSide, height: comparedSide }) : smaller;
}

function likeness(first: Picture, second: Picture, similarity: number): readonly GateCheck[] {
  const whole = multiScaleSimilarity(first, second);
  const map = similarityMap(first, second);
  const unlike = worstBlock({ ...map, data: map.data.map((value) => 1 - value) }, blockSide(first));
  return [
    atLeast("likeness", similarity, 0.9, "The shapes as a whole changed"),
    atLeast("likeness at five scales", whole, 0.96, "The shapes as a whole changed"),
    atLeast(
      "likeness of every part",
      1 - unlike.mean,
      0.72,
      `Something else is to be seen ${whereIs(unlike.box, first)}`,
      shareOf(unlike.box, first),
    ),
  ];
}

function colour(first: Picture, second: Picture, mean: number): readonly GateCheck[] {
  const broad = (picture: Picture): Picture => blurred(picture, Math.max(1, first.width / 128));
  const part = worstBlock(differencePlane(broad(first), broad(second)), blockSide(first));
  return [
    atMost("colour", mean, 3, "The colours as a whole changed"),
    atMost(
      "colour of every part",
      part.mean,
      2.2,
      `The colour changed ${whereIs(part.box, first)}`,
      shareOf(part.box, first),
    ),
  ];
}

/** Enlarging beyond this changes nothing any more in what is left after shrinking back. */
const enoughEnlarged = 4;

/** What a plain enlargement of this factor leaves of the approved picture: hard edges of single pixels lose by it alone. */
async function thereAndBack(approved: RowStream, delivered: Size, size: Size): Promise<Picture> {
  const factor = Math.min(enoughEnlarged, delivered.width / approved.width);
  if (factor <= 1 || approved.width > size.width * 2) return collectPicture(resizeRows(approved, size));
  const large = { width: Math.round(approved.width * factor), height: Math.round(approved.height * factor) };
  return resizeLanczos(await collectPicture(resizeRows(approved, large)), size);
}

function place(first: Picture, second: Picture): GateCheck {
  const { x, y, uncertainty } = measureShift(first, second);
  const found = Math.hypot(x, y);
  // Only as far as it is certain: a picture with few features cannot say where it is.
  const certain = Math.max(0, found - 2 * uncertainty);
  // A quarter of a pixel for small pictures, a little more where pixels are many.
  const limit = Math.max(0.25, first.width / 1500);
  const moved = `moved by ${found.toFixed(2)} ± ${(2 * uncertainty).toFixed(2)} pixels of ${first.width}`;
  return atMost("place", certain, limit, `The picture as a whole is ${moved}`);
}

/** Detail against what was approved and what a plain enlargement keeps of it: less than both is lost, more than both added. */
function detail(first: Plane, plain: Plane, second: Plane): readonly GateCheck[] {
  const [own, kept, other] = [bandEnergy(first), bandEnergy(plain), bandEnergy(second)];
  return (["fine", "middle", "coarse"] as const).flatMap((band) => {
    const against = (energy: number): number => (other[band] + 0.05) / (energy + 0.05);
    const [least, most] = band === "fine" ? [0.7, 1.6] : [0.85, 1.25];
    const lost = against(Math.min(own[band], kept[band]));
    const added = against(Math.max(own[band], kept[band]));
    return [
      atLeast(`${band} detail kept`, lost, least, `It is softer: ${band} detail is less`),
      atMost(`${band} detail added`, added, most, `It is harsher: ${band} detail is more`),
    ];
  });
}

/** Share of the levels of green in use that are still in use, each at its own size: banding leaves gaps. */
async function tones(first: RowStream, second: RowStream): Promise<GateCheck> {
  const [own, other] = [await tonesOf(first), await tonesOf(second)];
  return atLeast("tones", other / Math.max(1, own), 0.8, "Soft gradients broke into bands");
}

async function tonesOf(rows: RowStream): Promise<number> {
  const counts = new Uint32Array(256);
  for await (const row of rowsOf(rows)) for (let i = 0; i < row.length; i += 3) counts[Math.round(row[i + 1]!)]! += 1;
  const least = (rows.width * rows.height) / 20_000;
  return counts.reduce((sum, count) => sum + Number(count > least), 0);
}

function cleanliness({ seam, blocking, noise, overshoot, clipped }: Residual, delivered: Size): readonly GateCheck[] {
  return [
    atMost("seams", seam.strength, mostSeam, `There is a straight line at ${seam.across} ${seam.at}`),
    atMost("blocks", blocking, mostBlocks(delivered), "There are blocks of 8 pixels, as JPEG makes them"),
    atMost("noise", noise, 1.6, "There is noise where the approved picture is calm"),
    atMost("halos", overshoot, mostOvershoot, "There are light or dark rims beside edges"),
    atMost("clipping", clipped, 0.005, "Lights or shadows are cut off that were not"),
  ];
}

/**
 * The fewer borders of blocks there are, the more one of their eight phases stands out by chance: 24 of them, in pictures of the
 * built-in model enlarged twice, came to 1.8.
 */
const mostBlocks = ({ width, height }: Size): number => 1.6 + 48 / Math.min(width, height);

/** The boards of a table are lines, too: enlarged by the network, 45 pictures of the built-in model reached 2.1 to 2.8. */
const mostSeam = 3.2;

/**
 * Levels. What the bundled network and the usual sharpening leave beside edges was 0.3 to 1.8 on photographs, renders and a
 * drawing full of grain; a halo of .7 of what a wide blur takes is 1.9 to 3.8, one of .35 is 0.8 to 1.5 and passes.
 */
const mostOvershoot = 2.2;

const blockSide = ({ width, height }: Picture): number => Math.max(8, Math.round(Math.min(width, height) / 8));

const thirds = [
  ["top left", "at the top", "top right"],
  ["at the left", "in the middle", "at the right"],
  ["bottom left", "at the bottom", "bottom right"],
] as const;

function whereIs({ left, top, width, height }: PixelBox, picture: Picture): string {
  const third = (at: number, length: number): number => Math.min(2, Math.floor((at / length) * 3));
  return thirds[third(top + height / 2, picture.height)]![third(left + width / 2, picture.width)]!;
}

const shareOf = ({ left, top, width, height }: PixelBox, picture: Picture): PixelBox => ({
  left: left / picture.width,
  top: top / picture.height,
  width: width / picture.width,
  height: height / picture.height,
});

function blurred(picture: Picture, sigma: number): Picture {
  const kernel = gaussianKernel(sigma);
  const data = new Uint8ClampedArray(picture.data.length);
  for (let c = 0; c < 3; c++) {
    const plane = {
      ...picture,
      data: Float32Array.from({ length: picture.data.length / 3 }, (_, i) => picture.data[i * 3 + c]!),
    };
    blurPlane(plane, kernel).data.forEach((value, i) => (data[i * 3 + c] = value));
  }
  return { ...picture, data: new Uint8Array(data.buffer) };
}
