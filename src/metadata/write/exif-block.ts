/** What our EXIF block says. */
export interface ExifWords {
  readonly software: string | null;
  /** The text of AUTOMATIC1111, as it stands in a JPEG or WebP. */
  readonly userComment: string | null;
  /** EXIF orientation of the pixels, 1–8; 1 is upright. */
  readonly orientation: number;
}

interface Field {
  readonly tag: number;
  /** TIFF field types: 2 ASCII, 3 SHORT, 4 LONG, 7 UNDEFINED. */
  readonly type: 2 | 3 | 4 | 7;
  readonly count: number;
  readonly data: Uint8Array;
}

/**
 * An EXIF block as a big-endian TIFF file (EXIF 3.0, section 4.5). The comment is "UNICODE" and UTF-16BE whatever the
 * byte order: the readers of Civitai and others decode nothing else. Undefined when there is nothing to say.
 */
export function exifBlock({ software, userComment, orientation }: ExifWords): Uint8Array | undefined {
  const main: Field[] = [
    ...(orientation === 1 ? [] : [short(0x0112, orientation)]),
    ...(software === null ? [] : [ascii(0x0131, software)]),
  ];
  const inner: Field[] =
    userComment === null ? [] : [field(0x9000, 7, Buffer.from("0232")), field(0x9286, 7, commentBytes(userComment))];
  if (main.length + inner.length === 0) return undefined;
  const header = Buffer.from("MM\0\x2a\0\0\0\x08", "latin1");
  if (inner.length === 0) return Buffer.concat([header, folder(main, 8)]);
  const start = 8 + folderLength([...main, long(0x8769, 0)]);
  return Buffer.concat([header, folder([...main, long(0x8769, start)], 8), folder(inner, start)]);
}

const field = (tag: number, type: Field["type"], data: Uint8Array): Field => ({ tag, type, count: data.length, data });
const ascii = (tag: number, text: string): Field =>
  field(tag, 2, Buffer.from(`${text.replace(/[^\x20-\x7e]/gu, "?")}\0`));

function short(tag: number, value: number): Field {
  const data = Buffer.alloc(2);
  data.writeUInt16BE(value);
  return { tag, type: 3, count: 1, data };
}

function long(tag: number, value: number): Field {
  const data = Buffer.alloc(4);
  data.writeUInt32BE(value);
  return { tag, type: 4, count: 1, data };
}

export const commentBytes = (text: string): Uint8Array =>
  Buffer.concat([Buffer.from("UNICODE\0", "latin1"), Buffer.from(text, "utf16le").swap16()]);

const even = (length: number): number => length + (length % 2);
const outside = ({ data }: Field): number => (data.length > 4 ? even(data.length) : 0);
const folderLength = (fields: readonly Field[]): number =>
  2 + fields.length * 12 + 4 + fields.reduce((sum, one) => sum + outside(one), 0);

/** Entries of 12 bytes in the order of their tags, no next folder, then the data that does not fit into them. */
function folder(fields: readonly Field[], start: number): Uint8Array {
  const head = Buffer.alloc(2 + fields.length * 12 + 4);
  const rest: Uint8Array[] = [];
  let at = start + head.length;
  head.writeUInt16BE(fields.length);
  fields.forEach((one, i) => {
    const entry = 2 + i * 12;
    head.writeUInt16BE(one.tag, entry);
    head.writeUInt16BE(one.type, entry + 2);
    head.writeUInt32BE(one.count, entry + 4);
    if (one.data.length <= 4) {
      head.set(one.data, entry + 8);
      return;
    }
    head.writeUInt32BE(at, entry + 8);
    rest.push(one.data, Buffer.alloc(one.data.length % 2));
    at += outside(one);
  });
  return Buffer.concat([head, ...rest]);
}
