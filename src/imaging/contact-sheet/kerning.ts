import { inflateSync } from "node:zlib";

/** Units to move the right glyph by, mostly negative; 0 for most pairs. */
export type Kerning = (left: number, right: number) => number;

/**
 * Pair kerning of a WOFF 1 font: pair adjustments (lookup type 2) of its GPOS table, also inside extension lookups, where this
 * kind of font keeps them and opentype.js does not look (OpenType 1.9, "GPOS"). Only the horizontal advance is read.
 */
export function readKerning(woff: Uint8Array): Kerning {
  const table = woffTable(woff, "GPOS");
  if (!table) return () => 0;
  const subtables = pairSubtables(table);
  return (left, right) => {
    for (const subtable of subtables) {
      const value = pairValue(table, subtable, left, right);
      if (value !== undefined) return value;
    }
    return 0;
  };
}

/** A table of a WOFF 1 file, unpacked (W3C WOFF 1.0, section 4). */
function woffTable(woff: Uint8Array, tag: string): DataView | undefined {
  const view = new DataView(woff.buffer, woff.byteOffset, woff.byteLength);
  for (let i = 0; i < view.getUint16(12); i++) {
    const entry = 44 + i * 20;
    if (String.fromCharCode(...woff.subarray(entry, entry + 4)) !== tag) continue;
    const [offset, packed, length] = [view.getUint32(entry + 4), view.getUint32(entry + 8), view.getUint32(entry + 12)];
    const stored = woff.subarray(offset, offset + packed);
    const data = packed < length ? inflateSync(stored, { maxOutputLength: length }) : stored;
    return new DataView(data.buffer, data.byteOffset, data.byteLength);
  }
  return undefined;
}

const pairAdjustment = 2;
const extension = 9;

/** Offsets of all pair adjustment subtables, in the order of their lookups. */
function pairSubtables(table: DataView): readonly number[] {
  const list = table.getUint16(8);
  const offsets: number[] = [];
  for (const lookup of offsetsAt(table, list, list)) {
    const type = table.getUint16(lookup);
    for (const subtable of offsetsAt(table, lookup + 4, lookup)) {
      if (type === pairAdjustment) offsets.push(subtable);
      else if (type === extension && table.getUint16(subtable + 2) === pairAdjustment)
        offsets.push(subtable + table.getUint32(subtable + 4));
    }
  }
  return offsets;
}

/** A count and so many 16-bit offsets from `base`. */
const offsetsAt = (table: DataView, at: number, base: number): readonly number[] =>
  Array.from({ length: table.getUint16(at) }, (_, i) => base + table.getUint16(at + 2 + i * 2));

function pairValue(table: DataView, at: number, left: number, right: number): number | undefined {
  const covered = coverageIndex(table, at + table.getUint16(at + 2), left);
  if (covered < 0) return undefined;
  const first = valueRecord(table.getUint16(at + 4));
  const second = valueRecord(table.getUint16(at + 6));
  if (first.advance === undefined) return undefined;
  const bytes = first.bytes + second.bytes;
  const record =
    table.getUint16(at) === 1 ? glyphPair(table, at, covered, right, bytes) : classPair(table, at, left, right, bytes);
  return record === undefined ? undefined : table.getInt16(record + first.advance);
}

/** Size of a value record with these fields, and where the horizontal advance (bit 2) is in it. */
function valueRecord(format: number): { bytes: number; advance: number | undefined } {
  const bits = (mask: number): number => mask.toString(2).replaceAll("0", "").length;
  return { bytes: 2 * bits(format), advance: format & 4 ? 2 * bits(format & 3) : undefined };
}

/** Format 1: a list of right glyphs for each left one. */
function glyphPair(table: DataView, at: number, covered: number, right: number, bytes: number): number | undefined {
  const set = at + table.getUint16(at + 10 + covered * 2);
  for (let i = 0; i < table.getUint16(set); i++) {
    const pair = set + 2 + i * (2 + bytes);
    if (table.getUint16(pair) === right) return pair + 2;
  }
  return undefined;
}

/** Format 2: a table of classes of left against classes of right glyphs. */
function classPair(table: DataView, at: number, left: number, right: number, bytes: number): number | undefined {
  const row = classOf(table, at + table.getUint16(at + 8), left);
  const column = classOf(table, at + table.getUint16(at + 10), right);
  const columns = table.getUint16(at + 14);
  return row < table.getUint16(at + 12) && column < columns ? at + 16 + (row * columns + column) * bytes : undefined;
}

function coverageIndex(table: DataView, at: number, glyph: number): number {
  const count = table.getUint16(at + 2);
  for (let i = 0; i < count; i++) {
    if (table.getUint16(at) === 1) {
      if (table.getUint16(at + 4 + i * 2) === glyph) return i;
      continue;
    }
    const range = at + 4 + i * 6;
    if (glyph >= table.getUint16(range) && glyph <= table.getUint16(range + 2))
      return table.getUint16(range + 4) + glyph - table.getUint16(range);
  }
  return -1;
}

function classOf(table: DataView, at: number, glyph: number): number {
  if (table.getUint16(at) === 1) {
    const index = glyph - table.getUint16(at + 2);
    return index >= 0 && index < table.getUint16(at + 4) ? table.getUint16(at + 6 + index * 2) : 0;
  }
  for (let i = 0; i < table.getUint16(at + 2); i++) {
    const range = at + 4 + i * 6;
    if (glyph >= table.getUint16(range) && glyph <= table.getUint16(range + 2)) return table.getUint16(range + 4);
  }
  return 0;
}
