import { createHash } from "node:crypto";
import { invalid } from "../../core/errors.ts";
import { type FileKind, kindOf } from "../../imaging/files/file-kind.ts";
import { readChunks, writeChunks } from "../../imaging/files/png-chunks.ts";
import { jpegSegments } from "../containers/jpeg.ts";
import { type Exclusion, type ManifestFacts, manifestStore } from "./manifest.ts";
import type { Signer } from "./signer.ts";

/** Kinds of files that can be signed. */
export const signable: ReadonlySet<FileKind> = new Set(["png", "jpeg", "webp"]);

interface Embedded {
  readonly bytes: Buffer;
  readonly exclusion: Exclusion;
}

/**
 * The file with Content Credentials in it: the very last thing that is written, because any later change breaks them.
 * Written twice, the first time to learn how long the manifest is.
 */
export function signFile(file: Uint8Array, facts: ManifestFacts, signer: Signer): Uint8Array {
  const embed = embedderFor(file);
  const draft = (exclusion: Exclusion, hash: Uint8Array): Embedded =>
    embed(manifestStore(facts, exclusion, hash, signer));
  let embedded = draft({ start: 0, length: 0 }, Buffer.alloc(32));
  // Longer numbers make the manifest longer; after two or three rounds nothing moves any more.
  for (let before = { start: -1, length: -1 }; !same(before, embedded.exclusion);) {
    before = embedded.exclusion;
    embedded = draft(before, Buffer.alloc(32));
  }
  const { start, length } = embedded.exclusion;
  const hash = createHash("sha256")
    .update(embedded.bytes.subarray(0, start))
    .update(embedded.bytes.subarray(start + length));
  return draft(embedded.exclusion, hash.digest()).bytes;
}

const same = (a: Exclusion, b: Exclusion): boolean => a.start === b.start && a.length === b.length;

function embedderFor(file: Uint8Array): (manifest: Buffer) => Embedded {
  switch (kindOf(file)) {
    case "png":
      return (manifest) => intoPng(file, manifest);
    case "jpeg":
      return (manifest) => intoJpeg(file, manifest);
    case "webp":
      return (manifest) => intoWebp(file, manifest);
    default:
      throw invalid(
        "Only PNG, JPEG and WebP can carry Content Credentials here.",
        "Choose one of them with --formats.",
      );
  }
}

/** A chunk of its own directly after the header. */
function intoPng(file: Uint8Array, manifest: Buffer): Embedded {
  const [head, ...rest] = readChunks(file);
  if (!head) throw invalid("The PNG file has no header.");
  const start = 8 + 12 + head.data.length;
  const bytes = writeChunks([head, { type: "caBX", data: manifest }, ...rest]);
  return {
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    exclusion: { start, length: manifest.length + 12 },
  };
}

/** What fits into a segment beside its length, "JP", instance, number and the repeated head of the box. */
const segmentRoom = 65_535 - 2 - 8 - 8;

/** Segments APP11 (ISO/IEC 19566-5, annex D), numbered, each with the head of the box, before all other segments but JFIF's. */
function intoJpeg(file: Uint8Array, manifest: Buffer): Embedded {
  const first = [...jpegSegments(file)][0];
  const start = first?.marker === 0xe0 ? first.end : 2;
  const head = manifest.subarray(0, 8);
  const body = manifest.subarray(8);
  const segments: Buffer[] = [];
  for (let at = 0; at < body.length; at += segmentRoom) {
    const part = body.subarray(at, at + segmentRoom);
    const front = Buffer.from([0xff, 0xeb, 0, 0, 0x4a, 0x50, 0, 1, 0, 0, 0, 0]);
    front.writeUInt16BE(front.length - 2 + head.length + part.length, 2);
    front.writeUInt32BE(segments.length + 1, 8);
    segments.push(Buffer.concat([front, head, part]));
  }
  const inserted = Buffer.concat(segments);
  return {
    bytes: Buffer.concat([file.subarray(0, start), inserted, file.subarray(start)]),
    exclusion: { start, length: inserted.length },
  };
}

/** A chunk at the end. */
function intoWebp(file: Uint8Array, manifest: Buffer): Embedded {
  const padding = Buffer.alloc(manifest.length % 2);
  const head = Buffer.from("C2PA\0\0\0\0", "latin1");
  head.writeUInt32LE(manifest.length, 4);
  const bytes = Buffer.concat([file, head, manifest, padding]);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  return { bytes, exclusion: { start: file.length, length: head.length + manifest.length + padding.length } };
}
