import { sameSize } from "../core/size.ts";
import type { FloatRows } from "../pixels/float-rows.ts";
import { loadSharp } from "./files/load-sharp.ts";
import { encodePicture } from "./files/encode.ts";
import type { Picture } from "./picture.ts";
import type { Depth } from "./rows/row-file.ts";

/** Decoded pixels as numbers on the sRGB scale of 0–255, finer than bytes where the file was. */
export interface DeepPicture {
  readonly colour: FloatRows;
  /** Straight alpha of 0–255 in all three channels, at the size of the colour; undefined: nothing is see-through. */
  readonly alpha: FloatRows | undefined;
  /** Bits per channel of the file. */
  readonly depth: Depth;
}

/** Bytes, or 16-bit numbers, as floats on the scale of bytes. */
export function deepOf(pixels: Picture | DeepPixels, depth: Depth): DeepPicture {
  const { width, height, channels, data } = pixels;
  // The most usual kind, whole.
  if (channels === 3 && depth === 8)
    return { colour: { width, height, data: new Float32Array(data) }, alpha: undefined, depth };
  const scale = depth === 16 ? 257 : 1;
  const colour = new Float32Array(width * height * 3);
  const alpha = channels === 4 ? new Float32Array(width * height * 3) : undefined;
  for (let from = 0, to = 0; from < data.length; from += channels, to += 3) {
    for (let c = 0; c < 3; c++) colour[to + c] = data[from + c]! / scale;
    alpha?.fill(data[from + 3]! / scale, to, to + 3);
  }
  return { colour: { width, height, data: colour }, alpha: alpha && { width, height, data: alpha }, depth };
}

/** Pixels of 16 bits, RGB or RGBA. */
export interface DeepPixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint16Array;
}

/** Rounded and clamped to bytes. */
export function shallow({ colour, alpha }: DeepPicture): Picture {
  const { width, height } = colour;
  const channels = alpha ? 4 : 3;
  const empty = new Uint8ClampedArray(width * height * channels);
  const data = alpha ? interleaved({ colour, alpha, depth: 8 }, empty) : rounded(colour.data, empty);
  return { width, height, channels, data: new Uint8Array(data.buffer) };
}

/** Number by number: `set` of the same array takes twice as long. */
function rounded(numbers: Float32Array, data: Uint8ClampedArray<ArrayBuffer>): Uint8ClampedArray<ArrayBuffer> {
  for (let i = 0; i < numbers.length; i++) data[i] = numbers[i]!;
  return data;
}

function interleaved<Pixels extends Uint8ClampedArray | Uint16Array>(
  { colour, alpha, depth }: DeepPicture,
  data: Pixels,
): Pixels {
  const channels = alpha ? 4 : 3;
  const level = (value: number): number =>
    depth === 8 ? value : Math.min(65_535, Math.max(0, Math.round(value * 257)));
  for (let from = 0, to = 0; from < colour.data.length; from += 3, to += channels) {
    for (let c = 0; c < 3; c++) data[to + c] = level(colour.data[from + c]!);
    if (alpha) data[to + 3] = level(alpha.data[from]!);
  }
  return data;
}

/** As a PNG with its bits per channel. */
export async function encodeDeep(picture: DeepPicture): Promise<Uint8Array> {
  if (picture.depth === 8) return encodePicture(shallow(picture), "png");
  const { width, height } = picture.colour;
  const channels = picture.alpha ? 4 : 3;
  const data = interleaved(picture, new Uint16Array(width * height * channels));
  const sharp = await loadSharp();
  const image = sharp(data, { raw: { width, height, channels } }).toColourspace("rgb16");
  return new Uint8Array(await image.png({ compressionLevel: 6, adaptiveFiltering: true }).toBuffer());
}

/** A change of where pixels lie. */
export function moved(picture: DeepPicture, change: (rows: FloatRows) => FloatRows): DeepPicture {
  return { ...picture, colour: change(picture.colour), alpha: picture.alpha && change(picture.alpha) };
}

/** A change that mixes neighbouring pixels: colours count as much as they are seen, so that edges take no dark fringe. */
export function mixed(picture: DeepPicture, change: (rows: FloatRows) => FloatRows): DeepPicture {
  if (!picture.alpha) return moved(picture, change);
  const alpha = change(picture.alpha);
  const seen = change(timesAlpha(picture.colour, picture.alpha, (share) => share));
  return { ...picture, colour: timesAlpha(seen, alpha, (share) => (share > 0 ? 1 / share : 0)), alpha };
}

function timesAlpha(colour: FloatRows, alpha: FloatRows, factor: (share: number) => number): FloatRows {
  if (!sameSize(colour, alpha)) throw new Error("Colour and alpha have one size.");
  return { ...colour, data: colour.data.map((value, i) => value * factor(alpha.data[i]! / 255)) };
}

/** Laid on white. */
export function flattened({ colour, alpha, depth }: DeepPicture): DeepPicture {
  if (!alpha) return { colour, alpha, depth };
  const data = colour.data.map((value, i) => 255 + (alpha.data[i]! / 255) * (value - 255));
  return { colour: { ...colour, data }, alpha: undefined, depth };
}
