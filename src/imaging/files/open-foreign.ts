import type { Metadata, Sharp } from "sharp";
import { StudioError, invalid } from "../../core/errors.ts";
import { plural } from "../../core/sentences.ts";
import { type Size, sizeText } from "../../core/size.ts";
import { decodeDeep, isDeep, maximumPixels } from "./decode.ts";
import { encodeDeep } from "../deep-picture.ts";
import { type FileKind, kindOf } from "./file-kind.ts";
import { loadSharp } from "./load-sharp.ts";

/** A picture file made elsewhere, proved to be whole. */
export interface ForeignPicture extends Size {
  /** What the rounds work on: the file as it is where every part can show it, else a PNG of it. */
  readonly data: Uint8Array;
  readonly mediaType: string;
  /** Whether `data` is not the file as it came. */
  readonly converted: boolean;
  /** What was done to it, each a sentence. */
  readonly notes: readonly string[];
}

/** Rounds work on at most this many pixels, 8K UHD: instruments and models hold several copies in memory. */
const workingPixels = 7680 * 4320;

/** One picture unpacks in well under this, on the slowest machine; one that is made to take for ever does not. */
const mostSeconds = 120;

const shown: Partial<Record<FileKind, string>> = {
  png: "image/png",
  jpeg: "image/jpeg",
  webp: "image/webp",
  avif: "image/avif",
};

/**
 * Opens a file that nobody vouches for. Only six kinds of picture, known by their first bytes, reach the decoder; the
 * header is judged before anything is unpacked, and the pixels stream through it once to prove that all are there.
 * Throws "invalid" for what is no picture of bearable size, "corrupt" for one that breaks off.
 */
export async function openForeign(bytes: Uint8Array): Promise<ForeignPicture> {
  const kind = kindOf(bytes);
  if (!kind) throw noPicture();
  const sharp = await loadSharp();
  const open = (): Sharp =>
    sharp(bytes, { failOn: "error", limitInputPixels: false }).timeout({ seconds: mostSeconds });
  const header = await readHeader(open());
  const size = sizeOf(header);
  refuseGiants(size);
  const reasons = reasonsToConvert(kind, header, size);
  const mediaType = shown[kind];
  if (reasons.length === 0 && mediaType !== undefined) {
    await prove(open());
    return { ...size, data: bytes, mediaType, converted: false, notes: [] };
  }
  const made = (await deepAsPng(bytes, header, size)) ?? (await toPng(open(), size));
  return { ...made, mediaType: "image/png", converted: true, notes: reasons };
}

const noPicture = (cause?: unknown): StudioError =>
  new StudioError("invalid", "This is not a picture that can be opened.", {
    hint: "Give a PNG, JPEG, WebP, AVIF, TIFF or GIF file. If it is one, it is damaged: export it again.",
    cause,
  });

async function readHeader(image: Sharp): Promise<Metadata> {
  try {
    return await image.metadata();
  } catch (cause) {
    throw noPicture(cause);
  }
}

/** As it stands upright. Pages are stacked in the header's height. */
function sizeOf(header: Metadata): Size {
  const height = header.pageHeight ?? header.height;
  const turned = (header.orientation ?? 1) > 4;
  return turned ? { width: height, height: header.width } : { width: header.width, height };
}

function refuseGiants(size: Size): void {
  if (size.width * size.height <= maximumPixels) return;
  throw invalid(
    `The picture says that it is ${sizeText(size)} pixels; at most ${Math.round(maximumPixels / 1e6)} megapixels are opened.`,
    "Shrink it first. If it should not be that large, the file is damaged or made to harm.",
  );
}

function reasonsToConvert(kind: FileKind, header: Metadata, size: Size): readonly string[] {
  const pages = kind === "avif" || kind === "heic" ? 1 : (header.pages ?? 1);
  return [
    ...(shown[kind] ? [] : [`It is a ${kind.toUpperCase()} file; the rounds work on a PNG of it.`]),
    ...(pages > 1 ? [`It has ${plural(pages, kind === "tiff" ? "page" : "frame")}; the first is taken.`] : []),
    ...(header.space === "cmyk" ? ["It is in CMYK, for print; the rounds work in sRGB."] : []),
    ...(size.width * size.height > workingPixels
      ? [`It is ${sizeText(size)}; the rounds work on a copy of ${sizeText(workingSize(size))}.`]
      : []),
  ];
}

function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, Math.sqrt(workingPixels / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** One still picture of 16 bits and bearable size as a PNG of 16 bits; undefined: it is another. */
async function deepAsPng(
  bytes: Uint8Array,
  header: Metadata,
  size: Size,
): Promise<(Size & { readonly data: Uint8Array }) | undefined> {
  if (!isDeep(header) || (header.pages ?? 1) > 1 || size.width * size.height > workingPixels) return undefined;
  const picture = await decodeDeep(bytes);
  const { width, height } = picture.colour;
  return { width, height, data: await encodeDeep(picture) };
}

/** Unpacks every row and keeps none: memory is a few rows. */
async function prove(image: Sharp): Promise<void> {
  await unpacking(() => image.resize(16, 16, { fit: "fill", fastShrinkOnLoad: false }).raw().toBuffer());
}

async function toPng(image: Sharp, size: Size): Promise<Size & { readonly data: Uint8Array }> {
  const target = workingSize(size);
  const upright = image.autoOrient();
  const fitted = target.width < size.width ? upright.resize(target.width, target.height, { fit: "fill" }) : upright;
  const { data, info } = await unpacking(() =>
    fitted.toColourspace("srgb").png({ compressionLevel: 6 }).toBuffer({ resolveWithObject: true }),
  );
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

async function unpacking<Result>(unpack: () => Promise<Result>): Promise<Result> {
  try {
    return await unpack();
  } catch (cause) {
    if (/timeout/iu.test(String(cause)))
      throw invalid(
        `The picture took longer than ${mostSeconds} seconds to unpack, so it was left alone.`,
        "Open it in a picture editor and export it again.",
      );
    throw new StudioError("corrupt", "The picture is damaged: it ends or breaks before its last row.", {
      hint: "Copy or export it again; part of it is missing.",
      cause,
    });
  }
}
