// Compiles src to dist for the published package: Node does not run TypeScript inside node_modules.
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodePath, root, run } from "./set-up.mjs";

rmSync(join(root, "dist"), { recursive: true, force: true });
const code = await run(nodePath(), [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", join(root, "tsconfig.build.json")], { cwd: root });
if (code === 0) cpSync(join(root, "src", "server", "page"), join(root, "dist", "server", "page"), { recursive: true });
process.exitCode = code;
