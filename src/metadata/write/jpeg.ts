import { jpegSegments, xmpHeader } from "../containers/jpeg.ts";
import { latin1 } from "../decode-text.ts";
import { exifBlock } from "./exif-block.ts";
import type { PictureWords } from "./words.ts";

/** A segment's length has two bytes and counts itself. */
const longestSegment = 65_533;

/**
 * The JPEG with our EXIF and XMP as its first segments behind JFIF's. Segments that speak go (EXIF, XMP, IPTC, C2PA,
 * comments); colour profile, Adobe's colour mark and the pixels stay byte for byte.
 */
export function writeJpeg(jpeg: Uint8Array, words: PictureWords, orientation: number): Uint8Array {
  const segments = [...jpegSegments(jpeg)];
  const rest = jpeg.subarray(segments.at(-1)?.end ?? 2);
  const kept = segments
    .filter(({ marker, data }) => !speaks(marker, data))
    .map(({ start, end, marker }) => ({ marker, bytes: jpeg.subarray(start, end) }));
  const first = kept.filter(({ marker }) => marker === 0xe0).map(({ bytes }) => bytes);
  const others = kept.filter(({ marker }) => marker !== 0xe0).map(({ bytes }) => bytes);
  return Buffer.concat([jpeg.subarray(0, 2), ...first, ...ourSegments(words, orientation), ...others, rest]);
}

const speaks = (marker: number, data: Uint8Array): boolean =>
  marker === 0xe1 || marker === 0xed || marker === 0xfe || (marker === 0xeb && latin1(data, 0, 40).includes("jumb"));

function ourSegments(words: PictureWords, orientation: number): readonly Uint8Array[] {
  const comment = exifBlock({ ...words, orientation });
  const exif =
    comment && comment.length > longestSegment - 8 ? exifBlock({ ...words, userComment: null, orientation }) : comment;
  const xmp = words.xmp === null ? undefined : Buffer.from(xmpHeader + words.xmp);
  return [
    ...(exif ? [segment(Buffer.concat([Buffer.from("Exif\0\0", "latin1"), exif]))] : []),
    ...(xmp && xmp.length <= longestSegment ? [segment(xmp)] : []),
  ];
}

function segment(data: Uint8Array): Uint8Array {
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(data.length + 2, 2);
  return Buffer.concat([head, data]);
}
