import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

/** The names of the system calls that reached the disk, in order, over all threads. */
async function traced(calls: string, ...args: string[]): Promise<readonly string[]> {
  const trace = join(home, "trace");
  const strace = ["strace", "-f", "--seccomp-bpf", "-e", `trace=${calls}`, "-o", trace];
  const running = startProcess(storeProcess, args, strace);
  running.child.stdin?.write("go\n");
  await running.ended();
  const lines = (await readFile(trace, "utf8")).split("\n").filter((line) => !line.includes("resumed>"));
  return lines.flatMap((line) => /^\d+ +(\w+)\(/u.exec(line)?.[1] ?? []);
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
    const kinds = calls.map((call) => (call.startsWith("rename") ? "rename" : "sync"));
    const lastFive = kinds.join(" ").match(/sync rename sync/gu) ?? [];
    expect(kinds.filter((kind) => kind === "rename")).toHaveLength(5);
    expect(lastFive).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "sync").length).toBeGreaterThanOrEqual(10);
  });
});
