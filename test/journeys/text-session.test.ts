import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LanguageServer, startLanguage } from "../fixtures/servers/language.ts";
import { type Json, type Terminal, ended, openTerminal, program } from "./command.ts";

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

describe("drafts from elsewhere", () => {
  const words = "The bakery opens at 9 on Monday. Do not call before 8.";
  const docx = (): Uint8Array => zipSync({ "word/document.xml": strToU8(`<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`) });
  let terminal: Terminal;
  beforeAll(async () => {
    terminal = await openTerminal();
  });

  it.each<[string, string | Uint8Array, string, RegExp | undefined]>([
    ["plain.txt", words, words, undefined],
    ["windows.txt", `${words}\r\n\r\nEnd.\r\n`, `${words}\r\n\r\nEnd.\r\n`, undefined],
    ["wide.txt", Buffer.from(`\uFEFF${words}`, "utf16le"), words, undefined],
    ["western.txt", Buffer.from(`${words} Café.`, "latin1"), `${words} Café.`, /Windows-1252/u],
    ["right-to-left.txt", "המאפייה נפתחת בתשע. אל תתקשרו.", "המאפייה נפתחת בתשע. אל תתקשרו.", undefined],
    ["page.html", `<!doctype html><h1>Hours</h1><p>${words}</p>`, `# Hours\n\n${words}\n`, /taken as Markdown/u],
    ["letter.docx", docx(), `${words}\n`, /pictures, notes and comments stay/u],
    ["one-word.md", "Bread", "Bread", undefined],
  ])("%s is the first variation, word for word", async (name, bytes, expected, note) => {
    const file = join(terminal.home, name);
    await writeFile(file, bytes);
    const { variation, notes } = await terminal.json("import", file, "--engine", "copy-desk");
    expect(await textIn(terminal, variation)).toBe(expected);
    if (note) expect(notes.join(" ")).toMatch(note);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ["empty.txt", "", /empty\.txt is empty/u],
    ["blank.md", " \n\t\n", /blank\.md is empty/u],
    ["zeros.txt", new Uint8Array(200), /neither a picture that can be opened nor a text/u],
    ["book.txt", "word ".repeat(300_000), /longer than 1 MB of text/u],
    ["paper.pdf", "%PDF-1.4\n", /is a PDF/u],
    ["old.doc", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), /before 2007/u],
    ["broken.docx", docx().subarray(0, 60), /damaged/u],
    ["wordless.html", "<html><body><script>1</script></body></html>", /holds no words/u],
  ])("%s is refused in a sentence with its remedy", async (name, bytes, says) => {
    const file = join(terminal.home, name);
    await writeFile(file, bytes);
    const { code, err } = await terminal.samebut("import", file, "--engine", "copy-desk");
    expect([code, err]).toEqual([1, expect.stringMatching(says)]);
    expect(err.trim().split("\n").length).toBeGreaterThan(1);
  });

  it("pasted into the command, or given as words by another program", async () => {
    const nothing = await terminal.samebut("import", "-", "--engine", "copy-desk");
    expect(nothing).toMatchObject({ code: 1, err: expect.stringContaining("Nothing came over standard input.") });
    const piped = spawn(process.execPath, [program, "import", "-", "--engine", "copy-desk", "--json"], {
      env: { ...process.env, SAMEBUT_HOME: terminal.home },
    });
    piped.stdin.end(words);
    const { code, out } = await ended(piped);
    expect(code).toBe(0);
    expect(await textIn(terminal, (JSON.parse(out) as Json).variation)).toBe(words);
    const pasted = await terminal.json("import", "--text", words, "--engine", "copy-desk");
    expect(await textIn(terminal, pasted.variation)).toBe(words);
  });
});

describe("a text that is too long, finished at a length", () => {
  it.each([
    ["keeps every fact", "The bakery opens at 9 on Monday. Anna Berg sells rye. Do not call before 8.", true],
    ["loses one", "The bakery opens on Monday. Anna Berg sells rye. Do not call before 8.", false],
  ])("is shortened first; what %s is gone on with or not", async (_, shorter, goesOn) => {
    const asked: string[] = [];
    const server = await startLanguage("", ({ text }) => {
      asked.push(text);
      return shorter;
    });
    try {
      const terminal = await openTerminal();
      await terminal.json("engines", "add", "openai-compatible", `${server.url}/v1`, "--id", "writer", "--model", "m");
      const file = join(terminal.home, "hours.txt");
      await writeFile(
        file,
        "The bakery opens at 9 on Monday. Anna Berg sells rye in many kinds of loaves. In order to be heard, do not call before 8.\n",
      );
      const { variation } = await terminal.json("import", file, "--engine", "writer");
      const finished = await terminal.json("finish", "last", "--length", "18");
      expect(asked).toHaveLength(1);
      expect(asked[0]).toContain("at most 18 words");
      const { gate, passes } = await terminal.json("passes", "last");
      expect(gate).toEqual(finished.gate);
      expect(gate.passed).toBe(goesOn);
      expect(passes).toMatchObject([{ source: variation.id }]);
      expect(passes[0].sentence.includes("shortened first")).toBe(goesOn);
      const { variations } = await terminal.json("show");
      expect((await textIn(terminal, variations.at(-1))).trim() === shorter).toBe(goesOn);
    } finally {
      await server.close();
    }
  });
});

describe("a draft from file to Word document", () => {
  it("is checked, finished and delivered, and opens again", async () => {
    const terminal = await openTerminal();
    const file = join(terminal.home, "hours.md");
    await writeFile(file, draft.replace("sells", "selsl recieved"));
    expect((await terminal.samebut("check", file)).code).toBe(1);
    await terminal.json(
      "import",
      file,
      "--engine",
      "copy-desk",
      "--prompt",
      "Say that the bakery opens at 9 on Monday.",
    );
    await terminal.json("refine", "last", "replace “rye bread” with “rye”", "--scope", "3");
    const finished = await terminal.json("finish", "last", "--length", "100");
    expect(finished.gate).toMatchObject({ passed: true });
    expect(finished.edits.find(({ before }: Json) => before === "recieved")).toMatchObject({
      after: "received",
      applied: true,
    });
    const { gate, passes } = await terminal.json("passes", "last");
    expect(gate).toEqual(finished.gate);
    expect(gate.checks.map(({ name }: Json) => name)).toContain("length");
    expect(passes).toMatchObject([{ width: null, sentence: expect.stringContaining("at most 100 words") }]);
    const formats = ["--formats", "docx", "html", "md", "txt"];
    const { delivery } = await terminal.json("deliver", "last", ...formats, "--creator", "Anna");
    expect(delivery.files.map(({ path }: Json) => path).toSorted()).toEqual([
      "recipe.json",
      "report.html",
      "text.docx",
      "text.html",
      "text.md",
      "text.txt",
    ]);
    const docx = unzipSync(await readFile(join(delivery.folder, "text.docx")));
    const words = strFromU8(docx["word/document.xml"]!);
    expect(words).toContain("Heading1");
    expect(words).toContain("received rye.");
    expect(words).not.toContain("In order to");
    expect(strFromU8(docx["docProps/custom.xml"]!)).toContain("samebut");
    expect(await readFile(join(delivery.folder, "report.html"), "utf8")).toContain("last copy pass");
    const reverted = await terminal.json("finish", "last", "--without", "1");
    expect(reverted.edits[0].applied).toBe(false);
    const again = await terminal.json("import", join(delivery.folder, "text.docx"), "--engine", "copy-desk");
    expect(await textIn(terminal, again.variation)).toContain("# Opening hours\n\nThe bakery opens at 9 on Monday.");
  });

  it("is told what of another language nobody read", async () => {
    const terminal = await openTerminal();
    const file = join(terminal.home, "fahrplan.md");
    await writeFile(
      file,
      "Der Bus fährt um neun Uhr ab und hält am Markt, wo Anna das Brot verkauft, das sie gebacken hat.\n",
    );
    await terminal.json("import", file, "--engine", "copy-desk");
    const { edits, notes } = await terminal.json("finish", "last", "--preview");
    expect(edits).toEqual([]);
    expect(notes).toEqual(["This is not English: spelling and grammar were not read."]);
  });

  it("is refused as a picture, and a picture's size is refused for it", async () => {
    const terminal = await openTerminal();
    await terminal.json("new", "In order to win, we bake.", "--engine", "copy-desk", "--medium", "text");
    await terminal.json("orient", "--count", "1");
    for (const [args, says] of [
      [["deliver", "last", "--formats", "png"], /A text cannot be delivered as png\./u],
      [["finish", "last", "--size", "100x100"], /“size” is for pictures/u],
      [["finish", "last", "--without", "99"], /There is no edit 99/u],
    ] as const) {
      const { code, err } = await terminal.samebut(...args);
      expect([code, err]).toEqual([1, expect.stringMatching(says)]);
    }
  });
});
