import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LanguageServer, startLanguage } from "../fixtures/servers/language.ts";
import { type Terminal, openTerminal } from "./command.ts";

let terminal: Terminal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-run-"));
  terminal = await openTerminal(join(folder, "home"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const prompt = "Say that the bakery opens at 9 on Monday. Mention rye.";
const draft = `It is important to note that the bakery opens at 9 on Monday. We leverage rye from the valley.`;
const delivered = async (to: string): Promise<string> => {
  const name = (await readdir(to)).find((file) => file.startsWith("text."));
  return readFile(join(to, name ?? ""), "utf8");
};

describe("a text, unattended", () => {
  it("needs somebody who writes, or a draft", async () => {
    const { code, err } = await terminal.samebut("run", prompt, "--text");
    expect(code).toBe(1);
    expect(err).toContain("No engine here writes texts.");
    expect(err).toContain("--draft");
    expect((await terminal.json("list")).sessions).toEqual([]);
  });

  it("goes from a draft to a delivery with nothing connected", async () => {
    const file = join(folder, "draft.md");
    await writeFile(file, draft);
    const to = join(folder, "from-draft");
    const { steps } = await terminal.json("run", prompt, "--draft", file, "--to", to);
    expect(steps.map(({ action }: { action: string }) => action)).toEqual(["new", "read", "finish", "deliver"]);
    expect((await delivered(to)).trim()).toBe("The bakery opens at 9 on Monday. We use rye from the valley.");
  });

  it("goes from a prompt to a delivery with a language model, the sentence asked for and no other", async () => {
    const server: LanguageServer = await startLanguage("", ({ text, instructions }) =>
      /sentence/iu.test(instructions + text) && text.includes("shorter")
        ? "Rye only."
        : "The bakery opens at 9 on Monday. It bakes rye from the valley.",
    );
    try {
      await terminal.json("engines", "add", "openai-compatible", "--id", "writer", "--url", `${server.url}/v1`);
      const to = join(folder, "from-prompt");
      const { steps, session } = await terminal.json("run", prompt, "--text", "--count", "2", "--to", to);
      expect(steps.map(({ action }: { action: string }) => action)).toContain("orient");
      expect(await delivered(to)).toContain("opens at 9");
      const shown = await terminal.json("show", session);
      expect(shown.session.brief.medium).toBe("text");
      expect(shown.session.engine).toBe("writer");
    } finally {
      await server.close();
    }
  });
});
