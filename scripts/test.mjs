import { join } from "node:path";
import { buildPage } from "./build-page.mjs";
import { ensureChromium } from "./chromium.mjs";
import { installPackages, nodePath, root, run, say } from "./set-up.mjs";

installPackages();
const bin = (...parts) => join(root, "node_modules", ...parts);
const steps =
  process.argv.length > 2
    ? []
    : [
        ["types", nodePath(), [bin("typescript", "bin", "tsc"), "--noEmit", "-p", root]],
        ["types of the page", nodePath(), [bin("typescript", "bin", "tsc"), "-p", join(root, "src", "web")]],
        [
          "lint",
          nodePath(),
          [bin("oxlint", "bin", "oxlint"), "--type-aware", "--deny-warnings", "src", "test", "benchmarks", "examples"],
        ],
      ];
let failed = 0;
for (const [name, command, args] of steps) {
  say(`${name} …`);
  if ((await run(command, args, { cwd: root })) !== 0) failed++;
}
const touchesPage = process.argv.length <= 2 || process.argv.some((argument) => /journeys|page|studio/u.test(argument));
const without = touchesPage ? ensureChromium() : undefined;
if (without) say(without);
// Once, before several test files ask for it at the same time.
if (touchesPage && (await buildPage()) !== 0) failed++;
const env = { ...process.env, PATH: `${bin(".bin")}:${process.env.PATH}` };
const tests = await run(nodePath(), [bin("vitest", "vitest.mjs"), "run", ...process.argv.slice(2)], { cwd: root, env });
if (failed > 0) say("Types or lint failed: see above.");
process.exitCode = tests === 0 && failed === 0 ? 0 : 1;
