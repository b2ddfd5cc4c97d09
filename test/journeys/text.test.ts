import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Json, type Terminal, ended, openTerminal, program } from "./command.ts";

const draft = `In today's fast-paced world, bread matters.
It is important to note that we leverage rye in order to win.
The shop opens at 9 on Monday.
`;

describe("samebut check", () => {
  let terminal: Terminal;
  let file: string;

  beforeAll(async () => {
    terminal = await openTerminal();
    file = join(terminal.home, "draft.md");
    await writeFile(file, draft);
  });

  it("says line, column, severity, rule and what to do, and ends with 1", async () => {
    const { code, out } = await terminal.samebut("check", file);
    expect(code).toBe(1);
    expect(out).toContain(`${file}:1:1  warning  opener/in-todays-fast-paced-world`);
    expect(out).toContain(`${file}:2:1  warning  performed-hedge/it-is-important-to-note-that`);
    expect(out).toContain(`${file}:2:46  suggestion  wordy/in-order-to  “in order to” → “to”`);
  });

  it("gives programs the same, from standard input too", async () => {
    const child = spawn(process.execPath, [program, "check", "-", "--json", "--fail-on", "0"], {
      env: { ...process.env, SAMEBUT_HOME: terminal.home },
    });
    child.stdin.end(draft);
    const { code, out } = await ended(child);
    expect(code).toBe(0);
    const answer = JSON.parse(out) as Json;
    for (const span of answer.spans) expect(draft.slice(span.start, span.end)).toBe(span.text);
    expect(answer.dials.map(({ level }: Json) => level)).toEqual(["no verdict", "no verdict", "no verdict"]);
  });

  it("ends with 0 where a text is plain, and looks for the points that it must make", async () => {
    const plain = join(terminal.home, "plain.md");
    await writeFile(plain, "The shop opens at 9 on Monday. Anna sells rye bread.\n");
    expect((await terminal.samebut("check", plain, "--must", "opens at 9 on Monday")).code).toBe(0);
    const { code, out } = await terminal.samebut("check", plain, "--must", "free parking behind the church");
    expect(code).toBe(1);
    expect(out).toContain("missing: free parking behind the church.");
  });

  it("says what is wrong with a file that it cannot read", async () => {
    const { code, err } = await terminal.samebut("check", join(terminal.home, "none.md"));
    expect(code).toBe(1);
    expect(err).toContain("none.md does not exist.");
    const binary = join(terminal.home, "picture.md");
    await writeFile(binary, Uint8Array.of(0xff, 0xd8, 0xff));
    expect((await terminal.samebut("check", binary)).err).toContain("is no text that can be read");
  });

  it("reads what other programs write: UTF-16, Windows-1252, Word", async () => {
    const wide = join(terminal.home, "wide.txt");
    await writeFile(wide, Buffer.from(`\uFEFF${draft}`, "utf16le"));
    expect((await terminal.samebut("check", wide)).out).toContain(`${wide}:2:46  suggestion  wordy/in-order-to`);
    const western = join(terminal.home, "western.txt");
    await writeFile(western, Buffer.from(draft.replace("bread", "pâté"), "latin1"));
    const { out, err } = await terminal.samebut("check", western, "--brief", "nothing");
    expect([out, err]).toEqual([expect.stringContaining("western.txt:2:46"), expect.stringContaining("Windows-1252")]);
  });

  it("edits a draft safely and takes an edit back", async () => {
    const answer = await terminal.json("copy-edit", file);
    expect(answer.text).toContain("We use rye to win.");
    const without = answer.edits.find(({ before }: Json) => before === "in order to").id;
    expect((await terminal.json("copy-edit", file, "--without", String(without))).text).toContain("in order to win");
    expect((await terminal.samebut("copy-edit", file, "--only", "99")).err).toContain("There is no edit 99");
  });

  it("compares two drafts", async () => {
    const edited = join(terminal.home, "edited.md");
    await writeFile(edited, draft.replace("opens at 9", "opens at 10").replace("we leverage", "we use"));
    const { code, out } = await terminal.samebut("compare-texts", file, edited, "--scope", "2");
    expect(code).toBe(1);
    expect(out).toContain("Not asked for (1):");
    expect(out).toContain("number lost: “9” (sentence 3)");
  });
});

describe("a session for a text", () => {
  it("takes a pasted draft through the copy desk, and reads by rules what came out", async () => {
    const terminal = await openTerminal();
    const started = await terminal.json(
      "new",
      "In order to win, the bakery opens at 9 on Monday. Prior to that, Anna sleeps.",
      "--engine",
      "copy-desk",
      "--medium",
      "text",
    );
    expect(started.session.brief.judge).toBe("text-reader");
    const round = await terminal.json("orient", "--count", "1");
    expect(round.pictures).toHaveLength(1);
    expect(round.interpretation.elements.map(({ state }: Json) => state)).not.toContain("missed");
    const { readings, variations } = await terminal.json("show");
    expect(variations[0].mediaType).toBe("text/plain");
    expect(
      readings.some(({ reader, subject }: Json) => reader === "text-tendencies" && subject === "quantity:padding"),
    ).toBe(true);
    const { delivery } = await terminal.json("deliver");
    const delivered = await readFile(join(delivery.folder, "text.txt"), "utf8");
    expect(delivered).toBe("To win, the bakery opens at 9 on Monday. Before that, Anna sleeps.");
  });

  it("keeps edits that were chosen one by one as a variation, takes one back, and delivers what is left", async () => {
    const terminal = await openTerminal();
    const file = join(terminal.home, "draft.md");
    await writeFile(file, draft);
    await terminal.json("import", file, "--judge", "text-reader");
    const { edits } = await terminal.json("copy-edit", file);
    const numbers = ["leverage", "in order to"].map((words) => edits.find(({ before }: Json) => before === words).id);
    await terminal.json("edit", "--accept", ...numbers.map(String));
    const edited = draft.replace("leverage rye in order to", "use rye to");
    await terminal.json("edit", "--text", edited.replace("9 on Monday", "ten on Monday"));
    await terminal.json("edit", "--take-back", "3");
    // What was edited by hand is where an exact instruction goes on from.
    await terminal.json("refine", "last", "replace “bread matters” with “rye matters”");
    await terminal.json("edit", "--take-back", "1");
    const { delivery } = await terminal.json("deliver");
    expect(await readFile(join(delivery.folder, "text.txt"), "utf8")).toBe(edited);
    expect((await terminal.samebut("edit", "--accept", "99")).err).toContain("There is no such copy edit");
    expect((await terminal.samebut("edit", "--take-back", "1", "--accept", "1")).err).toContain("Say one thing to do");
  });
});
