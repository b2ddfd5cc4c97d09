// Compiles src for the published package, where Node runs no TypeScript, and builds the page:
// `node scripts/build.mjs [folder]`, by default dist.
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildPage } from "./build-page.mjs";
import { nodePath, root, run } from "./set-up.mjs";

const folder = resolve(process.argv[2] ?? join(root, "dist"));
rmSync(folder, { recursive: true, force: true });
const steps = [
  [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", join(root, "tsconfig.build.json"), "--outDir", folder],
  [join(root, "scripts", "list-commands.mjs"), join(folder, "cli", "listing.json")],
];
for (const step of steps) if (!process.exitCode) process.exitCode = await run(nodePath(), step, { cwd: root });
if (!process.exitCode) process.exitCode = await buildPage();
if (!process.exitCode && folder !== join(root, "dist"))
  cpSync(join(root, "dist", "page"), join(folder, "page"), { recursive: true });
