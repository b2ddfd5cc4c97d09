import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { decodePicture, readUpright } from "../files/decode.ts";
import { streamRows } from "./row-file.ts";
import { type RowStream, streamPicture } from "./row-stream.ts";

/** Before the first row of a file in libvips's own format, which has nothing else before its last. */
const vipsHeaderBytes = 64;

/**
 * The pixels of a picture file as rows, which may be read several times until `use` has ended: unpacked into a file of the
 * folder, so that an 8K picture needs disk and not memory. sRGB, upright, alpha on white, 8 bits per channel. Throws as
 * `decodePicture` does.
 */
export async function withRows<Result>(
  bytes: Uint8Array,
  folder: string,
  use: (rows: RowStream) => Promise<Result>,
): Promise<Result> {
  const upright = await readUpright(bytes);
  if (!upright) return use(streamPicture(await decodePicture(bytes)));
  await mkdir(folder, { recursive: true });
  const path = join(folder, `unpacked-${randomUUID()}.v`);
  try {
    const { width, height } = await upright(path);
    return await use(streamRows({ width, height, path, depth: 8, firstByte: vipsHeaderBytes }));
  } finally {
    await rm(path, { force: true });
  }
}
