import type { Sharp } from "sharp";
import { loadSharp } from "./load-sharp.ts";
import type { Picture } from "../picture.ts";

export const pictureFormats = ["png", "jpeg", "webp"] as const;
export type PictureFormat = (typeof pictureFormats)[number];

export interface EncodeOptions {
  /** 1–100, for JPEG and WebP; PNG is always lossless. Default 92. */
  readonly quality?: number;
}

/** Pixels as the bytes of a file. The same pixels and options give the same bytes. */
export async function encodePicture(
  picture: Picture,
  format: PictureFormat,
  options: EncodeOptions = {},
): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const { width, height, channels, data } = picture;
  const image = sharp(data, { raw: { width, height, channels } });
  return new Uint8Array(await pack(image, format, options.quality ?? 92).toBuffer());
}

function pack(image: Sharp, format: PictureFormat, quality: number): Sharp {
  switch (format) {
    case "png":
      return image.png({ compressionLevel: 6, adaptiveFiltering: true });
    case "jpeg":
      // Full colour resolution: chroma at half size bleeds at hard coloured edges. JPEG has no alpha: white shows through.
      return image.flatten({ background: "#ffffff" }).jpeg({ quality, chromaSubsampling: "4:4:4" });
    case "webp":
      return image.webp({ quality, smartSubsample: true, effort: 4 });
  }
}

export const mediaTypeOf = (format: PictureFormat): string => `image/${format}`;
