import { readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** Which top folder of src may import which others. A folder that is not listed may not exist. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: ["pixels"],
  pixels: [],
  imaging: ["core", "pixels"],
  metadata: ["core", "imaging"],
  "still-life": ["core"],
  text: ["core"],
  proofing: ["core", "text"],
  documents: ["core"],
  engines: ["core", "imaging", "pixels", "proofing", "still-life", "text"],
  judges: ["core", "imaging", "still-life", "text"],
  proposers: ["core", "still-life", "text"],
  instruments: ["core", "imaging", "text"],
  report: ["core", "imaging"],
  delivery: ["core"],
  store: ["core"],
  work: ["core"],
  operations: ["core", "report", "imaging", "pixels", "metadata", "delivery", "documents", "proofing", "text"],
  server: ["core", "operations"],
  mcp: ["core", "operations"],
  web: ["core", "operations", "pixels"],
  cli: [
    "core",
    "imaging",
    "metadata",
    "still-life",
    "text",
    "proofing",
    "documents",
    "engines",
    "judges",
    "proposers",
    "instruments",
    "report",
    "delivery",
    "store",
    "work",
    "operations",
    "server",
    "mcp",
  ],
};

/** npm packages that a folder may use; folders that are not listed may use any dependency. */
const packages: Readonly<Record<string, readonly string[]>> = { core: ["zod"], pixels: [] };

/** Pure arithmetic that the page bundles: what it shows and what a file gets are computed by the same lines. */
const sharedWithPage = "pixels";

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

export function importsOf(source: string): readonly Import[] {
  const found: Import[] = [];
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^"'`;]*?\s+from\s+)?["']([^"'\n]+)["']|\bimport\(\s*["']([^"'\n]+)["']\s*\)/gu;
  for (const match of source.matchAll(pattern)) {
    const specifier = match[2] ?? match[3];
    if (specifier) found.push({ specifier, typeOnly: match[1] !== undefined });
  }
  return found;
}

/** What is wrong with the imports of one file; `file` is relative to src, with forward slashes. */
export function violationsIn(file: string, source: string): readonly string[] {
  const room = file.includes("/") ? file.slice(0, file.indexOf("/")) : undefined;
  if (room === undefined) return [];
  const allowed = mayImport[room];
  if (!allowed) return [`${file}: the folder ${room} is not in the table of src/architecture.test.ts`];
  const isTest = /\.test\.tsx?$|-contract\.ts$/u.test(file);
  return importsOf(source).flatMap(({ specifier, typeOnly }) => {
    if (!specifier.startsWith(".")) return isTest ? [] : packageViolation(file, room, specifier);
    const target = join(file, "..", specifier).split(sep).join("/");
    if (target.startsWith("..")) return isTest ? [] : [`${file}: imports ${specifier} from outside src`];
    const other = target.slice(0, target.indexOf("/"));
    if (other === room) return [];
    if (!allowed.includes(other)) return [`${file}: ${room} may not import ${other} (${specifier})`];
    if (room === "web" && !typeOnly && other !== sharedWithPage)
      return [`${file}: web may import ${other} as types only (${specifier})`];
    return [];
  });
}

function packageViolation(file: string, room: string, specifier: string): readonly string[] {
  const allowed = packages[room];
  if (!allowed || allowed.includes(specifier)) return [];
  return [`${file}: ${room} may use only ${allowed.join(", ")}, not ${specifier}`];
}

function sourceFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/u.test(file))
    .map((file) => join(folder, file));
}

describe("architecture", () => {
  it("imports only go the way the table allows", () => {
    const root = import.meta.dirname;
    const files = sourceFiles(root);
    expect(files.length).toBeGreaterThan(20);
    const violations = files.flatMap((file) =>
      violationsIn(relative(root, file).split(sep).join("/"), readFileSync(file, "utf8")),
    );
    expect(violations).toEqual([]);
  });

  it.each([
    ["core/round.ts", `import { Store } from "../store/open-store.ts";`],
    ["core/round.ts", `import sharp from "sharp";`],
    ["core/round.ts", `import { readFile } from "node:fs/promises";`],
    ["engines/openai/engine.ts", `import { x } from "../../store/database.ts";`],
    ["engines/openai/engine.ts", `export { x } from "../../judges/vision.ts";`],
    ["operations/orient.ts", `const engine = await import("../engines/registry.ts");`],
    ["web/app.tsx", `import { Round } from "../core/round.ts";`],
    ["core/x.ts", `import "../server/app.ts";`],
    ["core/x.ts", `import {\n  a,\n  b,\n} from "../server/app.ts";`],
    ["pixels/x.ts", `import sharp from "sharp";`],
    ["pixels/x.ts", `import { Recipe } from "../core/recipe.ts";`],
    ["attic/x.ts", `import { a } from "./b.ts";`],
    ["store/x.ts", `import { a } from "../../test/fixtures/a.ts";`],
  ])("a planted violation in %s is caught: %s", (file, source) => {
    expect(violationsIn(file, source)).toHaveLength(1);
  });

  it.each([
    ["core/round.ts", `import { z } from "zod";\nimport { Change } from "./change.ts";`],
    ["web/app.tsx", `import type { Round } from "../core/round.ts";`],
    ["cli/create-studio.ts", `const { openStore } = await import("../store/open-store.ts");`],
    ["web/adjust/preview.ts", `import { adjustRows } from "../../pixels/adjust.ts";`],
    ["store/x.test.ts", `import { a } from "../../test/fixtures/a.ts";`],
  ])("an allowed import in %s passes: %s", (file, source) => {
    expect(violationsIn(file, source)).toEqual([]);
  });
});
