import type { Metadata, Sharp } from "sharp";
import { StudioError, invalid } from "../../core/errors.ts";
import { type Size, sizeText } from "../../core/size.ts";
import { type DeepPicture, deepOf, shallow } from "../deep-picture.ts";
import { srgbOfDisplayP3 } from "../display-p3.ts";
import { loadSharp } from "./load-sharp.ts";
import type { Picture } from "../picture.ts";

/** Pixels of the largest picture that is opened: twice 8K. */
export const maximumPixels = 120_000_000;

const openable: ReadonlySet<string> = new Set(["png", "jpeg", "webp", "gif", "tiff", "heif"]);
const openableText = "PNG, JPEG, WebP, AVIF, TIFF or a still GIF";

export interface DecodeOptions {
  /** Pictures with more pixels are refused before they are unpacked. */
  readonly maximumPixels?: number;
  /** A picture with a longer side is shrunk to it while it is unpacked, so that it is never held whole. */
  readonly longestSide?: number;
}

/**
 * Bytes to sRGB pixels: turned upright by EXIF, converted from its ICC profile, 16 bits reduced to 8, grey and CMYK made RGB.
 * Throws "invalid" for what is not one still picture of bearable size, "corrupt" for one that ends or breaks in the middle.
 */
export async function decodePicture(bytes: Uint8Array, options: DecodeOptions = {}): Promise<Picture> {
  const { open, header } = await opened(bytes, options);
  if (isDeep(header) && header.hasProfile) return shallow(await unpackDeep(open(), header));
  const side = options.longestSide;
  return unpack(side === undefined ? open() : open().resize(side, side, { fit: "inside", withoutEnlargement: true }));
}

/**
 * The upright size of a picture whose every row was unpacked, and none kept. Throws as `decodePicture` does.
 */
export async function wholeSize(bytes: Uint8Array): Promise<Size> {
  const { open, header } = await opened(bytes, {});
  await orDamaged(() => open().resize(16, 16, { fit: "fill", fastShrinkOnLoad: false }).raw().toBuffer());
  const { width, height } = header.autoOrient;
  return { width, height };
}

/**
 * What writes the same pixels, alpha on white, as a file of libvips's format at a path, row by row; undefined where that
 * cannot be done row by row.
 */
export async function readUpright(bytes: Uint8Array): Promise<((path: string) => Promise<Size>) | undefined> {
  const { open, header } = await opened(bytes, {});
  if (isDeep(header) && header.hasProfile) return undefined;
  const image = open().autoOrient().toColourspace("srgb").flatten({ background: "#ffffff" });
  return (path) => orDamaged(() => image.toFile(path));
}

/** As `decodePicture`, with 16 bits per channel kept where the file has them. */
export async function decodeDeep(bytes: Uint8Array, options: DecodeOptions = {}): Promise<DeepPicture> {
  const { open, header } = await opened(bytes, options);
  return isDeep(header) ? unpackDeep(open(), header) : deepOf(await unpack(open()), 8);
}

/** More than 8 bits per channel, as red, green and blue or grey. */
export const isDeep = ({ depth, space }: Metadata): boolean =>
  depth === "ushort" && (space === "rgb16" || space === "grey16");

async function opened(
  bytes: Uint8Array,
  options: DecodeOptions,
): Promise<{ readonly open: () => Sharp; readonly header: Metadata }> {
  const limit = options.maximumPixels ?? maximumPixels;
  if (bytes.length === 0) throw invalid("The picture file is empty.", "Export it again, or choose another file.");
  const sharp = await loadSharp();
  // The limit is checked on the header below; sharp's own limit would only say "exceeds".
  const open = (): Sharp => sharp(bytes, { failOn: "error", limitInputPixels: false });
  const header = await readHeader(open());
  refuse(header, limit);
  return { open, header };
}

async function readHeader(image: Sharp): Promise<Metadata> {
  try {
    return await image.metadata();
  } catch (cause) {
    throw new StudioError("invalid", "This is not a picture that can be opened.", {
      hint: `Give a ${openableText} file. If it is one, it is damaged: export it again.`,
      cause,
    });
  }
}

function refuse(header: Metadata, limit: number): void {
  if (!openable.has(header.format)) {
    throw invalid(`A ${header.format.toUpperCase()} file is not opened as a picture.`, `Export it as ${openableText}.`);
  }
  // AVIF and HEIF containers count auxiliary images as pages; they are no animation.
  if ((header.pages ?? 1) > 1 && header.format !== "heif") {
    const what =
      header.format === "tiff" ? `a TIFF with ${header.pages} pages` : `an animation of ${header.pages} frames`;
    throw invalid(`This is ${what}, not one picture.`, "Export the one you mean as PNG.");
  }
  const { width, height } = header;
  if (width * height > limit) {
    throw invalid(
      `The picture is ${sizeText({ width, height })} pixels; at most ${Math.round(limit / 1e6)} megapixels are opened.`,
      "Shrink it first.",
    );
  }
}

const unpack = (image: Sharp): Promise<Picture> =>
  orDamaged(async () => {
    const { data, info } = await image
      .autoOrient()
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return toPicture(data, info);
  });

/**
 * sharp brings 16-bit colours with a profile to Display P3, not to sRGB, and says nothing of it: from there on they are
 * converted here. Files without a profile are sRGB and stay.
 */
const unpackDeep = (image: Sharp, { hasProfile, space }: Metadata): Promise<DeepPicture> =>
  orDamaged(async () => {
    const { data, info } = await image
      .autoOrient()
      .toColourspace("rgb16")
      .raw({ depth: "ushort" })
      .toBuffer({ resolveWithObject: true });
    const numbers = new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
    const { width, height, channels } = info;
    const spread =
      channels === 3 || channels === 4
        ? numbers
        : spreadGrey(numbers, channels, new Uint16Array((numbers.length * (channels + 2)) / channels));
    const picture = deepOf({ width, height, channels: channels % 2 === 1 ? 3 : 4, data: spread }, 16);
    if (hasProfile && space === "rgb16") srgbOfDisplayP3(picture.colour);
    return picture;
  });

async function orDamaged<Result>(unpacking: () => Promise<Result>): Promise<Result> {
  try {
    return await unpacking();
  } catch (cause) {
    throw new StudioError("corrupt", "The picture is damaged: it ends or breaks before its last row.", {
      hint: "Copy or export it again; part of it is missing.",
      cause,
    });
  }
}

function toPicture(data: Uint8Array, info: { width: number; height: number; channels: number }): Picture {
  const { width, height, channels } = info;
  if (channels === 3 || channels === 4) return { width, height, channels, data };
  return {
    width,
    height,
    channels: channels === 1 ? 3 : 4,
    data: spreadGrey(data, channels, new Uint8Array((data.length * (channels + 2)) / channels)),
  };
}

/** Grey (1) or grey with alpha (2) as RGB or RGBA. */
function spreadGrey<Numbers extends Uint8Array | Uint16Array>(
  data: Numbers,
  channels: number,
  spread: Numbers,
): Numbers {
  for (let i = 0; i < data.length / channels; i++) {
    const at = i * (channels + 2);
    spread.fill(data[i * channels]!, at, at + 3);
    if (channels === 2) spread[at + 3] = data[i * 2 + 1]!;
  }
  return spread;
}
