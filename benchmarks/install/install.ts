import { spawn } from "node:child_process";
import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describeMachine, percentile } from "../machine.ts";
import { type PackageSize, bytesIn, packagesIn } from "./folder-sizes.ts";
import { type HelpTimes, type Installed, type InstallResult, reportOf } from "./report.ts";

// What it takes to install Samebut and to start it: `npm ci` as from a fresh clone with nothing in npm's cache, a production
// install, and `samebut --help`. Works in temporary folders; the checkout's packages stay as they are.
// `node benchmarks/install/install.ts`

const root = fileURLToPath(new URL("../..", import.meta.url));
const starts = 20;
const warmUps = 2;

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "samebut-install-"));
  try {
    const everything = await install(folder, "everything", []);
    const production = await install(folder, "production", ["--omit=dev"]);
    const help = [await timeHelp("the built package", await builtPackage(folder)), await timeHelp("a clone", root)];
    await report({
      date: new Date().toISOString().slice(0, 10),
      machine: describeMachine(),
      everything,
      production,
      runtime: await runtimeSizes(folder),
      help,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The first install fills npm's cache for the second one. */
async function install(folder: string, name: string, options: readonly string[]): Promise<Installed> {
  const project = join(folder, name);
  await mkdir(project);
  for (const file of ["package.json", "package-lock.json", ".npmrc"])
    await copyFile(join(root, file), join(project, file));
  const cache = join(folder, "cache");
  const downloaded = await bytesIn(cache);
  const started = performance.now();
  const command = ["ci", ...options, "--cache", cache, "--no-audit", "--no-fund", "--loglevel=error"];
  // As scripts/set-up.mjs does: without it the inference runtime would fetch files for graphics cards.
  const { code, err } = await run("npm", command, {
    cwd: project,
    env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
  });
  if (code !== 0) throw new Error(`npm ${command.join(" ")} ended with ${code}: ${err}`);
  const seconds = (performance.now() - started) / 1000;
  const packages = await packagesIn(join(project, "node_modules"));
  const bytes = packages.reduce((sum, one) => sum + one.bytes, 0);
  return {
    seconds,
    bytes,
    downloaded: (await bytesIn(cache)) - downloaded,
    count: packages.length,
    largest: packages.slice(0, 10),
  };
}

/** The inference runtime carries its libraries for every platform; one of them is used. */
async function runtimeSizes(folder: string): Promise<readonly PackageSize[]> {
  const runtime = join(folder, "production", "node_modules", "onnxruntime-node");
  const libraries = join(runtime, "bin", "napi-v6");
  const platforms = ["linux/x64", "linux/arm64", "darwin/arm64", "darwin/x64", "win32/x64", "win32/arm64"];
  const sizes = await Promise.all(
    platforms.map(async (name) => ({ name, bytes: await bytesIn(join(libraries, name)) })),
  );
  const used = sizes.find(({ name }) => name === `${process.platform}/${process.arch}`)?.bytes ?? 0;
  const all = await bytesIn(runtime);
  const rest = all - sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  return [
    { name: `used on ${process.platform}/${process.arch}`, bytes: used + rest },
    ...sizes.filter(({ bytes }) => bytes > 0),
  ];
}

/** The package as npm would install it, as far as starting needs it. */
async function builtPackage(folder: string): Promise<string> {
  const built = join(folder, "built");
  await mkdir(built);
  const { code, out, err } = await run(process.execPath, [join(root, "scripts", "build.mjs"), join(built, "dist")], {
    cwd: root,
    env: process.env,
  });
  if (code !== 0) throw new Error(`The build ended with ${code}: ${out}${err}`);
  await copyFile(join(root, "package.json"), join(built, "package.json"));
  await cp(join(root, "bin"), join(built, "bin"), { recursive: true });
  await symlink(join(folder, "production", "node_modules"), join(built, "node_modules"), "junction");
  return built;
}

/** Processor time leaves out the waiting for other programs. */
const sayProcessorTime = `data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();process.stderr.write(String(user+system))})`;

async function timeHelp(name: string, packageFolder: string): Promise<HelpTimes> {
  const seconds: number[] = [];
  const processor: number[] = [];
  for (let i = -warmUps; i < starts; i++) {
    const started = performance.now();
    const { code, err } = await run(
      process.execPath,
      ["--import", sayProcessorTime, join(packageFolder, "bin", "samebut.mjs"), "--help"],
      { cwd: tmpdir(), env: process.env },
    );
    if (code !== 0) throw new Error(`samebut --help ended with ${code}: ${err}`);
    if (i < 0) continue;
    seconds.push((performance.now() - started) / 1000);
    processor.push(Number(err) / 1e6);
  }
  return {
    name,
    n: starts,
    median: percentile(seconds, 0.5),
    p95: percentile(seconds, 0.95),
    fastest: Math.min(...seconds),
    processor: percentile(processor, 0.5),
  };
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      shell: command === "npm" && process.platform === "win32",
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (data: Buffer) => (out += data.toString()));
    child.stderr.on("data", (data: Buffer) => (err += data.toString()));
    child.on("error", reject).on("close", (code) => resolve({ code, out, err }));
  });
}

async function report(result: InstallResult): Promise<void> {
  const here = (name: string): URL => new URL(name, import.meta.url);
  await writeFile(here("result.json"), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(here("RESULT.md"), reportOf(result));
  process.stdout.write(reportOf(result));
}

await main();
