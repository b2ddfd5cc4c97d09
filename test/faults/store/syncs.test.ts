import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planSession, runAll } from "../../../src/store/contract/samples.ts";
import { startProcess, storeProcess } from "../../fixtures/start-process.ts";
import { openTestStore } from "../../fixtures/workspace.ts";

const canTrace = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
const unable = "strace is not installed or not allowed here: nothing counts the calls";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-syncs-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

interface SystemCall {
  readonly name: string;
  /** The paths that it names, or that its handle is open on. */
  readonly paths: readonly string[];
}

/** The calls of a process on a workspace, in order, over all its threads. */
async function traced(calls: string, ...args: string[]): Promise<readonly SystemCall[]> {
  const trace = join(home, "trace");
  const strace = ["strace", "-f", "-y", "-e", `trace=${calls}`, "-o", trace];
  const running = startProcess(storeProcess, args, strace);
  running.child.stdin?.write("go\n");
  await running.ended();
  return (await readFile(trace, "utf8")).split("\n").flatMap((line) => {
    const name = /^\d+ +(\w+)\(/u.exec(line)?.[1];
    const paths = [...line.matchAll(/[<"](\/[^">]*)[">]/gu)].map((match) => match[1] ?? "");
    return name === undefined ? [] : [{ name, paths }];
  });
}

describe("what is durable was synced", () => {
  it("each commit at least once", async ({ skip }) => {
    if (!canTrace) skip(unable);
    const store = await openTestStore(home);
    const [variation] = await runAll(store, await planSession(store, 1));
    const before = (await store.findSession("session-1")).head;
    const calls = await traced("fsync,fdatasync", "judge", home, variation?.id ?? "", "100");
    expect((await store.findSession("session-1")).head).toBe(before + 100);
    expect(calls.length).toBeGreaterThanOrEqual(100);
    await store.close();
  });

  it("each blob before its name appears, and its folder after", async ({ skip }) => {
    if (!canTrace) skip(unable);
    const calls = await traced("fsync,fdatasync,rename,renameat,renameat2", "put", home, "5");
    const isSyncOf = (path: string) => (call: SystemCall) => call.name.includes("sync") && call.paths[0] === path;
    const renames = [...calls.entries()].filter(([, { name }]) => name.startsWith("rename"));
    expect(renames).toHaveLength(5);
    for (const [
      at,
      {
        paths: [temporary = "", name = ""],
      },
    ] of renames) {
      expect(calls.slice(0, at).some(isSyncOf(temporary))).toBe(true);
      expect(calls.slice(at).some(isSyncOf(dirname(name)))).toBe(true);
      expect(calls.slice(0, at).some(isSyncOf(join(home, "blobs")))).toBe(true);
    }
  });
});
