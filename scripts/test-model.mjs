// Tests the training of the built-in model on a tiny configuration. Needs Python with Torch, Numba, ONNX and Pillow; on
// Debian it installs their packages when it may. Exits with 3 when they cannot be had.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { root, say } from "./set-up.mjs";

const modules = "torch, numba, onnx, PIL";
const packages = ["python3-torch", "python3-numba", "python3-onnx", "python3-pil"];
const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["/usr/bin/python3", "python3"];
const quiet = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const loud = (command, args, options = {}) => spawnSync(command, args, { stdio: "inherit", ...options }).status ?? 1;
const findPython = () => candidates.find((python) => quiet(python, ["-c", `import ${modules}`]));

const python = findPython() ?? (installParts() ? findPython() : undefined);
if (python === undefined) {
  say(
    `The tests of the built-in model need Python with ${modules}. On Debian: sudo apt-get install ${packages.join(" ")}. Elsewhere install them as you like and name the interpreter in PYTHON.`,
  );
  process.exit(3);
}
const env = { ...process.env, OMP_NUM_THREADS: "1", PYTHONDONTWRITEBYTECODE: "1" };
const suite = ["-m", "unittest", "discover", "-s", "tests", "-t", "."];
process.exit(loud(python, suite, { cwd: join(root, "models", "still-life"), env }));

/** Only for root: nobody is asked for a password by a test. */
function installParts() {
  if (process.getuid?.() !== 0 || !quiet("apt-get", ["--version"])) return false;
  say(`Installing ${packages.join(", ")} …`);
  const apt = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  loud("apt-get", ["update", "-qq"], apt);
  return loud("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], apt) === 0;
}
