import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { buildPage } from "../../scripts/build-page.mjs";
import { findChromium } from "../../scripts/chromium.mjs";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { Studio } from "../../src/core/studio.ts";
import { createScriptedEngine } from "../../src/engines/scripted/engine.ts";
import { thumbnailOf } from "../../src/imaging/files/thumbnail.ts";
import { allOperations } from "../../src/operations/index.ts";
import { apiOf } from "../../src/operations/api-of.ts";
import { startServer } from "../../src/server/serve.ts";
import { fillLibrary, measureScroll } from "./measure-library.ts";
import { measurePresses, visit } from "./visit.ts";
import { describeMachine, machineText, percentile } from "../machine.ts";

// How soon the page shows a session of 200 variations, and how soon it answers a hand while a round streams its previews.
// `node benchmarks/studio/studio.ts`. The server runs in this process; the browser beside it on the same cores.

const variations = 200;
const loads = 10;
const presses = 40;
const library = Number(process.argv[2] ?? 10_000);

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
    const compare = await measureCompare(browser, server.url, studio);
    await fillLibrary(studio, library);
    const scroll = await measureScroll(browser, server.url);
    await report({ sheet, hand, compare, scroll, script: await initialScript() });
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
  const arrows = Array.from({ length: presses }, (_, i) => (i % 8 < 4 ? "ArrowRight" : "ArrowLeft"));
  const times = await measurePresses(page, arrows);
  await page.context().close();
  return times;
}

/** Milliseconds from the key to the next paint in another way of comparing two pictures. */
async function measureCompare(browser: Browser, link: string, studio: Studio): Promise<readonly number[]> {
  const api = apiOf(studio);
  const { session } = await api.new({ prompt: "a red cube on a wooden table" });
  const { pictures } = await api.orient({ session: session.id, count: 2 });
  const two = pictures.map(({ variation }) => variation).join("+");
  const page = await visit(browser, link, `/sessions/${session.id}/compare/${two}`);
  await page.getByRole("main").locator("img").first().waitFor();
  await page.waitForTimeout(1000);
  const times = await measurePresses(
    page,
    Array.from({ length: presses }, () => "m"),
    150,
  );
  await page.context().close();
  return times;
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
  readonly compare: readonly number[];
  /** Milliseconds between frames. */
  readonly scroll: readonly number[];
  readonly script: { readonly bytes: number; readonly gzip: number; readonly brotli: number };
}

async function report({ sheet, hand, compare, scroll, script }: Figures): Promise<void> {
  const machine = describeMachine();
  const summary = (times: readonly number[]) => ({
    n: times.length,
    median: Math.round(percentile(times, 0.5) * 10) / 10,
    p95: Math.round(percentile(times, 0.95) * 10) / 10,
  });
  const figures = {
    sheet: summary(sheet),
    hand: summary(hand),
    compare: summary(compare),
    scroll: { variations: library, ...summary(scroll) },
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
| from a key to the next paint in another way of comparing | ${compare.length} | ${figures.compare.median} ms | ${figures.compare.p95} ms | 50 ms |
| between frames while a library of ${library} variations is scrolled (${(1000 / figures.scroll.median).toFixed(0)} frames/s) | ${scroll.length} | ${figures.scroll.median} ms | ${figures.scroll.p95} ms | 18 ms (55 frames/s) |
| script that the first page loads, gzip (brotli ${kilobytes(script.brotli)}, as it is ${kilobytes(script.bytes)}) | 1 | ${kilobytes(script.gzip)} | | 250 kB |

Headless Chromium at 1280 × 800 on the cores of the server. ${new Date().toISOString().slice(0, 10)}, ${machineText(machine)}.
\`node benchmarks/studio/studio.ts\` measures it again.
`;
  await writeFile(join(import.meta.dirname, "RESULT.md"), text);
  process.stdout.write(text);
}

await main();
