import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { Recipe } from "../../src/core/recipe.ts";
import { hostedKinds } from "../../src/engines/hosted-kinds.ts";
import { languageKinds } from "../../src/engines/language/engine.ts";
import { kinds } from "../../src/engines/kinds.ts";
import { enginesTable } from "../fixtures/engines-table.ts";

const page = new URL("../../docs/engines.md", import.meta.url);
const between = /(?<=<!-- table -->\n)[^]*(?=\n<!-- end of table -->)/u;

it("the table of engines in the docs is what the code says; UPDATE_DOCS=1 writes it", async () => {
  const text = await readFile(page, "utf8");
  const table = await enginesTable();
  if (process.env["UPDATE_DOCS"]) await writeFile(page, text.replace(between, table));
  expect((await readFile(page, "utf8")).match(between)?.[0]).toBe(table);
});

/** Rows of the table in docs/hosted.md, by kind. */
const hostedRows = [
  ...(await readFile(new URL("../../docs/hosted.md", import.meta.url), "utf8")).matchAll(rowPattern()),
];

function rowPattern(): RegExp {
  return /^\| `([\w-]+)` \| `([A-Z_]+)` \| `([\w./:-]+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$/gmu;
}

it("the table of hosted engines has a row for each of them", () => {
  const pictures = hostedKinds.filter(({ kind }) => !languageKinds.some((language) => language.kind === kind));
  expect(hostedRows.map(([, kind]) => kind)).toEqual(pictures.map(({ kind }) => kind));
});

it.each(hostedRows.map(([, ...cells]) => cells.map((cell) => cell.trim())))(
  "the row of %s is what its code says",
  async (kind = "", key = "", model = "", seeds = "", small = "", mask = "") => {
    const engine = kinds
      .find((one) => one.kind === kind)
      ?.create({ kind, id: kind }, { keys: { find: async () => undefined } });
    const { title = "", abilities = [] } = (await engine?.describe()) ?? {};
    expect(title.endsWith(model) || title.endsWith(`/${model}`)).toBe(true);
    const [problem = ""] = (await engine?.check?.(someRecipe(kind)))?.slice(-1) ?? [];
    expect(problem).toContain(key);
    if (/^(?:yes|no)$/u.test(seeds)) expect(abilities.includes("seeds")).toBe(seeds === "yes");
    if (/^(?:yes|no)$/u.test(mask)) expect(abilities.includes("mask")).toBe(mask === "yes");
    if (small.includes("conversation")) expect(abilities).toContain("conversation");
    if (small.endsWith("with strength")) expect(abilities).toContain("image-to-image");
  },
);

const someRecipe = (engine: string): Recipe =>
  Recipe.parse({ engine, fingerprint: "", prompt: "a vase", seed: null, size: { width: 1024, height: 1024 } });
