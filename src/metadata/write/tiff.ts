import { commentBytes } from "./exif-block.ts";
import type { PictureWords } from "./words.ts";

/** ImageDescription, Artist, Software, XMP, IPTC, Photoshop, EXIF, Copyright and Microsoft's texts. */
const speaking: ReadonlySet<number> = new Set([
  0x010e, 0x013b, 0x0131, 0x02bc, 0x83bb, 0x8649, 0x8769, 0x8298, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f,
]);
const exifFolder = 0x8769;
const sizes: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

interface Entry {
  readonly tag: number;
  /** The twelve bytes as they stand. */
  readonly bytes: Buffer;
}

/**
 * The TIFF with a new first folder at its end that also has our words; old ones are wiped. The pixels do not move. A
 * BigTIFF, which only files over 4 GB need, is left as it is.
 */
export function writeTiff(tiff: Uint8Array, words: PictureWords): Uint8Array {
  const little = tiff[0] === 0x49;
  const file = Buffer.concat([tiff, Buffer.alloc(tiff.length % 2)]);
  const get16 = (at: number): number => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  const get32 = (at: number): number => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const put = (value: number, size: 2 | 4): Buffer => {
    const bytes = Buffer.alloc(size);
    if (little) bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  };
  if (get16(2) !== 42) return tiff;

  const start = get32(4);
  const count = get16(start);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    const at = start + 2 + i * 12;
    const tag = get16(at);
    if (!speaking.has(tag)) entries.push({ tag, bytes: Buffer.from(file.subarray(at, at + 12)) });
    else if (tag === exifFolder) wipeFolder(file, get32(at + 8), get16, get32);
    else wipe(file, get32(at + 4) * (sizes[get16(at + 2)] ?? 0), get32(at + 8));
  }

  const added: Uint8Array[] = [];
  let end = file.length;
  const keep = (tag: number, type: number, data: Uint8Array): void => {
    const short = data.length <= 4;
    const value = short ? Buffer.concat([data, Buffer.alloc(4 - data.length)]) : put(end, 4);
    entries.push({ tag, bytes: Buffer.concat([put(tag, 2), put(type, 2), put(data.length, 4), value]) });
    if (short) return;
    added.push(data, Buffer.alloc(data.length % 2));
    end += data.length + (data.length % 2);
  };
  if (words.software !== null) keep(0x0131, 2, Buffer.from(`${words.software}\0`));
  if (words.xmp !== null) keep(0x02bc, 1, Buffer.from(words.xmp));
  if (words.userComment !== null) {
    const comment = commentBytes(words.userComment);
    // A folder of one entry: its count, the entry, no next folder, then the comment.
    const inner = Buffer.concat([
      put(1, 2),
      put(0x9286, 2),
      put(7, 2),
      put(comment.length, 4),
      put(end + 18, 4),
      put(0, 4),
      comment,
    ]);
    entries.push({ tag: 0x8769, bytes: Buffer.concat([put(0x8769, 2), put(4, 2), put(1, 4), put(end, 4)]) });
    added.push(inner, Buffer.alloc(inner.length % 2));
    end += inner.length + (inner.length % 2);
  }
  entries.sort((a, b) => a.tag - b.tag);
  const next = Buffer.from(file.subarray(start + 2 + count * 12, start + 6 + count * 12));
  file.set(put(end, 4), 4);
  return Buffer.concat([file, ...added, put(entries.length, 2), ...entries.map(({ bytes }) => bytes), next]);
}

/** A folder inside: the data of its entries, then itself. */
function wipeFolder(file: Buffer, start: number, get16: (at: number) => number, get32: (at: number) => number): void {
  if (start + 2 > file.length) return;
  const end = start + 2 + get16(start) * 12;
  for (let at = start + 2; at < end && at + 12 <= file.length; at += 12)
    wipe(file, get32(at + 4) * (sizes[get16(at + 2)] ?? 0), get32(at + 8));
  file.fill(0, start, Math.min(end, file.length));
}

function wipe(file: Buffer, length: number, at: number): void {
  if (length > 4 && at + length <= file.length) file.fill(0, at, at + length);
}
