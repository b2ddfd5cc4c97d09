import type { Sharp } from "sharp";
import { invalid } from "../../core/errors.ts";
import { sizeText } from "../../core/size.ts";
import { decodeDeep, isDeep } from "./decode.ts";
import { encodeDeep } from "../deep-picture.ts";
import { loadSharp } from "./load-sharp.ts";
import type { Depth, RowFile } from "../rows/row-file.ts";

export const fileFormats = ["png", "jpeg", "webp", "avif", "tiff"] as const;
export type FileFormat = (typeof fileFormats)[number];

export interface FileOptions {
  readonly format: FileFormat;
  /** Bits per channel: 16 only in PNG and TIFF. Default 8. */
  readonly depth?: Depth;
  /** Colour space that the pixels are converted to and that is embedded; 16-bit files are sRGB, without a profile. Default sRGB. */
  readonly profile?: "srgb" | "p3";
  /** 1–100 for JPEG, WebP and AVIF. Default 92. */
  readonly quality?: number;
  /** Pixels per inch written into the file. */
  readonly dpi?: number;
}

/** Longest side that a format can hold, in pixels. */
const longestSide: Readonly<Record<FileFormat, number>> = {
  png: 2 ** 31 - 1,
  jpeg: 65_535,
  webp: 16_383,
  avif: 16_384,
  tiff: 2 ** 31 - 1,
};

/** Pixels on disk as the bytes of a file, read row by row. */
export async function encodeRowFile(file: RowFile, options: FileOptions): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return encode(sharp(file.path, { sequentialRead: true, limitInputPixels: false }), file, options);
}

/** A picture file as another kind of file; 16 bits stay 16 where the format has them. */
export async function convertFile(bytes: Uint8Array, options: FileOptions): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const open = (data: Uint8Array): Sharp => sharp(data, { sequentialRead: true, limitInputPixels: false });
  const header = await open(bytes).metadata();
  const ownSpace = options.depth === 16 && isDeep(header) && header.hasProfile;
  return encode(open(ownSpace ? await encodeDeep(await decodeDeep(bytes)) : bytes), header, options);
}

async function encode(
  image: Sharp,
  size: { width: number; height: number },
  options: FileOptions,
): Promise<Uint8Array> {
  const { format, profile = "srgb", dpi } = options;
  const limit = longestSide[format];
  if (Math.max(size.width, size.height) > limit)
    throw invalid(
      `${sizeText(size)} is more than ${format === "webp" ? "WebP" : format.toUpperCase()} can hold (${limit} pixels on a side).`,
      "Deliver it as PNG or TIFF.",
    );
  const deep = options.depth === 16 && (format === "png" || format === "tiff");
  if (deep && profile !== "srgb")
    throw invalid(
      "Display P3 is written with 8 bits per channel.",
      "Choose 8 bits, or sRGB, which every reader assumes.",
    );
  // On the way to a profile sharp takes 16-bit pixels for Display P3. So they are made bytes first, and files that stay
  // at 16 bits get no profile: sRGB is what a file without one means.
  const coloured = deep
    ? image.toColourspace("rgb16")
    : image.pipelineColourspace("srgb").toColourspace("srgb").withIccProfile(profile);
  const placed =
    dpi === undefined ? coloured : coloured.withMetadata({ density: dpi, ...(deep ? {} : { icc: profile }) });
  const { buffer, byteOffset, byteLength } = await pack(placed, options).toBuffer();
  return new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
}

function pack(image: Sharp, { format, quality = 92 }: FileOptions): Sharp {
  switch (format) {
    case "png":
      return image.png({ compressionLevel: 6, adaptiveFiltering: true });
    case "jpeg":
      // Full colour resolution. Optimised tables need the whole picture in memory, for a file a tenth smaller.
      return image
        .flatten({ background: "#ffffff" })
        .jpeg({ quality, chromaSubsampling: "4:4:4", optimiseCoding: false });
    case "webp":
      return image.webp({ quality, smartSubsample: true, effort: 4 });
    case "avif":
      return image.avif({ quality, chromaSubsampling: "4:4:4", effort: 4 });
    case "tiff":
      return image.tiff({ compression: "lzw", predictor: "horizontal" });
  }
}
