import { readFile, writeFile } from "node:fs/promises";
import { expect, it } from "vitest";
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

it("the page on adding an engine has its example within 60 lines, of calls that exist", async () => {
  const text = await readFile(new URL("../../docs/adding-an-engine.md", import.meta.url), "utf8");
  const [, example = ""] = /```ts\n([^]*?)```/u.exec(text) ?? [];
  expect(example.split("\n").length).toBeLessThanOrEqual(60);
  const client = await readFile(new URL("../../src/engines/http/client.ts", import.meta.url), "utf8");
  for (const name of ["createHttpClient", "cancelled"]) {
    expect(example).toContain(name);
    expect(client).toMatch(new RegExp(`export (?:const|function) ${name}\\b`, "u"));
  }
  expect(kinds.length).toBeGreaterThan(0);
});
