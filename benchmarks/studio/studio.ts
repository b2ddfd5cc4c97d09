import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Browser, type Page, chromium } from "playwright-core";
import { buildPage } from "../../scripts/build-page.mjs";
import { findChromium } from "../../scripts/chromium.mjs";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Studio } from "../../src/core/studio.ts";
import { createScriptedEngine } from "../../src/engines/scripted/engine.ts";
import { thumbnailOf } from "../../src/imaging/thumbnail.ts";
import { allOperations } from "../../src/operations/index.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { startServer } from "../../src/server/serve.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";

// How soon the page shows a session of 200 variations, and how soon it answers a hand while a round streams its previews.
// `node benchmarks/studio/studio.ts`. The server runs in this process; the browser beside it on the same cores.

const variations = 200;
const loads = 10;
const presses = 40;

async function main(): Promise<void> {
  if ((await buildPage()) !== 0) throw new Error("The page could not be built.");
  const home = await mkdtemp(join(tmpdir(), "samebut-bench-studio-"));
  const quick = createScriptedEngine({ id: "quick", steps: 1 });
  const studio = await createStudio({ home, engines: [quick] });
  const server = await startServer({ studio, operations: allOperations, port: 0, shrink: thumbnailOf });
  const browser = await chromium.launch({ executablePath: findChromium() ?? "", args: ["--no-sandbox"] });
  try {
    const session = await fill(studio);
    const sheet = await measureSheet(browser, server.url, session);
    const hand = await measureHand(browser, server.url, studio);
    await report({ sheet, hand, script: await initialScript() });
  } finally {
    await browser.close();
    await server.close();
    await studio.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** A session of 200 variations: an orientation of 16, and fixes of 16 on the same seeds. */
async function fill(studio: Studio): Promise<string> {
  const api = apiOf(studio);
  const { session } = await api.new({ prompt: "a red cube on a table, soft light", engine: "quick" });
  await api.orient({ session: session.id, count: 16 });
  for (let made = 16, n = 0; made < variations; made += 16, n++)
    await api.fix({ session: session.id, add: `word${n}`, count: 16, force: true });
  return session.id;
}

async function visit(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

/** Milliseconds from the start of the navigation until the first picture of the contact sheet is painted. */
async function measureSheet(browser: Browser, link: string, session: string): Promise<readonly number[]> {
  const page = await visit(browser, link);
  const times: number[] = [];
  for (let i = 0; i < loads; i++) {
    await page.goto("about:blank");
    await page.goto(new URL(`/sessions/${session}`, link).href);
    times.push(await page.evaluate(paintedAt));
  }
  await page.context().close();
  return times;
}

/** In the page: when a whole picture stood in the contact sheet, after the frame that showed it. */
const paintedAt = `new Promise((resolve) => {
  const look = () => {
    const image = document.querySelector("[data-tile] img");
    if (image?.complete && image.naturalWidth > 0) requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
    else requestAnimationFrame(look);
  };
  look();
})`;

/** Milliseconds from a key press to the next paint (Event Timing), while a round streams progress and previews. */
async function measureHand(browser: Browser, link: string, studio: Studio): Promise<readonly number[]> {
  const api = apiOf(studio);
  const { session } = await api.new({ prompt: "a red cube on a wooden table" });
  const page = await visit(browser, link);
  await page.goto(new URL(`/sessions/${session.id}`, link).href);
  await page.getByRole("main").waitFor();
  await api.orient({ session: session.id, count: 16, steps: 60, wait: false });
  await page.locator("[data-tile]").first().waitFor();
  await page.evaluate(`window.times = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === "keydown") window.times.push(entry.duration);
  }).observe({ type: "event", durationThreshold: 16, buffered: false });`);
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press(i % 8 < 4 ? "ArrowRight" : "ArrowLeft");
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(300);
  const times = (await page.evaluate("window.times")) as number[];
  await page.context().close();
  // Presses that were painted within 16 ms are not reported by the browser: they count as that.
  return [...times, ...Array.from({ length: Math.max(0, presses - times.length) }, () => 16)];
}

/** Bytes of the script that the first page loads, as they are and compressed. */
async function initialScript(): Promise<{ bytes: number; gzip: number; brotli: number }> {
  const folder = join(import.meta.dirname, "..", "..", "dist", "page", "assets");
  const html = await readFile(join(folder, "..", "index.html"), "utf8");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".js") && html.includes(name));
  const data = Buffer.concat(await Promise.all(names.map((name) => readFile(join(folder, name)))));
  return { bytes: data.length, gzip: gzipSync(data).length, brotli: brotliCompressSync(data).length };
}

interface Figures {
  readonly sheet: readonly number[];
  readonly hand: readonly number[];
  readonly script: { readonly bytes: number; readonly gzip: number; readonly brotli: number };
}

async function report({ sheet, hand, script }: Figures): Promise<void> {
  const machine = describeMachine();
  const round = (value: number): number => Math.round(value);
  const figures = {
    sheet: { n: sheet.length, median: round(percentile(sheet, 0.5)), p95: round(percentile(sheet, 0.95)) },
    hand: { n: hand.length, median: round(percentile(hand, 0.5)), p95: round(percentile(hand, 0.95)) },
    script,
    machine,
  };
  await writeFile(join(import.meta.dirname, "result.json"), `${JSON.stringify(figures, null, 2)}\n`);
  const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} kB`;
  const text = `# How quick the page is

| | n | median | 95th percentile | goal |
|---|---|---|---|---|
| from the address to the first picture of the contact sheet, session of ${variations} variations | ${sheet.length} | ${figures.sheet.median} ms | ${figures.sheet.p95} ms | 1000 ms |
| from a key to the next paint, while the built-in model draws a round of 16 with previews | ${hand.length} | ${figures.hand.median} ms | ${figures.hand.p95} ms | 100 ms |
| script that the first page loads, gzip (brotli ${kilobytes(script.brotli)}, as it is ${kilobytes(script.bytes)}) | 1 | ${kilobytes(script.gzip)} | | 250 kB |

Headless Chromium at 1280 × 800 on the cores of the server. ${new Date().toISOString().slice(0, 10)}, ${machineText(machine)}.
\`node benchmarks/studio/studio.ts\` measures it again.
`;
  await writeFile(join(import.meta.dirname, "RESULT.md"), text);
  process.stdout.write(text);
}

await main();
