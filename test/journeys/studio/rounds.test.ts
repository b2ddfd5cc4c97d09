import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStudio, mug, openStudio, oriented, tiles, withoutBrowser } from "./open-studio.ts";

let studio: OpenStudio;
beforeAll(async () => {
  if (!withoutBrowser) studio = await openStudio();
});
afterAll(async () => studio?.close());

describe.skipIf(withoutBrowser)("a person in the Studio", () => {
  it("goes through four rounds by mouse", async () => {
    const page = await studio.open();
    await page.getByLabel("The brief, as you would write it").fill(mug);
    await page.getByText("It asks for 5 things").waitFor();
    await page.getByRole("button", { name: "Run it as written, four times" }).click();
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(4);
    await page.getByRole("button", { name: "Fix “amber light”" }).first().click();
    await page.getByRole("heading", { level: 1, name: /“amber light” →/u }).waitFor();
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(3);
    await page
      .getByText(/of 3|no evidence|Nothing/iu)
      .first()
      .waitFor();

    await page.getByRole("button", { name: "Keep everything the same, but …" }).click();
    await page.getByLabel("Keep everything the same, but", { exact: true }).fill("a little warmer");
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByRole("link", { name: "Temperature +20 mired" }).waitFor();
    await page
      .getByText(/stayed the same/u)
      .first()
      .waitFor();

    await page.getByRole("link", { name: "Final", exact: true }).click();
    await page.getByLabel(/4 times/u).check();
    await page.getByRole("button", { name: "Make it" }).click();
    await page.getByLabel("The final check").waitFor();
    await page.getByRole("button", { name: "Deliver" }).click();
    const folder = await page.getByLabel("Deliveries").locator("p").first().textContent();
    expect(existsSync(join(folder ?? "", "report.html"))).toBe(true);

    await page.reload();
    await page
      .getByLabel("The final check")
      .getByText(/approved picture/u)
      .waitFor();
    const [kept] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download all" }).click(),
    ]);
    expect(kept.suggestedFilename()).toMatch(/^a-red-mug.*\.zip$/u);
  });

  it("goes through four rounds with keys alone", async () => {
    const page = await studio.open();
    await page.getByText("An example to press").waitFor();
    await page.keyboard.type(mug);
    await page.getByText("It asks for 5 things").waitFor();
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(4);
    await page.getByText("What next").waitFor();

    await page.keyboard.press("Alt+a");
    await page.getByLabel("The prompt with your one change").waitFor();
    await page.keyboard.press("Control+a");
    await page.keyboard.type("a red mug on a stone table, warm light, close up");
    await expect
      .poll(() => page.getByRole("button", { name: "Try it on the same seeds" }).getAttribute("aria-disabled"), {
        timeout: 90_000,
      })
      .toBeNull();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { level: 1, name: "“amber” → “warm”" }).waitFor();
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(3);

    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("4");
    await page.keyboard.press("p");
    await page.getByRole("button", { name: "picked" }).waitFor();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("r");
    await page.getByLabel("Keep everything the same, but", { exact: true }).waitFor();
    await page.keyboard.press("Alt+a");
    await page.keyboard.type("a little warmer");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Temperature +20 mired" }).waitFor();

    await page.locator("body").press("Escape");
    await page.keyboard.press("f");
    await page.getByRole("heading", { name: "Final pass" }).waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByLabel("The final check").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByLabel("Deliveries").waitFor();
  });

  it("corrects the judge, and takes it back", async () => {
    const session = await oriented(studio);
    const page = await studio.open(`/sessions/${session}`);
    const brief = page.getByLabel("Brief");
    await brief.getByText("4 of 4").first().waitFor();
    const cell = page.getByRole("button", { name: /^red, Seed 11: ?right/u });
    await cell.click();
    await page.getByRole("button", { name: /^red, Seed 11: ?missed ?you said so/u }).waitFor();
    await brief.getByText("3 of 4").waitFor();
    const { verdicts } = await studio.ask("outline", { session });
    expect(verdicts.map((verdict: { elements: object }) => verdict.elements)).toEqual([{ "colour-red": "missed" }]);
    await page.keyboard.press("Control+z");
    await cell.waitFor();
    await expect.poll(() => brief.getByText("3 of 4").count(), { timeout: 90_000 }).toBe(0);
    await page.keyboard.press("Control+Shift+z");
    await brief.getByText("3 of 4").waitFor();
  });

  it("is refused two changes at once, and tries them side by side", async () => {
    const session = await oriented(studio);
    const page = await studio.open(`/sessions/${session}`);
    await page.getByRole("button", { name: /A change of your own/u }).click();
    await page.getByLabel("The prompt with your one change").fill("a blue mug on a stone table, warm light, close up");
    await page.getByText("changes two things at once").waitFor();
    await page.getByRole("button", { name: "Try them as 2 arms, side by side" }).click();
    await page.getByRole("heading", { level: 1, name: /side by side/u }).waitFor();
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(6);
    expect(await page.getByRole("heading", { level: 2, name: /blue|warm/u }).count()).toBeGreaterThanOrEqual(2);
    const { rounds } = await studio.ask("outline", { session });
    expect(rounds.at(-1).arms.map((arm: { confounded: boolean }) => arm.confounded)).toEqual([false, false]);
  });

  it("starts over with what is known", async () => {
    const session = await oriented(studio);
    const page = await studio.open(`/sessions/${session}/restart`);
    await page.getByRole("heading", { name: "Start over with what you know" }).waitFor();
    await page.getByLabel("The new prompt; write in it").fill("a red mug, warm light, stone table, close up");
    await page.getByRole("button", { name: "Begin attempt 2" }).click();
    await page.getByText("attempt 2 · round 1 · orientation").waitFor();
    await expect.poll(() => tiles(page).count(), { timeout: 90_000 }).toBe(4);
  });
});
