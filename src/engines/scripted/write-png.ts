import { crc32, deflateSync } from "node:zlib";
import type { Picture } from "../../imaging/picture.ts";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const noFilter = 0;

/** A PNG of 8-bit RGB pixels (PNG specification, third edition), small enough to need no picture library. */
export function writePng(picture: Picture): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits, RGB, deflate, adaptive filters, not interlaced
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(scanlines(picture), { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function scanlines({ width, height, data }: Picture): Uint8Array {
  const stride = width * 3;
  const lines = new Uint8Array((stride + 1) * height);
  for (let y = 0; y < height; y++) {
    lines[y * (stride + 1)] = noFilter;
    lines.set(data.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  }
  return lines;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(12 + data.length);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, "latin1");
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length);
  return bytes;
}
