import { type FileKind, kindOf } from "../imaging/files/file-kind.ts";
import { readExif } from "./containers/exif.ts";
import { readIsobmff } from "./containers/isobmff.ts";
import { readJpeg } from "./containers/jpeg.ts";
import { readPng } from "./containers/png.ts";
import { readWebp } from "./containers/webp.ts";
import { type RawMetadata, type TextCollector, collectTexts } from "./raw-metadata.ts";

const readers: Readonly<Record<FileKind, (bytes: Uint8Array, into: TextCollector) => void>> = {
  png: readPng,
  jpeg: readJpeg,
  webp: readWebp,
  avif: readIsobmff,
  heic: readIsobmff,
  tiff: readExif,
  gif: () => undefined,
};

/** Everything a picture file says about itself. Never throws: hostile or broken metadata is a problem in a sentence. */
export function readMetadata(bytes: Uint8Array): RawMetadata {
  const into = collectTexts();
  const kind = kindOf(bytes);
  try {
    if (kind) readers[kind](bytes, into);
  } catch {
    into.problem("Part of the metadata could not be read.");
  }
  return into.collected();
}
