import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { TakeOver } from "../../../src/core/store.ts";
import { planSession } from "../../../src/store/contract/samples.ts";
import { examine } from "../../../src/store/doctor.ts";
import { createPaidProvider } from "../../fixtures/paid-provider.ts";
import { startProcess, storeProcess } from "../../fixtures/start-process.ts";
import { openTestBlobs, openTestStore } from "../../fixtures/workspace.ts";

const slots = 120;
const workers = 2;
/** Seconds of work; more only where other programs want the processor too. */
const patience = 240_000;

async function plannedWorkspace(): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), "samebut-kill-"));
  const store = await openTestStore(home);
  await planSession(store, slots);
  await store.close();
  return home;
}

/** Kills workers with -9 at random moments, mostly while they work, and starts new ones. */
async function killWorkers(home: string, takeOver: TakeOver, kills: number): Promise<void> {
  let left = kills;
  const keepKilling = async (): Promise<void> => {
    while (left-- > 0) {
      const worker = startProcess(storeProcess, ["run", home, takeOver]);
      if (Math.random() < 0.8) await worker.says("started");
      await wait(Math.random() * 60);
      worker.child.kill("SIGKILL");
      await worker.ended();
    }
  };
  await Promise.all(Array.from({ length: workers }, keepKilling));
}

function acknowledgedIn(home: string): readonly string[] {
  const file = join(home, "acknowledged");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

describe("kill -9 at random moments", () => {
  it.each([
    ["retry", 30],
    ["ask", 12],
  ] as const)(
    "loses nothing and pays for nothing twice (%s, %i kills)",
    { timeout: patience },
    async (takeOver, kills) => {
      const home = await plannedWorkspace();
      await killWorkers(home, takeOver, kills);
      expect(await startProcess(storeProcess, ["run", home, takeOver]).ended()).toBe("started\ndone");

      const store = await openTestStore(home);
      const history = await store.history("session-1");
      const charges = createPaidProvider({
        ledger: join(home, "ledger"),
        idempotent: takeOver === "retry",
      }).charges();
      const done = history.slots.filter(({ state }) => state === "done");
      const uncertain = history.slots.filter(({ state }) => state === "uncertain");
      const kept = new Set(history.variations.map(({ id }) => id));

      expect(acknowledgedIn(home).filter((id) => !kept.has(id))).toEqual([]);
      expect([...charges].filter(([, times]) => times > 1)).toEqual([]);
      expect(done.filter(({ id }) => !charges.has(id))).toEqual([]);
      expect(done.length + uncertain.length).toBe(slots);
      // The kills did hit calls: they were made again, or, where that could charge twice, are left to the person.
      if (takeOver === "ask") expect(uncertain).not.toEqual([]);
      else expect([uncertain, history.slots.some(({ calls }) => calls > 1)]).toEqual([[], true]);
      const findings = await examine(store, openTestBlobs(home));
      expect(findings.filter(({ severity }) => severity !== "note")).toEqual([]);
      await store.close();
      await rm(home, { recursive: true, force: true });
    },
  );
});
