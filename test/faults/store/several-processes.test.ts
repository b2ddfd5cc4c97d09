import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  claimOf,
  mustClaim,
  planSession,
  runAll,
  sampleAttempt,
  sampleOutcome,
  sampleSession,
} from "../../../src/store/contract/samples.ts";
import { type RunningProcess, startProcess, storeProcess } from "../../fixtures/start-process.ts";
import { openTestStore } from "../../fixtures/workspace.ts";

let home: string;
const started: RunningProcess[] = [];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "samebut-processes-"));
});
afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill("SIGKILL");
  await rm(home, { recursive: true, force: true });
});

function start(deed: string, where: string, ...more: (string | number)[]): RunningProcess {
  const running = startProcess(storeProcess, [deed, where, ...more.map(String)]);
  started.push(running);
  return running;
}

/** Lets them go at the same moment, and gives what each of them said. */
async function together(processes: readonly RunningProcess[]): Promise<readonly string[]> {
  for (const running of processes) await running.says("ready");
  for (const { child } of processes) child.stdin?.write("go\n");
  const said = await Promise.all(processes.map((running) => running.ended()));
  return said.map((lines) => lines.replace("ready\n", ""));
}

describe("several processes on one workspace", { timeout: 240_000 }, () => {
  it("open a new one at the same moment, five at a time, five times over", async () => {
    for (let round = 0; round < 5; round++) {
      const fresh = join(home, String(round), "deep");
      const said = await together(Array.from({ length: 5 }, () => start("open", fresh)));
      expect(said).toEqual(Array(5).fill("opened"));
      const store = await openTestStore(fresh);
      expect(await store.check()).toEqual([]);
      await store.close();
    }
  });

  it("each write a hundred times into one journal, and none is turned away", async () => {
    const store = await openTestStore(home);
    const [variation] = await runAll(store, await planSession(store, 1));
    const before = await store.findSession("session-1");
    const judges = Array.from({ length: 4 }, () => start("judge", home, variation?.id ?? "", 100));
    expect(await together(judges)).toEqual(Array(4).fill("judged"));
    expect((await store.findSession("session-1")).head).toBe(before.head + 400);
    expect(await store.check()).toEqual([]);
    await store.close();
  });

  it("plan the same round: one does, the other hears of it and writes nothing", async () => {
    const store = await openTestStore(home);
    await store.createSession(sampleSession(), sampleAttempt());
    const said = await together([start("plan", home), start("plan", home)]);
    expect(said.filter((line) => line === "planned")).toHaveLength(1);
    expect(said.find((line) => line !== "planned")).toContain(
      '"code":"conflict","message":"Another process planned this round meanwhile."',
    );
    const history = await store.history("session-1");
    expect([history.rounds.length, history.arms.length, history.slots.length]).toEqual([1, 1, 2]);
    await store.close();
  });

  it("a stopped one keeps its slot and finishes it later", async () => {
    const store = await openTestStore(home);
    const options = claimOf(await planSession(store, 1), { takeOver: "retry" });
    const holder = start("hold", home);
    await holder.says("claimed");
    holder.child.kill("SIGSTOP");
    expect([await store.claim(options), await store.isRunning(options.round)]).toEqual([undefined, true]);
    holder.child.kill("SIGCONT");
    holder.child.stdin?.write("finish\n");
    expect(await holder.ended()).toBe("claimed\nfinished");
    expect((await store.history("session-1")).slots).toMatchObject([{ state: "done", calls: 1 }]);
    await store.close();
  });

  it("one that is killed is seen as dead, its lock is cleared away and its slot goes on", async () => {
    const store = await openTestStore(home);
    const options = claimOf(await planSession(store, 1), { takeOver: "retry" });
    const holder = start("hold", home);
    await holder.says("claimed");
    expect(await store.isRunning(options.round)).toBe(true);
    holder.child.kill("SIGKILL");
    await holder.ended();
    expect(await store.isRunning(options.round)).toBe(false);
    expect((await readdir(join(home, "run"))).length).toBe(1);
    const claim = await mustClaim(store, options);
    expect(claim.call).toBe(2);
    await store.finish(claim, sampleOutcome("at last"));
    expect(await store.check()).toEqual([]);
    await store.close();
  });
});
