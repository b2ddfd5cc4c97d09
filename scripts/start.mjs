import { join } from "node:path";
import { installPackages, nodePath, root, run } from "./set-up.mjs";

installPackages();
const args = process.argv.slice(2);
const opensPage = args.length === 0 || args.includes("serve");
if (opensPage) {
  const { buildPage } = await import("./build-page.mjs");
  process.exitCode = await buildPage();
}
if (!process.exitCode) process.exitCode = await run(nodePath(), [join(root, "bin", "samebut.mjs"), ...args]);
