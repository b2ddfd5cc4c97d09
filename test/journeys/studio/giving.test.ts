import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStudio, openStudio, withoutBrowser } from "./open-studio.ts";
import { seriousIn } from "./serious.ts";

const pear = fileURLToPath(new URL("../../../src/judges/fixtures/green-pear.png", import.meta.url));

let studio: OpenStudio;
beforeAll(async () => {
  if (!withoutBrowser) studio = await openStudio();
});
afterAll(async () => studio?.close());

describe.skipIf(withoutBrowser)("what a person gives besides words", () => {
  it("is a picture to go by, which can be left out and taken back", async () => {
    const { session } = await studio.ask("new", { prompt: "a green pear" });
    const page = await studio.open(`/sessions/${session.id}/brief`);
    const given = page.getByRole("region", { name: "Pictures to go by" });
    const references = async (): Promise<number> =>
      (await studio.ask("outline", { session: session.id })).session.brief.references.length;
    await given.locator("input[type=file]").setInputFiles(pear);
    await given.getByRole("img").waitFor();
    await given.getByText("takes no pictures to go by").waitFor();
    expect(await references()).toBe(1);
    expect(await seriousIn(page)).toEqual([]);
    await given.getByRole("button", { name: "leave out" }).click();
    await given.getByRole("img").waitFor({ state: "detached" });
    expect(await references()).toBe(0);
    await page.keyboard.press("Control+z");
    await given.getByRole("img").waitFor();
    expect(await references()).toBe(1);
  });

  it("are prompts again, from the keys", async () => {
    await studio.ask("new", { prompt: "a blue bottle" });
    await studio.ask("new", { prompt: "a purple vase" });
    const page = await studio.open("/");
    const field = page.getByRole("textbox", { name: "The brief, as you would write it" });
    await page
      .getByRole("link", { name: /a purple vase/u })
      .first()
      .waitFor();
    await field.fill("a mug");
    await page.keyboard.press("Alt+ArrowUp");
    expect(await field.inputValue()).toBe("a purple vase");
    await page.keyboard.press("Alt+ArrowUp");
    expect(await field.inputValue()).toBe("a blue bottle");
    await page.keyboard.press("Alt+ArrowDown");
    await page.keyboard.press("Alt+ArrowDown");
    expect(await field.inputValue()).toBe("a mug");
  });

  it("is a budget, in dollars or not at all", async () => {
    const page = await studio.open("/engines");
    const budget = page.getByRole("form", { name: "Budget" });
    await budget.getByLabel("A session may cost at most $").fill("much");
    await budget.getByText("A limit is an amount in US dollars").waitFor();
    await budget.getByLabel("A session may cost at most $").fill("2.5");
    await budget.getByLabel("a day $").fill("10");
    await budget.getByRole("button", { name: "Set" }).click();
    await budget.getByRole("button", { name: "Set" }).waitFor({ state: "detached" });
    expect((await studio.ask("spending", {})).limits).toEqual({ perSession: 2_500_000, perDay: 10_000_000 });
    await budget.getByLabel("a day $").fill("");
    await budget.getByRole("button", { name: "Set" }).click();
    await budget.getByRole("button", { name: "Set" }).waitFor({ state: "detached" });
    expect((await studio.ask("spending", {})).limits).toEqual({ perSession: 2_500_000, perDay: null });
  });
});
