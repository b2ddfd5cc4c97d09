import { hash } from "node:crypto";
import type { Tables } from "./tables.ts";

export const sha256 = (text: string): string => hash("sha256", text, "hex");

/** `head` moves with every event and is checked against the journal instead. */
const notHashed = new Set(["hash", "head"]);

/**
 * SHA-256 of a row, over its table's name and every column that is not null, in order of their names. Empty columns
 * are left out so that a later version may add one without rewriting old rows.
 */
export function rowHash(table: keyof Tables, row: object): string {
  const columns = Object.entries(row).filter(([name, value]) => value !== null && !notHashed.has(name));
  columns.sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([table, columns]));
}

/** The row with its hash, ready to be written. */
export const sealed = <Row extends object>(table: keyof Tables, row: Row): Row & { hash: string } => ({
  ...row,
  hash: rowHash(table, row),
});
