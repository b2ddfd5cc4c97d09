import type { Browser, Page } from "playwright-core";

/** The page in a browser of its own, logged in by the opening link. */
export async function visit(browser: Browser, link: string, path?: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(link);
  if (path !== undefined) await page.goto(new URL(path, link).href);
  return page;
}

/**
 * Milliseconds from each press of a key to the next paint (Event Timing). Presses that were painted within 16 ms are not
 * reported by the browser: they count as that.
 */
export async function measurePresses(page: Page, presses: readonly string[], pause = 60): Promise<readonly number[]> {
  await page.evaluate(`window.times = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") window.times.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: false });`);
  for (const key of presses) {
    await page.keyboard.press(key);
    await page.waitForTimeout(pause);
  }
  await page.waitForTimeout(300);
  const times = (await page.evaluate("window.times")) as number[];
  return [...times, ...Array.from({ length: Math.max(0, presses.length - times.length) }, () => 16)];
}
