// Tests the training of the built-in model on a tiny configuration. Needs Python with Torch, Numba, ONNX and Pillow; on
// Debian it installs their packages when it may. Exits with 3 when they cannot be had.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { findPython, installParts, missingParts, root, say } from "./python.mjs";

const python = findPython() ?? (installParts() ? findPython() : undefined);
if (python === undefined) {
  say(missingParts);
  process.exit(3);
}
const { status } = spawnSync(python, ["-m", "unittest", "discover", "-s", "tests", "-t", "."], {
  cwd: join(root, "models", "still-life"),
  env: { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" },
  stdio: "inherit",
});
process.exit(status ?? 1);
