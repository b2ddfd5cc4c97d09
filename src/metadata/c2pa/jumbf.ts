/** Types of superboxes in a C2PA manifest store (C2PA 2.1, section 11.1): four letters and a fixed rest. */
export type BoxType = "c2pa" | "c2ma" | "c2as" | "c2cl" | "c2cs" | "cbor";

const rest = Buffer.from("00110010800000aa00389b71", "hex");

/** A JUMBF superbox (ISO/IEC 19566-5): its description with a label, then its content. */
export const superbox = (type: BoxType, label: string, ...content: readonly Uint8Array[]): Buffer => {
  const description = Buffer.concat([Buffer.from(type, "latin1"), rest, Buffer.from([3]), Buffer.from(`${label}\0`)]);
  return box("jumb", box("jumd", description), ...content);
};

export function box(type: string, ...content: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}
