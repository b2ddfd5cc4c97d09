import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { createStudio } from "../../src/cli/create-studio.ts";
import type { History } from "../../src/core/history.ts";
import { createRandom } from "../../src/core/method/statistics/random.ts";
import type { Finding } from "../../src/core/store.ts";
import { type Charge, createLedger } from "../../src/engines/scripted/ledger.ts";
import { startProcess } from "../fixtures/start-process.ts";

const worker = join(import.meta.dirname, "..", "fixtures", "session-process.ts");

interface Aftermath {
  readonly history: History;
  readonly charges: readonly Charge[];
  readonly findings: readonly Finding[];
}

/** Kills a working process `kills` times, each at a moment of its own, then lets one finish. */
async function survive(kills: number, keys: "keys" | "no-keys"): Promise<Aftermath> {
  const home = await mkdtemp(join(tmpdir(), "samebut-kill-"));
  const ledger = join(home, "ledger.jsonl");
  const random = createRandom(7);
  for (let kill = 0; kill < kills; kill++) {
    const running = startProcess(worker, [home, ledger, keys]);
    try {
      await running.says("open");
      await wait(random.uniform() * 400);
    } finally {
      running.child.kill("SIGKILL");
    }
    await running.ended();
  }
  const said = await startProcess(worker, [home, ledger, keys, "1"]).ended();
  if (said !== "open") throw new Error(`The last process said: ${said}`);
  const studio = await createStudio({ home });
  const session = (await studio.store.sessions())[0]?.session.id ?? "";
  const aftermath = {
    history: await studio.store.history(session),
    charges: await createLedger(ledger).charges(),
    findings: await studio.examine(),
  };
  await studio.close();
  return aftermath;
}

const errorsIn = ({ findings }: Aftermath): readonly Finding[] =>
  findings.filter(({ severity }) => severity === "error");
const duplicates = (keys: readonly string[]): readonly string[] => keys.filter((key, at) => keys.indexOf(key) !== at);

describe("a session whose process is killed again and again", () => {
  it("loses nothing and pays for nothing twice where the provider knows our keys: 50 kills", async () => {
    const after = await survive(50, "keys");
    const { slots, variations } = after.history;
    expect(slots.length).toBeGreaterThan(16);
    expect(slots.filter(({ state }) => state !== "done")).toEqual([]);
    expect(duplicates(variations.map(({ slot }) => slot))).toEqual([]);
    expect(variations).toHaveLength(slots.length);
    expect(after.charges.map(({ key }) => key).toSorted()).toEqual(slots.map(({ id }) => id).toSorted());
    expect(errorsIn(after)).toEqual([]);
  }, 240_000);

  it("never pays twice without keys: what is in doubt is left for the person to decide", async () => {
    const after = await survive(12, "no-keys");
    const { slots, variations } = after.history;
    expect(duplicates(after.charges.map(({ key }) => key))).toEqual([]);
    expect(new Set(slots.map(({ state }) => state))).toEqual(new Set(["done", "uncertain"]));
    const done = slots.filter(({ state }) => state === "done").map(({ id }) => id);
    expect(variations.map(({ slot }) => slot).toSorted()).toEqual(done.toSorted());
    const charged = new Set(after.charges.map(({ key }) => key));
    expect(done.every((id) => charged.has(id))).toBe(true);
    expect(errorsIn(after)).toEqual([]);
  }, 120_000);
});
