// Measures the built-in model from its exported files and writes models/still-life/evaluation.json, CARD.md and sheets/.
// Takes about fifteen minutes of one core.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findPython, missingParts, root, say } from "./python.mjs";

const python = findPython();
if (python === undefined) {
  say(missingParts);
  process.exit(3);
}
const make = join(root, "models", "still-life", "make.py");
const { status } = spawnSync(python, [make, "evaluate", ...process.argv.slice(2)], { stdio: "inherit" });
process.exit(status ?? 1);
