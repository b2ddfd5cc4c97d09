import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type OpenStudio, openStudio, oriented, withoutBrowser } from "./open-studio.ts";

interface AxeResult {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds that keeps somebody out: serious and critical. */
async function seriousIn(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe);
  const { violations } = (await page.evaluate("axe.run()")) as AxeResult;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`,
    );
}

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
});
afterAll(async () => studio?.close());

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
