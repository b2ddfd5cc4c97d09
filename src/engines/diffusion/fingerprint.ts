import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { relative } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ModelFolder } from "./load-folder.ts";
import { rememberByFile } from "./remember-by-file.ts";
import { samplerVersion } from "./samplers/index.ts";

/**
 * What must be equal for two pictures to be paired by seed: weights, tokenizers, configurations, our samplers and the
 * version of onnxruntime. A file is hashed once per process, and again when its size or time changes.
 */
export async function fingerprintOf(folder: ModelFolder): Promise<string> {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([samplerVersion, runtimeVersion()]));
  for (const file of folder.files)
    hash.update(JSON.stringify([relative(folder.path, file).replaceAll("\\", "/"), await hashFile(file)]));
  return `diffusion-${hash.digest("hex").slice(0, 32)}`;
}

function runtimeVersion(): string {
  const require = createRequire(import.meta.url);
  const { version } = require("onnxruntime-node/package.json") as { version: string };
  return version;
}

const hashFile = rememberByFile(async (path: string): Promise<string> => {
  const digest = createHash("sha256");
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 20 }), digest);
  return digest.digest("hex");
});
