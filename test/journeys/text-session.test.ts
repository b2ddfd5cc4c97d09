import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LanguageServer, startLanguage } from "../fixtures/servers/language.ts";
import { type Json, type Terminal, openTerminal } from "./command.ts";

const draft = `# Opening hours

The bakery opens at 9 on Monday. Anna Berg sells rye bread. It is important to note that parking is free.

In order to win, we utilize rye. Do not call before 8.
`;

/** The text of a variation as the store has it. */
async function textIn(terminal: Terminal, variation: Json): Promise<string> {
  const { blob } = variation;
  return readFile(join(terminal.home, "blobs", blob.slice(0, 2), blob), "utf8");
}

describe("refining a text by scope, without a model", () => {
  let terminal: Terminal;
  beforeAll(async () => {
    terminal = await openTerminal();
    await writeFile(join(terminal.home, "hours.md"), draft);
    await terminal.json("import", join(terminal.home, "hours.md"), "--engine", "copy-desk");
  });

  it("shows the sentences in scope before anything is changed", async () => {
    const { sentences, exact } = await terminal.json("scope", "last", "replace “9” with “10”");
    expect(exact).toBe(true);
    expect(sentences.filter(({ inScope }: Json) => inScope).map(({ number }: Json) => number)).toEqual([2]);
    expect((await terminal.json("show")).variations).toHaveLength(1);
  });

  it("changes these and nothing else, and says so", async () => {
    const { rest, comparisons, tool } = await terminal.json("refine", "last", "replace “9” with “10”");
    expect(tool).toBe("the copy desk");
    expect(rest).toMatchObject([{ verdict: "kept", findings: [] }]);
    expect(comparisons[0]).toMatchObject({ outOfScope: 0, counts: { edited: 1, kept: 5 } });
    const { variations } = await terminal.json("show");
    expect(variations.at(-1).control).toBe(variations[0].id);
    expect(await textIn(terminal, variations.at(-1))).toBe(draft.replace("at 9", "at 10"));
  });

  it("refuses what is not there, what takes a writer, and what is for pictures", async () => {
    for (const [args, says] of [
      [["delete “quince”"], /does not stand in/u],
      [["make it warmer"], /It takes a writer to do this/u],
      [["tighten it", "--scope", "99"], /There is no sentence 99: the text has 6 sentences/u],
      [["tighten it", "--strength", "0.4"], /“strength” is for pictures/u],
    ] as const) {
      const { code, err } = await terminal.samebut("refine", "last", ...args);
      expect([code, err]).toEqual([1, expect.stringMatching(says)]);
    }
  });
});

describe("refining a text by scope, with a language model", () => {
  let terminal: Terminal;
  let server: LanguageServer;
  beforeAll(async () => {
    terminal = await openTerminal();
    server = await startLanguage("", () => "<passage>Park behind the church for nothing.</passage>");
    await terminal.json("engines", "add", "openai-compatible", `${server.url}/v1`, "--id", "writer", "--model", "m");
    await writeFile(join(terminal.home, "hours.md"), draft);
    await terminal.json("import", join(terminal.home, "hours.md"), "--engine", "writer");
  });
  afterAll(() => server.close());

  it("asks for the sentences in scope alone and puts them back", async () => {
    const answer = await terminal.json(
      "refine",
      "last",
      "keep everything the same, but say that the parking costs nothing",
      "--count",
      "2",
    );
    expect(answer.rest.map(({ verdict }: Json) => verdict)).toEqual(["kept", "kept"]);
    expect(server.asked).toHaveLength(2);
    expect(server.asked[0]?.text).toContain("<passage>\nIt is important to note that parking is free.\n</passage>");
    const { variations } = await terminal.json("show");
    const expected = draft.replace(
      "It is important to note that parking is free.",
      "Park behind the church for nothing.",
    );
    expect(await textIn(terminal, variations.at(-1))).toBe(expected);
    const seeds = variations.slice(1).map(({ recipe }: Json) => recipe.seed);
    expect(new Set(seeds).size).toBe(2);
    const replayed = await terminal.json("recipe", variations.at(-1).id);
    expect(JSON.stringify(replayed)).toContain('"scope":"');
  });
});
