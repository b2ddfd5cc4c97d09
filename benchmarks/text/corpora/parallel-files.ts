import { basename } from "node:path";
import type { Corpora } from "./corpus.ts";

/** ASSET comes as parallel files: `asset.test.orig` and `asset.test.simp.0` … , one sentence a line. */
export function joinParallel(corpora: Corpora): void {
  const originals = pending.get("orig") ?? [];
  originals.forEach(({ stem, lines }) => {
    const others = (pending.get("simp") ?? []).filter((other) => other.stem === stem);
    lines.forEach((original, i) => {
      const rewrites = others.flatMap((other) => other.lines[i] ?? []);
      if (rewrites.length > 0) corpora.rewrites.push({ original, rewrites });
    });
  });
  pending.clear();
}

const pending = new Map<"orig" | "simp", { stem: string; lines: readonly string[] }[]>();

/** Keeps one of ASSET's parallel files until the others are there. */
export function keepParallel(name: string, text: string): string | undefined {
  const found = /^(.*)\.(orig|simp)(?:\.\d+)?$/iu.exec(basename(name));
  if (!found) return undefined;
  const kind = found[2]!.toLowerCase() as "orig" | "simp";
  pending.set(kind, [
    ...(pending.get(kind) ?? []),
    { stem: found[1]!, lines: text.split("\n").filter((line) => line !== "") },
  ]);
  return "ASSET sentences";
}
