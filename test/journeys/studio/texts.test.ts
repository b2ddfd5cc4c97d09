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

    // Nothing was asked for, so nothing is said of a brief, and the next thing to do is the copy desk.
    await page.getByText("None yet: the draft is read as it came.").waitFor();
    await page.getByRole("complementary", { name: "Advice" }).getByRole("button", { name: "Copy edit" }).waitFor();

    // The copy desk: one accepted, one left, by keys.
    await page.keyboard.press("e");
    await page.getByRole("heading", { level: 1, name: "Copy edit" }).waitFor();
    await page.getByText(/It announces that something is worth saying/u).waitFor();
    await page.keyboard.press("a");
    await page.getByText(/A big verb for a small act/u).waitFor();
    // What was decided outlasts a reload, and the next open edit is at hand.
    await page.reload();
    await page.getByText(/A big verb for a small act/u).waitFor();
    expect(await page.getByText("accepted", { exact: true }).count()).toBe(1);
    await page.keyboard.press("r");
    await page.keyboard.press("a");
    await page.getByRole("button", { name: "Keep 2 edits as a new text" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "2 copy edits" }).waitFor();

    // What changed, and one change taken back into a text of its own.
    await page.getByRole("link", { name: "What changed" }).waitFor();
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

    // Picked. Of the last copy pass one edit is left out, which a reload does not forget.
    await studio.ask("judge", { variation: rounds[1].variations[0].id, choice: "pick" });
    await page.getByRole("link", { name: "Final", exact: true }).click();
    const left = page.getByRole("checkbox", { name: /leverage/u });
    await left.uncheck();
    await page.reload();
    await left.waitFor();
    expect(await left.isChecked()).toBe(false);
    await page.getByRole("spinbutton", { name: /At most/u }).fill("5");
    await page.getByText(/too many. To shorten it takes a language model/u).waitFor();
    await page.getByRole("spinbutton", { name: /At most/u }).fill("40");
    await page.getByRole("button", { name: "Do the copy pass" }).click();
    const check = page.getByRole("region", { name: "The final check" });
    await check.getByText("It is still the approved text.").waitFor();
    await page.reload();
    await check.getByText("It is still the approved text.").waitFor();

    // Handed over as Markdown and Word, by a name.
    await page.getByRole("checkbox", { name: "Word" }).check();
    await page.getByLabel("Name", { exact: true }).fill("{title} for print");
    await page.getByRole("button", { name: "Deliver" }).click();
    await page.getByLabel("Deliveries").waitFor();
    const { deliveries } = await studio.ask("outline", {});
    const { folder } = deliveries[0];
    const files = (await readdir(folder)).filter((file) => file.includes("for print")).toSorted();
    expect(files.map((file) => file.split(".").at(-1))).toEqual(["docx", "md"]);
    expect(await readFile(join(folder, files[1]!), "utf8")).toContain("We leverage rye to win.");
  });

  it("says afterwards what the draft must hold, and is led to what is missing", async () => {
    const { session } = await studio.ask("import", {
      data: Buffer.from(draft).toString("base64"),
      name: "draft.md",
      engine: "copy-desk",
    });
    const page = await studio.open(`/sessions/${session.id}/brief`);
    for (const point of ["The shop opens at 9 on Monday", "Parking behind the church"]) {
      await page.getByLabel("Add an element").fill(point);
      await page.keyboard.press("Enter");
    }
    await page.getByRole("button", { name: "Save the brief" }).click();
    await page.getByText("The draft must hold:").waitFor();
    const advice = page.getByRole("complementary", { name: "Advice" });
    await advice.getByText("Missing: “Parking behind the church”.").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "Keep everything the same, but …" }).waitFor();
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

  it("changes one thing of the prompt, and sees every dial read again, the lineage and what changed", async () => {
    const prompt = "Announce the bakery of Anna Berg. The shop opens at 9. Under 60 words.";
    const { session } = await studio.ask("new", { prompt, medium: "text", engine: "writer" });
    await studio.ask("orient", { session: session.id, count: 4 });
    const page = await studio.open(`/sessions/${session.id}`);
    await page.getByRole("article", { name: "Take 4" }).waitFor();

    // What all takes do is the model's habit: the library knows words against it, which are one change by its word.
    await page.getByText("Change the prompt against").getByRole("link", { name: "padding" }).click();
    await page.getByRole("button", { name: /^add “The first sentence is the offer itself\. Stop/u }).click();
    await page.locator("button:not([aria-disabled])", { hasText: "Try it on the same seeds" }).waitFor();

    // Words of one's own are counted: two wishes are refused, one is not.
    const field = page.getByLabel("The prompt with your one change");
    await field.fill(`${prompt} Begin with the offer. Use short sentences.`);
    await page.getByRole("button", { name: "Try them as 2 arms, side by side" }).waitFor();
    await field.fill(`${prompt} Begin with the offer.`);
    await page.getByRole("button", { name: "Try it on the same seeds" }).click();
    const effects = page.getByRole("region", { name: "What the change did" });
    await effects.getByRole("table", { name: /All dials, read again/u }).waitFor();
    for (const dial of ["Corporate", "Hedging", "Padding"])
      await effects.getByRole("rowheader", { name: dial }).waitFor();
    expect(await page.getByRole("main").textContent()).not.toMatch(/\bpictures?\b/iu);

    await page.getByRole("link", { name: "What changed" }).first().click();
    await page.getByRole("heading", { level: 1, name: "What changed" }).waitFor();
    await page.getByRole("combobox").nth(1).waitFor();
    const chosen = "[...document.querySelectorAll('select')].map((one) => one.selectedOptions[0].text)";
    expect(await page.evaluate(chosen)).toEqual(["Take 1", "Take 1 of round 2"]);
    await page.getByRole("link", { name: "Lineage" }).click();
    await page
      .getByRole("list", { name: /What came of add/iu })
      .getByText("In today's world, bread matters")
      .first()
      .waitFor();
    expect(await page.getByRole("main").textContent()).not.toMatch(/\bpictures?\b/iu);
  });

  it("fits every page into a telephone and a laptop, readable for all", async () => {
    const { session } = await studio.ask("new", { prompt: "Announce the bakery.", medium: "text", engine: "writer" });
    await studio.ask("orient", { session: session.id, count: 4 });
    const { rounds } = await studio.ask("outline", { session: session.id });
    const [first, second] = rounds[0].variations.map(({ id }: { id: string }) => id);
    const at = `/sessions/${session.id}`;
    const pages = {
      [at]: "Take 4",
      [`${at}/rounds/${rounds[0].id}/${first}`]: "Take 1",
      [`${at}/refine/${first}`]: "Keep everything the same",
      [`${at}/copy-edit/${first}`]: "Copy edit",
      [`${at}/compare/${first}+${second}`]: "What changed",
      [`${at}/lineage`]: "Lineage",
      [`${at}/final`]: "Final pass",
    };
    for (const width of [390, 1280]) {
      const context = await studio.visit({ viewport: { width, height: 800 } });
      for (const [path, heading] of Object.entries(pages)) {
        const page = await studio.open(path, context);
        await page.getByRole("heading", { name: heading }).first().waitFor();
        await page.getByText("bread matters").first().waitFor();
        expect([path, await page.evaluate("document.documentElement.scrollWidth")]).toEqual([path, width]);
        expect([path, await seriousIn(page)]).toEqual([path, []]);
        await page.close();
      }
      await context.close();
    }
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
