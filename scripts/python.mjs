// Where the Python is that the training of the built-in model needs, and what to do when there is none.
import { spawnSync } from "node:child_process";
import { root, say } from "./set-up.mjs";

export { root, say };

const modules = "torch, numba, onnx, PIL";
const packages = ["python3-torch", "python3-numba", "python3-onnx", "python3-pil"];
const candidates = process.env.PYTHON ? [process.env.PYTHON] : ["/usr/bin/python3", "python3"];
const quiet = (command, args) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const loud = (command, args, options = {}) => spawnSync(command, args, { stdio: "inherit", ...options }).status ?? 1;

export const missingParts = `This needs Python with ${modules}. On Debian: sudo apt-get install ${packages.join(" ")}. Elsewhere install them as you like and name the interpreter in PYTHON.`;

export const findPython = () => candidates.find((python) => quiet(python, ["-c", `import ${modules}`]));

/** Only for root: nobody is asked for a password by a test. */
export function installParts() {
  if (process.getuid?.() !== 0 || !quiet("apt-get", ["--version"])) return false;
  say(`Installing ${packages.join(", ")} …`);
  const apt = { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } };
  loud("apt-get", ["update", "-qq"], apt);
  return loud("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...packages], apt) === 0;
}
