import { hash } from "node:crypto";
import { isHash } from "../../core/blobs.ts";
import { invalid } from "../../core/errors.ts";

/** SHA-256 in lower-case hex: the name of a blob. */
export const sha256 = (data: Uint8Array): string => hash("sha256", data, "hex");

/** Also keeps file names out that lead elsewhere. */
export function assertHash(name: string): void {
  if (isHash(name)) return;
  throw invalid(`${JSON.stringify(name)} is not the name of a blob.`, "Use the 64 hex digits of its SHA-256.");
}
