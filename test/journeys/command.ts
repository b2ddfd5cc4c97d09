import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const program = join(root, "bin", "samebut.mjs");

export interface Ended {
  readonly code: number | null;
  /** What killed it, when something did. */
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The answers of `--json`, as loose as a program that reads them. */
// oxlint-disable-next-line no-explicit-any
export type Json = any;

export interface Terminal {
  readonly home: string;
  /** Starts `samebut …` in this workspace. */
  start(...args: readonly string[]): ChildProcess;
  samebut(...args: readonly string[]): Promise<Ended>;
  /** Runs with --json and expects success. */
  json(...args: readonly string[]): Promise<Json>;
}

/** A person at a terminal, with an empty workspace of their own. */
export async function openTerminal(home?: string): Promise<Terminal> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), "samebut-journey-")));
  const start = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [program, ...args], {
      env: { ...process.env, SAMEBUT_HOME: folder, NO_COLOR: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
  const samebut = (...args: readonly string[]): Promise<Ended> => ended(start(...args));
  return {
    home: folder,
    start,
    samebut,
    async json(...args) {
      const { code, out, err } = await samebut(...args, "--json");
      if (code !== 0) throw new Error(`samebut ${args.join(" ")} ended with ${code}: ${out}${err}`);
      return JSON.parse(out) as Json;
    },
  };
}

export function ended(child: ChildProcess): Promise<Ended> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, out, err }));
  });
}
