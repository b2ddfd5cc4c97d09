import { readFileSync } from "node:fs";

/** Of package.json, which lies two folders up from src/cli and from dist/cli alike. */
export const version = (
  JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string }
).version;
