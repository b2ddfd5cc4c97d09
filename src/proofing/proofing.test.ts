import { describe, expect, it } from "vitest";
import { applyEdits } from "../text/index.ts";
import { hostileTexts } from "../text/testing.ts";
import { chosenEdits, readCopyPass } from "./copy-pass.ts";
import { oneEditApart } from "./one-edit-apart.ts";

const signal = new AbortController().signal;
const german = "Die Bäckerei öffnet am Montag um neun Uhr und schließt am Abend um sechs Uhr. ".repeat(4);
const pass = (text: string) => readCopyPass(text, { spelling: true, signal });
const made = async (text: string): Promise<string> => applyEdits(text, chosenEdits(await pass(text), {}));

describe("one edit apart", () => {
  it.each([
    ["teh", "the", true],
    ["recieve", "receive", true],
    ["grammer", "grammar", true],
    ["isnt", "isn't", true],
    ["book", "books", true],
    ["book", "book", false],
    ["abcd", "badc", false],
    ["cat", "dog", false],
    ["", "a", true],
  ])("%s, %s: %s", (a, b, apart) => expect([oneEditApart(a, b), oneEditApart(b, a)]).toEqual([apart, apart]));
});

describe("the last copy pass", () => {
  it.each([
    ["We recieve guests in order to eat.", "We receive guests to eat."],
    ["This is an test of of it.", "This is a test of it."],
    ["They could of gone.", "They could have gone."],
    ["Anna Bergh and Samebut run on ComfyUI.", "Anna Bergh and Samebut run on ComfyUI."],
    ["The colour of the center is grey.", "The colour of the center is grey."],
    ["He said “teh cat recieved it” and left.", "He said “teh cat recieved it” and left."],
    ["Run `teh recieve` at https://teh.example/recieve now.", "Run `teh recieve` at https://teh.example/recieve now."],
    ["All that he had had was gone.", "All that he had had was gone."],
    ["🍞🍞 We recieve bread.", "🍞🍞 We receive bread."],
  ])("%s", async (text, expected) => expect(await made(text)).toBe(expected));

  it("leaves a word alone that this text always writes so", async () => {
    const text = "The lodr is here. A lodr is heavy. Every lodr rusts.";
    expect(await made(text)).toBe(text);
  });

  it("leaves out what is left out, and makes what is named", async () => {
    const text = "Its a nice day to recieve guests.";
    const found = await pass(text);
    const offered = found.edits.find(({ certain }) => !certain);
    const receive = found.edits.find(({ before }) => before === "recieve")!;
    expect(offered).toMatchObject({ before: "Its", rule: "proof/punctuation" });
    expect(applyEdits(text, chosenEdits(found, { without: [receive.id], also: [offered!.id] }))).toBe(
      "It's a nice day to recieve guests.",
    );
  });

  it("says what it did not read", async () => {
    expect((await pass(german)).notes).toEqual(["This is not English: spelling and grammar were not read."]);
    expect((await pass("We bake bread. ".repeat(5_000))).notes[0]).toContain("longer than 60,000 characters");
    expect((await readCopyPass("teh", { spelling: false, signal })).edits).toEqual([]);
  });

  it("stops when it is told to", async () => {
    await expect(readCopyPass("Teh cat.", { spelling: true, signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it.each(hostileTexts)("%s: edits lie where they say and never overlap", async (_, text) => {
    const { edits } = await pass(text);
    let free = 0;
    for (const { start, end, before } of edits) {
      expect(text.slice(start, end)).toBe(before);
      expect(start).toBeGreaterThanOrEqual(free);
      free = end;
    }
  });
});
