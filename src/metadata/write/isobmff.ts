import { type Extent, boxesIn, extentsIn, findItemBoxes, itemsIn } from "../containers/isobmff.ts";
import { exifBlock } from "./exif-block.ts";
import type { PictureWords } from "./words.ts";

interface NewItem {
  readonly id: number;
  readonly type: "Exif" | "mime";
  readonly data: Uint8Array;
}

/**
 * The AVIF with our EXIF and XMP as items at its end (ISO/IEC 23008-12, annex A), each said to describe the picture. Old
 * ones are wiped and forgotten. The coded pixels stay byte for byte; only their addresses are written anew.
 */
export function writeIsobmff(avif: Uint8Array, words: PictureWords): Uint8Array {
  const file = Buffer.from(avif);
  const boxes = findItemBoxes(file);
  const children = boxes ? boxesIn(file, boxes.meta.content + 4, boxes.meta.end) : [];
  const primary = children.find(({ type }) => type === "pitm");
  if (!boxes || !primary || file[primary.content] !== 0) return avif;
  const items = itemsIn(file, boxes.information);
  const spoken = new Set(
    items.filter(({ type, mediaType }) => type === "Exif" || mediaType.includes("rdf")).map(({ id }) => id),
  );
  const extents = extentsIn(file, boxes.location);
  for (const { id, method, offset, length } of extents)
    if (method === 0 && spoken.has(id)) file.fill(0, offset, offset + length);

  const kept = extents.filter(({ id }) => !spoken.has(id));
  const added = itemsFor(words, Math.max(0, ...items.map(({ id }) => id)) + 1);
  const pictureId = file.readUInt16BE(primary.content + 4);
  const metaAt = (delta: number): Buffer => {
    let at = file.length + delta + 8;
    const fresh = added.map(({ id, data }) => {
      at += data.length;
      return { id, method: 0, offset: at - data.length, length: data.length };
    });
    const moved = kept.map((extent) => ({
      ...extent,
      offset: extent.offset + (extent.method === 0 && extent.offset >= boxes.meta.end ? delta : 0),
    }));
    const parts = children.map((box) => {
      if (box.type === "iloc") return locationBox([...moved, ...fresh]);
      if (box.type === "iinf") return informationBox(file, box.content, box.end, spoken, added);
      if (box.type === "iref") return referenceBox(file, box.content, box.end, spoken, added, pictureId);
      return file.subarray(box.start, box.end);
    });
    const references =
      children.some(({ type }) => type === "iref") || added.length === 0
        ? []
        : [referenceBox(file, 0, 0, spoken, added, pictureId)];
    return sized("meta", file.subarray(boxes.meta.content, boxes.meta.content + 4), ...parts, ...references);
  };
  const delta = metaAt(0).length - (boxes.meta.end - boxes.meta.start);
  const tail = added.length === 0 ? [] : [sized("mdat", ...added.map(({ data }) => data))];
  return Buffer.concat([file.subarray(0, boxes.meta.start), metaAt(delta), file.subarray(boxes.meta.end), ...tail]);
}

function itemsFor(words: PictureWords, firstId: number): readonly NewItem[] {
  // Turning is a property of its own in these files: the block says nothing of it.
  const exif = exifBlock({ ...words, orientation: 1 });
  const found: Omit<NewItem, "id">[] = [
    ...(exif ? [{ type: "Exif" as const, data: Buffer.concat([Buffer.alloc(4), exif]) }] : []),
    ...(words.xmp === null ? [] : [{ type: "mime" as const, data: Buffer.from(words.xmp) }]),
  ];
  return found.map((item, i) => ({ ...item, id: firstId + i }));
}

const bytes16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
};
const bytes32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

function sized(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([bytes32(length), Buffer.from(type, "latin1"), ...parts]);
}

type Place = Pick<Extent, "id" | "method" | "offset" | "length">;

/** `iloc` version 1 with offsets and lengths of four bytes and no base: 4 GB, which no picture of ours reaches. */
function locationBox(places: readonly Place[]): Buffer {
  const items = [...Map.groupBy(places, ({ id }) => id)].map(([id, extents]) =>
    Buffer.concat([
      bytes16(id),
      bytes16(extents[0]!.method),
      bytes16(0),
      bytes16(extents.length),
      ...extents.flatMap(({ offset, length }) => [bytes32(offset), bytes32(length)]),
    ]),
  );
  return sized("iloc", Buffer.from([1, 0, 0, 0, 0x44, 0]), bytes16(items.length), ...items);
}

/** `iinf` with the entries of the items that stay, and one for each new item. */
function informationBox(
  file: Buffer,
  content: number,
  end: number,
  gone: ReadonlySet<number>,
  added: readonly NewItem[],
): Buffer {
  const entries = boxesIn(file, content + (file[content] === 0 ? 6 : 8), end)
    .filter(
      (box) =>
        !gone.has(file[box.content] === 3 ? file.readUInt32BE(box.content + 4) : file.readUInt16BE(box.content + 4)),
    )
    .map((box) => file.subarray(box.start, box.end));
  const fresh = added.map(({ id, type }) =>
    sized(
      "infe",
      Buffer.from([2, 0, 0, 1]), // hidden: it is no picture
      bytes16(id),
      bytes16(0),
      Buffer.from(type === "Exif" ? "Exif\0" : "mime\0application/rdf+xml\0", "latin1"),
    ),
  );
  return sized("iinf", Buffer.alloc(4), bytes16(entries.length + fresh.length), ...entries, ...fresh);
}

/** `iref` without what spoke of the gone, and with "cdsc" from each new item to the picture. */
function referenceBox(
  file: Buffer,
  content: number,
  end: number,
  gone: ReadonlySet<number>,
  added: readonly NewItem[],
  picture: number,
): Buffer {
  const wide = end > content && file[content] === 1;
  const id = wide ? bytes32 : bytes16;
  const kept = boxesIn(file, content + 4, end)
    .filter((box) => !gone.has(wide ? file.readUInt32BE(box.content) : file.readUInt16BE(box.content)))
    .map((box) => file.subarray(box.start, box.end));
  const fresh = added.map((item) => sized("cdsc", id(item.id), bytes16(1), id(picture)));
  return sized("iref", Buffer.from([wide ? 1 : 0, 0, 0, 0]), ...kept, ...fresh);
}
