// Runs on whatever Node the host has: only built-in modules, no syntax newer than Node 18.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = join(root, "node_modules", ".samebut-installed");

/** Installs the packages of package-lock.json unless exactly these are there. */
export function installPackages() {
  const wanted = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .update(process.platform + process.arch)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  say("Installing what Samebut needs (once; about 830 MB, mostly the inference runtime and Node 24) …");
  const started = Date.now();
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const result = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    // Older npm does not know `allowScripts`: the runtime's script would download GPU files that are not needed.
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: process.env.ONNXRUNTIME_NODE_INSTALL || "skip" },
  });
  if (result.status !== 0) {
    say(
      "The packages could not be installed. Check the network connection and the lines above, then run the same command again.",
    );
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
}

/** The Node that came with the packages; the host's when it is new enough. */
export function nodePath() {
  const own = join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
  return existsSync(own) ? own : process.execPath;
}

/** Runs a command to its end, passing signals on, and resolves with its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: "inherit", ...options });
    const pass = (signal) => child.kill(signal);
    // The terminal sends Ctrl+C to both; we only have to outlive the child.
    const wait = () => undefined;
    process.on("SIGINT", wait).on("SIGTERM", pass).on("SIGHUP", pass);
    child.on("error", (error) => (say(`${command} could not be started: ${error.message}`), resolve(1)));
    child.on("exit", (code, signal) => resolve(code === null ? 128 + (signal === "SIGINT" ? 2 : 15) : code));
  });
}

export function say(text) {
  process.stderr.write(`${text}\n`);
}
