import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStudio, openStudio, oriented, withoutBrowser } from "./open-studio.ts";
import { seriousIn } from "./serious.ts";

let studio: OpenStudio;
const known: Record<string, string> = {};
beforeAll(async () => {
  if (withoutBrowser) return;
  studio = await openStudio();
  const session = await oriented(studio);
  const { rounds } = await studio
    .ask("fix", { session, remove: "amber light", add: "warm light" })
    .then(() => studio.ask("outline", { session }));
  await studio.ask("refine", { session, instruction: "a little warmer" });
  const variation = rounds[1].variations[0];
  Object.assign(known, {
    session,
    round: rounds[1].id,
    first: rounds[0].id,
    variation: variation.id,
    control: variation.control,
  });
  Object.assign(known, await textSession(studio));
});
afterAll(async () => studio?.close());

/** A draft with marks of every kind, held against a brief, and what became of it. */
async function textSession({ ask }: OpenStudio): Promise<Record<string, string>> {
  const text =
    "In today's fast-paced world, bread matters. It is important to note that we leverage rye in order to win. We think 40 % may not keep.";
  const prompt = "Say that the bakery opens at 9 on Monday. Mention: rye, free parking behind the church.";
  const imported = await ask("import", { data: Buffer.from(text).toString("base64"), name: "draft.md", prompt });
  const made = await ask("edit", { session: imported.session.id, variation: imported.variation.id, accept: [1] });
  return {
    text: imported.session.id,
    opening: imported.variation.round,
    draft: imported.variation.id,
    edited: made.variation,
  };
}

const pages: Readonly<Record<string, string>> = {
  start: "/",
  orientation: "/sessions/:session/rounds/:first",
  fix: "/sessions/:session/rounds/:round",
  "one picture": "/sessions/:session/rounds/:round/:variation",
  refinement: "/sessions/:session/refine/:variation",
  brief: "/sessions/:session/brief",
  restart: "/sessions/:session/restart",
  "final pass": "/sessions/:session/final",
  lineage: "/sessions/:session/lineage",
  compare: "/sessions/:session/compare/:control+:variation?mode=slider",
  engines: "/engines",
  library: "/library",
  "start of a text": "/?make=text",
  "a draft": "/sessions/:text/rounds/:opening",
  "one text": "/sessions/:text/rounds/:opening/:draft",
  "copy edit": "/sessions/:text/copy-edit/:draft",
  "refinement of a text": "/sessions/:text/refine/:draft",
  "comparison of texts": "/sessions/:text/compare/:draft+:edited",
  "final pass of a text": "/sessions/:text/final",
};

describe.skipIf(withoutBrowser)("every page", () => {
  it.each(Object.keys(pages).flatMap((name) => ["dark", "light"].map((theme) => [name, theme] as const)))(
    "%s, %s: nobody is kept out, nothing is stopped by the policy, nothing overflows",
    async (name, theme) => {
      const context = await studio.visit({ colorScheme: theme as "dark" | "light" });
      const complaints: string[] = [];
      const page = await context.newPage();
      page.on("pageerror", (error) => complaints.push(error.message));
      page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
      const path = pages[name]!.replaceAll(/:(\w+)/gu, (_, key: string) => known[key] ?? "");
      await page.goto(new URL(path, await origin()).href);
      await page.getByRole("main").waitFor();
      // An event stream is open, so the network never rests: what is asked for first has come by then.
      await page.waitForTimeout(1500);
      expect(await seriousIn(page)).toEqual([]);
      expect(complaints).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
      await context.close();
    },
  );

  it("the key help and the palette keep nobody out either", async () => {
    const page = await studio.open(`/sessions/${known["session"]}`);
    await page.getByRole("main").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill("lineage");
    await page.getByRole("option").first().waitFor();
    expect(await seriousIn(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/lineage$/u);
  });

  it("a key can be changed, unless it means something else there", async () => {
    const page = await studio.open(`/sessions/${known["session"]}`);
    await page.getByRole("main").waitFor();
    await page.keyboard.press("?");
    const row = page.locator("dt", { hasText: /^Pick$/u }).locator("..");
    await row.getByRole("button").first().click();
    await page.keyboard.press("x");
    await page.getByText(/X is “Reject”/u).waitFor();
    await page.keyboard.press("q");
    await row.getByText("Q").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("[data-tile]").first().focus();
    await page.keyboard.press("q");
    await page.getByRole("button", { name: "picked" }).waitFor();
  });
});

const origin = async (): Promise<string> => {
  const page = await studio.open("/");
  const { origin: found } = new URL(page.url());
  await page.close();
  return found;
};
