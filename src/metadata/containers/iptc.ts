import { decodeLoose, latin1 } from "../decode-text.ts";
import type { TextCollector } from "../raw-metadata.ts";

/** Datasets of the IPTC Information Interchange Model, record 2, that describe a picture. */
const names: ReadonlyMap<number, string> = new Map([
  [5, "ObjectName"],
  [25, "Keywords"],
  [80, "By-line"],
  [105, "Headline"],
  [120, "Caption-Abstract"],
]);

/** The words of an IPTC-IIM block: each dataset is 0x1c, record, number, two bytes of length, data. */
export function readIptc(bytes: Uint8Array, into: TextCollector): void {
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c;) {
    const length = bytes[at + 3]! * 256 + bytes[at + 4]!;
    const end = at + 5 + length;
    const name = bytes[at + 1] === 2 ? names.get(bytes[at + 2]!) : undefined;
    if (length > 0x7fff || end > bytes.length) return;
    if (name !== undefined) into.add("IPTC", name, decodeLoose(bytes.subarray(at + 5, end)));
    at = end;
  }
}

/** Photoshop's blocks in a JPEG's APP13: "8BIM", id, name, length, data, all padded to even; IPTC is block 0x0404. */
export function readPhotoshopBlocks(bytes: Uint8Array, into: TextCollector): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.indexOf(0) + 1; at + 12 <= bytes.length && latin1(bytes, at, at + 4) === "8BIM";) {
    const id = view.getUint16(at + 4);
    const nameEnd = at + 6 + even(1 + bytes[at + 6]!);
    if (nameEnd + 4 > bytes.length) return;
    const length = view.getUint32(nameEnd);
    const data = bytes.subarray(nameEnd + 4, nameEnd + 4 + length);
    if (id === 0x0404) readIptc(data, into);
    at = nameEnd + 4 + even(length);
  }
}

const even = (length: number): number => length + (length % 2);
