// Compiles src for the published package, where Node runs no TypeScript: `node scripts/build.mjs [folder]`, by default dist.
import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { nodePath, root, run } from "./set-up.mjs";

const folder = resolve(process.argv[2] ?? join(root, "dist"));
rmSync(folder, { recursive: true, force: true });
const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
const code = await run(nodePath(), [compiler, "-p", join(root, "tsconfig.build.json"), "--outDir", folder], { cwd: root });
if (code === 0) cpSync(join(root, "src", "server", "page"), join(folder, "server", "page"), { recursive: true });
process.exitCode = code;
