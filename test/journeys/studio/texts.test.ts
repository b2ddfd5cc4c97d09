import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LanguageServer, startLanguage } from "../../fixtures/servers/language.ts";
import { type OpenStudio, openStudio, withoutBrowser } from "./open-studio.ts";
import { seriousIn } from "./serious.ts";

const draft = `In today's fast-paced world, bread matters.

It is important to note that we leverage rye in order to win. The shop opens at 9 on Monday.
`;

/** Four takes of one prompt: each begins alike, and one praises. */
const takes = [
  "In today's world, bread matters. Anna Berg bakes rye. It is important to note that the shop opens at 9.",
  "In today's world, bread matters. The shop opens at 9, and 40 % of the loaves are wheat.",
  "In today's world, bread matters. Anna Berg bakes. A cutting-edge oven helps her.",
  "In today's world, bread matters. The shop of Anna Berg opens at 9 on Monday.",
];

let studio: OpenStudio;
let writer: LanguageServer;
beforeAll(async () => {
  if (withoutBrowser) return;
  studio = await openStudio();
  let next = 0;
  writer = await startLanguage("", ({ text }) =>
    text.includes("<passage>") ? "<passage>Anna Berg bakes rye and wheat.</passage>" : takes[next++ % takes.length]!,
  );
  await studio.ask("add-engine", {
    kind: "openai-compatible",
    id: "writer",
    url: `${writer.url}/v1`,
    model: "listed-model",
  });
});
afterAll(async () => {
  await studio?.close();
  await writer?.[Symbol.asyncDispose]();
});

describe.skipIf(withoutBrowser)("a person with a draft", () => {
  it("sees its marks, accepts a copy edit by key, takes it back in the comparison, and delivers", async () => {
    const page = await studio.open();
    await page.getByRole("radio", { name: "A text" }).click();
    await page.getByLabel("The draft").fill(draft);
    await page.getByRole("button", { name: "Read the draft" }).click();

    // The marks: each says its reason to whoever hears it, and to whoever points at it.
    const mark = page.getByRole("button", { name: /“It is important to note that”. Performed hedging/u });
    await mark.waitFor();
    const notes = page.getByRole("region", { name: "Notes" });
    await notes.getByText("It can go.").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await mark.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(await notes.locator("[aria-current]").textContent()).toContain("It is important to note that");
    await page
      .getByText(/too little text to say/u)
      .first()
      .waitFor();

    // The copy desk: one accepted, one left, by keys.
    await page.keyboard.press("e");
    await page.getByRole("heading", { level: 1, name: "Copy edit" }).waitFor();
    await page.getByText(/It announces that something is worth saying/u).waitFor();
    await page.keyboard.press("a");
    await page.getByText(/A big verb for a small act/u).waitFor();
    await page.keyboard.press("r");
    await page.keyboard.press("a");
    await page.getByRole("button", { name: "Keep 2 edits as a new text" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "2 copy edits" }).waitFor();

    // What changed, and one change taken back into a text of its own.
    await page.keyboard.press("c");
    await page.getByRole("heading", { level: 1, name: "What changed" }).waitFor();
    await page.getByText(/1 edited/u).waitFor();
    expect(await page.locator("ins").first().textContent()).toContain("We");
    await page.getByText(/All \d+ kept/u).waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("r");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Word for word the same.").waitFor();
    const { rounds } = await studio.ask("outline", {});
    expect(rounds.map(({ kind }: { kind: string }) => kind)).toEqual(["orientation", "refine", "refine"]);

    // Picked and delivered.
    await studio.ask("judge", { variation: rounds[1].variations[0].id, choice: "pick" });
    await page.getByRole("link", { name: "Final", exact: true }).click();
    await page.getByRole("button", { name: "Deliver" }).click();
    await page.getByLabel("Deliveries").waitFor();
    const { deliveries } = await studio.ask("outline", {});
    const { folder } = deliveries[0];
    const name = (await readdir(folder)).find((file) => /\.(?:txt|md)$/u.test(file))!;
    expect(await readFile(join(folder, name), "utf8")).toContain("We leverage rye to win.");
  });

  it("lets one chosen sentence change, exactly, and nothing else", async () => {
    const { session, variation } = await studio.ask("import", {
      data: Buffer.from(draft).toString("base64"),
      name: "draft.md",
      engine: "copy-desk",
    });
    const page = await studio.open(`/sessions/${session.id}/refine/${variation.id}`);
    await page.getByRole("button", { name: /^Sentence 3: The shop opens/u }).click();
    await page.getByText(/Only 1 sentence of 3 may change/u).waitFor();
    await page.getByLabel("Keep everything the same, but", { exact: true }).fill("replace “9” with “ten”");
    await page.getByText(/It can be done exactly/u).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText(/Nothing else changed: 2 sentences as before/u).waitFor();
    expect(await page.locator("ins").first().textContent()).toContain("ten");
    await page.getByRole("link", { name: /^What changed/u }).click();
    await page.getByRole("heading", { name: "Asked for: 1" }).waitFor();
    await page.getByRole("heading", { name: "Not asked for: 0" }).waitFor();
  });
});

describe.skipIf(withoutBrowser)("a person with a brief and a language model", () => {
  it("reads the takes side by side, and what all of them do", async () => {
    const page = await studio.open("/?make=text");
    await page
      .getByLabel("What it must say")
      .fill("Announce the bakery. Mention: Anna Berg bakes rye, the shop opens at 9 on Monday. Under 60 words.");
    await page.getByText(/It asks for \d things/u).waitFor();
    await page.getByRole("button", { name: "Write it as asked, four times" }).click();
    await page
      .getByRole("article", { name: "Take 4" })
      .getByText(/opens at/u)
      .waitFor();

    await page.getByRole("heading", { name: "In every take: the model’s habit" }).waitFor();
    await page.getByText("A run-up at the beginning").waitFor();
    const one = page.getByRole("region", { name: "In one take: chance" });
    await one.getByText("Praise without proof").waitFor();
    await page.getByRole("button", { name: /“40 %”|“40”/u }).waitFor();
    expect(await seriousIn(page)).toEqual([]);

    // Pointing at a mark says why; Escape closes it. A pick goes on to the next take.
    await page.getByRole("button", { name: /“cutting-edge”/u }).hover();
    await page
      .getByLabel("Note", { exact: true })
      .getByText(/Praise without proof/u)
      .first()
      .waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("article", { name: "Take 1" }).focus();
    await page.keyboard.press("p");
    await page.getByRole("article", { name: "Take 1, picked" }).waitFor();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.locator(":focus").getAttribute("aria-label"), { timeout: 20_000 }).toBe("Take 3");
  });

  it("reads a text of ten thousand words, and goes through its notes by key", async () => {
    const long = Array.from(
      { length: 700 },
      (_, i) => `Loaf ${i} is baked on the ${(i % 28) + 1}th in order to last. It is important to note that rye keeps.`,
    ).join("\n\n");
    const { session } = await studio.ask("import", {
      data: Buffer.from(long).toString("base64"),
      name: "long.md",
      engine: "copy-desk",
    });
    const page = await studio.open(`/sessions/${session.id}`);
    await page.getByText(/1,?400 notes/u).waitFor();
    await page.keyboard.press("k");
    await expect.poll(() => page.evaluate("window.scrollY"), { timeout: 20_000 }).toBeGreaterThan(5_000);
    const focused = () => page.locator(":focus").getAttribute("data-note");
    await expect.poll(focused, { timeout: 20_000 }).toBe("1400");
  });
});
