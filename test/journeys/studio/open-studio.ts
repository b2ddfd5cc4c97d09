import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { type Browser, type BrowserContext, type Page, chromium } from "playwright-core";
import { buildPage } from "../../../scripts/build-page.mjs";
import { findChromium } from "../../../scripts/chromium.mjs";
import { type Json, type Terminal, ended, openTerminal } from "../command.ts";

/** Where there is no browser, its journeys are left out; the test script says so and how to change it. */
export const withoutBrowser = findChromium() === undefined;

export interface OpenStudio {
  readonly terminal: Terminal;
  readonly browser: Browser;
  /** A browser of its own, logged in with the opening link. */
  visit(options?: Parameters<Browser["newContext"]>[0]): Promise<BrowserContext>;
  /** A page in it, at an address. */
  open(path?: string, context?: BrowserContext): Promise<Page>;
  /** Asks the server as a program. */
  ask(operation: string, input: object): Promise<Json>;
  /** Stops the server as Ctrl+C does, and starts it again at the same address. */
  restartServer(): Promise<void>;
  close(): Promise<void>;
}

/** The real server with the real model over an empty workspace, and a real browser. */
export async function openStudio(): Promise<OpenStudio> {
  if ((await buildPage()) !== 0) throw new Error("The page could not be built.");
  const terminal = await openTerminal();
  let server = await serve(terminal, "0");
  const { origin, searchParams } = new URL(server.link);
  const browser = await chromium.launch({
    executablePath: findChromium() ?? "",
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  const visit: OpenStudio["visit"] = async (options = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    context.setDefaultTimeout(90_000);
    const page = await context.newPage();
    await page.goto(server.link);
    await page.close();
    return context;
  };
  return {
    terminal,
    browser,
    visit,
    async open(path = "/", context) {
      const page = await (context ?? (await visit())).newPage();
      await page.goto(`${origin}${path}`);
      return page;
    },
    async ask(operation, input) {
      const response = await fetch(`${origin}/api/${operation}`, {
        method: "POST",
        headers: { Authorization: `Bearer ${searchParams.get("token")}`, "Content-Type": "application/json" },
        body: JSON.stringify(input),
      });
      const answer: Json = await response.json();
      if (!response.ok) throw new Error(JSON.stringify(answer));
      return answer;
    },
    async restartServer() {
      await stop(server.process);
      server = await serve(terminal, new URL(origin).port);
    },
    async close() {
      await browser.close();
      await stop(server.process);
    },
  };
}

async function serve(terminal: Terminal, port: string): Promise<{ process: ChildProcess; link: string }> {
  const child = terminal.start("serve", "--port", port);
  let said = "";
  child.stderr?.on("data", (data: Buffer) => (said += data.toString()));
  for (;;) {
    const [data] = (await Promise.race([
      once(child.stdout!, "data"),
      once(child, "close").then(() => {
        throw new Error(`samebut serve ended: ${said}`);
      }),
    ])) as [Buffer];
    said += data.toString();
    const link = /http:\S+/u.exec(said)?.[0];
    if (link) return { process: child, link };
  }
}

async function stop(child: ChildProcess): Promise<void> {
  const end = ended(child);
  if (child.exitCode === null && child.kill("SIGTERM")) await end;
}

export const mug = "a red mug on a stone table, amber light, close up";

/** A session whose first round is finished and read. */
export async function oriented(studio: OpenStudio, prompt = mug): Promise<string> {
  const { session } = await studio.ask("new", { prompt });
  await studio.ask("orient", { session: session.id, seeds: [11, 12, 13, 14] });
  return session.id as string;
}

/** The pictures of the contact sheet that are there and not only previewed. */
export const tiles = (page: Page) => page.locator("[data-tile] img[src^='/thumbnails/']");
