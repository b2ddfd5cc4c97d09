// Pictures of every page of the Studio, from a real session on the built-in model: `npm run screenshots [-- <folder>]`.
// By default they go to .cache/screenshots; those that the README shows are put into docs/pictures too.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buildPage } from "./build-page.mjs";
import { ensureChromium, findChromium } from "./chromium.mjs";
import { installPackages, nodePath, root, say } from "./set-up.mjs";

/** Which picture the README shows under which name. */
const inReadme = { "fix-1280-dark": "studio-fix", "refine-1280-light": "studio-refine" };

const addresses = {
  start: "/",
  orientation: "/sessions/:session/rounds/:first",
  fix: "/sessions/:session/rounds/:fix",
  picture: "/sessions/:session/rounds/:fix/:variation",
  refine: "/sessions/:session/refine/:refined",
  brief: "/sessions/:session/brief",
  restart: "/sessions/:session/restart",
  final: "/sessions/:session/final",
  compare: "/sessions/:session/compare/:control+:variation?mode=slider",
  lineage: "/sessions/:session/lineage",
  engines: "/engines",
  library: "/library",
  lessons: "/lessons",
  "text-start": "/?make=text",
  draft: "/sessions/:text/rounds/:opening",
  "one-text": "/sessions/:text/rounds/:opening/:draft",
  "copy-edit": "/sessions/:text/copy-edit/:draft",
  "text-refine": "/sessions/:text/refine/:draft",
  "text-compare": "/sessions/:text/compare/:draft+:edited",
  "text-final": "/sessions/:text/final",
};

const asked = "Say that the bakery opens at 9 on Monday. Mention: rye, free parking behind the church.";
const draft = `In today's fast-paced world, good bread matters more than ever.

It is important to note that the bakery opens at 9 on Monday. We leverage rye from the valley in order to bake a loaf that keeps for a week.

We think that parking may be easier behind the church.
`;

installPackages();
const folder = resolve(process.argv[2] ?? join(root, ".cache", "screenshots"));
const reason = ensureChromium();
if (reason) {
  say(reason);
  process.exit(1);
}
process.exitCode = (await buildPage()) || (await takeAll());

async function takeAll() {
  const { chromium } = await import("playwright-core");
  const home = mkdtempSync(join(tmpdir(), "samebut-screenshots-"));
  const server = spawn(nodePath(), [join(root, "bin", "samebut.mjs"), "serve", "--port", "0", "--home", home], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ["--no-sandbox"] });
  try {
    const link = await linkOf(server);
    const known = await prepare(link);
    mkdirSync(folder, { recursive: true });
    for (const theme of ["dark", "light"])
      for (const width of [1280, 1920, 390]) await takePages(browser, link, known, { theme, width });
    for (const [name, shown] of Object.entries(inReadme))
      copyFileSync(join(folder, `${name}.webp`), join(root, "docs", "pictures", `${shown}.webp`));
    return 0;
  } finally {
    await browser.close();
    server.kill("SIGTERM");
    await once(server, "close");
    rmSync(home, { recursive: true, force: true });
  }
}

async function linkOf(server) {
  let said = "";
  for await (const data of server.stdout) {
    said += data;
    const [link] = /http:\S+/u.exec(said) ?? [];
    if (link) return link;
  }
  throw new Error(`The server ended: ${said}`);
}

/** A session with all its rounds, and a second one, so that the start page has something to show. */
async function prepare(link) {
  const { origin, searchParams } = new URL(link);
  const ask = async (operation, input) => {
    const response = await fetch(`${origin}/api/${operation}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${searchParams.get("token")}`, "Content-Type": "application/json" },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${operation}: ${answer.error.message}`);
    return answer;
  };
  const begin = async (prompt, seeds) => {
    const { session } = await ask("new", { prompt });
    await ask("orient", { session: session.id, seeds });
    return session.id;
  };
  await begin("a purple vase on a wooden table, hard light from the left, dark background", [3, 14, 15, 92]);
  await begin("a blue bottle on a stone table, soft light from the right", [2, 7, 18, 28]);
  const session = await begin("a green pear on a wooden table, amber light, close up", [11, 12, 13, 14]);
  await ask("fix", { session, remove: "amber light", add: "warm light" });
  const { rounds, goesOn } = await ask("outline", { session });
  const refined = await ask("refine", { session, variation: goesOn, instruction: "a little warmer" });
  const [first, fix] = rounds;
  const text = await ask("import", { data: Buffer.from(draft).toString("base64"), name: "opening.md", prompt: asked });
  const edited = await ask("edit", { session: text.session.id, variation: text.variation.id, accept: [1] });
  return {
    session,
    first: first.id,
    fix: fix.id,
    variation: fix.variations[0].id,
    control: fix.variations[0].control,
    refined: refined.pictures[0].variation,
    text: text.session.id,
    opening: text.variation.round,
    draft: text.variation.id,
    edited: edited.variation,
  };
}

async function takePages(browser, link, known, { theme, width }) {
  const { default: sharp } = await import("sharp");
  const height = { 1280: 800, 1920: 1080, 390: 844 }[width];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  await page.goto(link);
  for (const [name, address] of Object.entries(addresses)) {
    await page.goto(
      new URL(
        address.replaceAll(/:(\w+)/gu, (_, key) => known[key]),
        link,
      ).href,
    );
    await page.getByRole("main").waitFor();
    await page.waitForTimeout(3000); // an event stream is open: the network never rests
    await sharp(await page.screenshot())
      .webp({ quality: 86 })
      .toFile(join(folder, `${name}-${width}-${theme}.webp`));
  }
  await context.close();
}
