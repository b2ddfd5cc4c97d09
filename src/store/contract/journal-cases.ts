import { expect, it } from "vitest";
import type { Stores } from "../store-contract.ts";
import {
  claimOf,
  mustClaim,
  planSession,
  runAll,
  sampleAttempt,
  sampleOutcome,
  sampleReading,
  sampleSession,
} from "./samples.ts";

const soon = { timeout: 5_000, interval: 20 };

/** What is written down of everything, and who hears of it. */
export function journalCases({ fresh, another }: Stores): void {
  it("writes a line for each thing that happened, without gaps", async () => {
    const store = await fresh();
    const plan = await planSession(store, 2);
    const claim = await mustClaim(store, claimOf(plan));
    await store.submitted(claim, "job-7");
    const variation = await store.finish(claim, sampleOutcome("picture"));
    await store.fail(
      await mustClaim(store, claimOf(plan)),
      { code: "timeout", message: "It took too long." },
      "failed",
    );
    await store.reopen(plan.round.id, ["failed"]);
    await store.cancel(plan.round.id);
    await store.addReadings("session-1", [sampleReading(variation.blob)]);
    await store.addVerdict("session-1", { variation: variation.id, rating: 3 });
    const events = await store.events("session-1", 0);
    expect(events.map(({ type }) => type)).toEqual([
      "session-created",
      "attempt-opened",
      "round-planned",
      "call-started",
      "call-submitted",
      "variation-ready",
      "call-started",
      "slot-failed",
      "slot-released",
      "slots-cancelled",
      "readings-added",
      "verdict-given",
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect((await store.findSession("session-1")).head).toBe(events.length);
    expect(new Set(events.map(({ hash }) => hash)).size).toBe(events.length);
  });

  it("reads on from any line", async () => {
    const store = await fresh();
    await planSession(store, 1);
    const all = await store.events("session-1", 0);
    expect(await store.events("session-1", 1)).toEqual(all.slice(1));
    expect(await store.events("session-1", 1, 1)).toEqual(all.slice(1, 2));
    expect(await store.events("session-1", all.length)).toEqual([]);
  });

  it("numbers lines without gaps when two processes write at once", async () => {
    const [store, other] = [await fresh(), await another()];
    const [variation] = await runAll(store, await planSession(store, 1));
    const change = { variation: variation?.id ?? "", rating: 5 };
    await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 ? store : other).addVerdict("session-1", change)));
    const events = await store.events("session-1", 0);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(await store.check()).toEqual([]);
  });

  it("tells listeners of changes by this process and by others, until they stop", async () => {
    const [store, other] = [await fresh(), await another()];
    let heard = 0;
    const stop = store.onChange(() => void heard++);
    await store.createSession(sampleSession(), sampleAttempt());
    await expect.poll(() => heard, soon).toBeGreaterThan(0);
    await expect
      .poll(() => {
        const before = heard;
        return new Promise((resolve) => setTimeout(() => resolve(heard === before), 300));
      }, soon)
      .toBe(true);
    const before = heard;
    await other.createSession(sampleSession("session-2"), sampleAttempt("session-2"));
    await expect.poll(() => heard, soon).toBeGreaterThan(before);
    stop();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const after = heard;
    await store.createSession(sampleSession("session-3"), sampleAttempt("session-3"));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(heard).toBe(after);
  });

  it("finds nothing wrong with a workspace that nothing happened to", async () => {
    const store = await fresh();
    expect(await store.check()).toEqual([]);
    await runAll(store, await planSession(store, 3));
    expect(await store.check()).toEqual([]);
  });

  it("says which rounds wait for a process that ended", async () => {
    const [store, other] = [await fresh(), await another()];
    const plan = await planSession(store, 1);
    await mustClaim(other, claimOf(plan));
    expect(await store.check()).toEqual([]);
    await other.close();
    expect(await store.check()).toMatchObject([{ severity: "note", where: `round ${plan.round.id}` }]);
  });
}
