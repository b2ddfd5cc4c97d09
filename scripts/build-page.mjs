// Builds the page of the Studio into dist/page: `node scripts/build-page.mjs [--watch]`.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodePath, root, run, say } from "./set-up.mjs";

const sources = join(root, "src", "web");
/** What the page bundles besides: its preview of adjustments. */
const pixels = join(root, "src", "pixels");
const stamp = join(root, "dist", "page", ".built-from");

/** Builds the page unless exactly these sources were built. Resolves with the exit code. */
export async function buildPage() {
  const wanted = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return 0;
  say("Building the page (once after every change, a few seconds) …");
  const started = Date.now();
  const code = await vite();
  if (code !== 0) return code;
  writeFileSync(stamp, wanted);
  say(`Built in ${Math.ceil((Date.now() - started) / 1000)} s.`);
  return 0;
}

const vite = (...more) =>
  run(
    nodePath(),
    [join(root, "node_modules", "vite", "bin", "vite.js"), "build", sources, "--logLevel", "warn", ...more],
    { cwd: root },
  );

/** Everything that the page is made of: its sources, and the packages by their lock file. */
function hashOfSources() {
  const hash = createHash("sha256").update(readFileSync(join(root, "package-lock.json")));
  const files = [sources, pixels].flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }));
  for (const entry of files.sort(byPath))
    if (entry.isFile()) hash.update(pathOf(entry)).update(readFileSync(pathOf(entry)));
  return hash.digest("hex");
}

const pathOf = (entry) => join(entry.parentPath ?? entry.path, entry.name);
const byPath = (a, b) => (pathOf(a) < pathOf(b) ? -1 : 1);

if (process.argv[1] === fileURLToPath(import.meta.url))
  process.exitCode = process.argv.includes("--watch") ? await vite("--watch", "--logLevel", "info") : await buildPage();
