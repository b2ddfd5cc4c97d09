import type { Browser } from "playwright-core";
import type { Studio } from "../../src/core/studio.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { visit } from "./visit.ts";

const perRound = 16;
const perSession = 160;
const seconds = 6;

/** Sessions of the quick engine until there are so many variations. */
export async function fillLibrary(studio: Studio, variations: number): Promise<void> {
  const api = apiOf(studio);
  for (let made = 0; made < variations; made += perSession) {
    const { session } = await api.new({
      prompt: `a red cube on a table, number ${made}`,
      engine: "quick",
      judge: "none",
    });
    await api.orient({ session: session.id, count: perRound, size: "64x64" });
    for (let round = perRound; round < Math.min(perSession, variations - made); round += perRound)
      await api.fix({ session: session.id, add: `word${round}`, count: perRound, force: true });
  }
}

/** Milliseconds between frames while the sheet is scrolled by 60 pixels a frame, as a wheel that is turned fast does. */
export async function measureScroll(browser: Browser, link: string): Promise<readonly number[]> {
  const page = await visit(browser, link, "/library");
  await page.getByRole("region", { name: "Every variation" }).locator("img").first().waitFor();
  await page.waitForTimeout(1000);
  const times = (await page.evaluate(`new Promise((resolve) => {
    const sheet = document.querySelector('[aria-label="Every variation"]');
    const scroller = sheet.scrollHeight > sheet.clientHeight ? sheet : document.scrollingElement;
    const times = [];
    let last = performance.now();
    const first = last;
    const step = (now) => {
      times.push(now - last);
      last = now;
      scroller.scrollTop += 60;
      if (now - first < ${seconds * 1000}) requestAnimationFrame(step);
      else resolve(scroller.scrollTop > 1000 ? times.slice(2) : []);
    };
    requestAnimationFrame(step);
  })`)) as number[];
  await page.context().close();
  if (times.length === 0) throw new Error("The library was not scrolled.");
  return times;
}
