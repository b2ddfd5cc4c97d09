import { expect, it } from "vitest";
import type { Failure } from "../../core/errors.ts";
import { sha256 } from "../row-hash.ts";
import type { Stores } from "../store-contract.ts";
import { claimOf, mustClaim, planSession, runAll, sampleOutcome, samplePlan } from "./samples.ts";

const broken: Failure = { code: "unavailable", message: "It did not answer.", hint: "Try again." };

/** Planning, claiming, finishing and failing. */
export function workCases({ fresh, another }: Stores): void {
  it("keeps a planned round as it was given", async () => {
    const store = await fresh();
    const plan = await planSession(store, 3);
    const history = await store.history("session-1");
    expect(history.rounds).toEqual([plan.round]);
    expect(history.arms).toEqual(plan.arms);
    expect(history.slots).toEqual(plan.slots);
  });

  it("refuses a second round in the same place, and writes nothing of it", async () => {
    const store = await fresh();
    await planSession(store, 2);
    const before = await store.history("session-1");
    const rival = (await another()).addRound(samplePlan(3, "session-1", 1, "rival"));
    await expect(rival).rejects.toMatchObject({
      code: "conflict",
      message: "Another process planned this round meanwhile.",
    });
    expect(await store.history("session-1")).toEqual(before);
  });

  it("hands out each slot once, in order, and no more at once than the engine takes", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 3), { concurrency: 2 });
    const first = await mustClaim(store, options);
    const second = await mustClaim(other, options);
    expect([first, second].map(({ slot, call }) => [slot.position, slot.state, call])).toEqual([
      [0, "running", 1],
      [1, "running", 1],
    ]);
    expect(await store.claim(options)).toBeUndefined();
    expect(await store.isRunning(options.round)).toBe(true);
    await other.finish(second, sampleOutcome("second"));
    expect((await mustClaim(store, options)).slot.position).toBe(2);
  });

  it("counts what an engine runs over all rounds", async () => {
    const store = await fresh();
    const here = await planSession(store, 1);
    const there = await planSession(store, 1, "session-2");
    await mustClaim(store, claimOf(here, { concurrency: 1 }));
    expect(await store.claim(claimOf(there, { concurrency: 1 }))).toBeUndefined();
    expect(await store.claim(claimOf(there, { concurrency: 2 }))).toBeDefined();
    expect(await store.claim(claimOf(there, { engine: "other" }))).toBeUndefined();
  });

  it("finishes with everything that is known of the variation", async () => {
    const store = await fresh();
    const plan = await planSession(store, 1);
    const claim = await mustClaim(store, claimOf(plan));
    await store.submitted(claim, "job-7");
    const outcome = sampleOutcome("picture");
    const variation = await store.finish(claim, outcome);
    const { blob, ...rest } = outcome;
    expect(variation).toMatchObject({
      ...rest,
      blob: blob.hash,
      mediaType: "image/png",
      recipe: claim.slot.recipe,
      slot: claim.slot.id,
    });
    expect(await store.findVariation(variation.id)).toEqual(variation);
    const history = await store.history("session-1");
    expect(history.variations).toEqual([variation]);
    expect(history.slots[0]).toMatchObject({
      state: "done",
      variation: variation.id,
      calls: 1,
      failure: null,
    });
    expect(await store.isRunning(plan.round.id)).toBe(false);
    expect(await store.referencedBlobs()).toEqual(new Set([blob.hash]));
  });

  it("keeps what a conversation goes on from, and counts it as used", async () => {
    const store = await fresh();
    const claim = await mustClaim(store, claimOf(await planSession(store, 2)));
    const turn = sha256("what was said");
    const made = await store.finish(claim, { ...sampleOutcome("picture"), turn });
    expect(made.turn).toBe(turn);
    expect((await store.history("session-1")).variations).toEqual([made]);
    expect(await store.referencedBlobs()).toContain(turn);
    const other = await mustClaim(store, claimOf(samplePlan(2)));
    await store.finish(other, { ...sampleOutcome("other"), turn: "resp_123" });
    expect(await store.referencedBlobs()).not.toContain("resp_123");
  });

  it("knows what was spent since a time, and how many calls nobody knows the cost of", async () => {
    const store = await fresh();
    const options = claimOf(await planSession(store, 4));
    const [paid, unpriced, lost, refused] = [
      await mustClaim(store, options),
      await mustClaim(store, options),
      await mustClaim(store, options),
      await mustClaim(store, options),
    ];
    for (const claim of [paid, unpriced, lost]) await store.submitted(claim, "job");
    await store.finish(paid, sampleOutcome("paid"));
    await store.finish(unpriced, { ...sampleOutcome("unpriced"), cost: null });
    await store.fail(lost, { code: "uncertain", message: "Nobody knows." }, "uncertain");
    await store.fail(refused, { code: "refused", message: "No." }, "failed");
    expect(await store.spentSince(0)).toEqual({ micros: 40_000, unknown: 2 });
    expect(await store.spentSince(Number.MAX_SAFE_INTEGER)).toEqual({ micros: 0, unknown: 0 });
  });

  it("keeps two variations with the same bytes apart", async () => {
    const store = await fresh();
    const options = claimOf(await planSession(store, 2));
    for (let n = 0; n < 2; n++)
      await store.finish(await mustClaim(store, options), {
        ...sampleOutcome("same"),
        cost: null,
        width: null,
        height: null,
      });
    const { variations } = await store.history("session-1");
    expect(variations.map(({ blob, cost, width }) => [blob, cost, width])).toEqual(
      Array(2).fill([sampleOutcome("same").blob.hash, null, null]),
    );
  });

  it("says how often each slot was called with one key", async () => {
    const store = await fresh();
    const options = claimOf(await planSession(store, 1));
    const first = await mustClaim(store, options);
    await store.fail(first, broken, "ready");
    const second = await mustClaim(store, options);
    expect([first.call, second.call, second.idempotencyKey]).toEqual([1, 2, first.idempotencyKey]);
    await store.finish(second, sampleOutcome("picture"));
    expect((await store.history("session-1")).slots[0]).toMatchObject({
      calls: 2,
      state: "done",
      failure: null,
    });
  });

  it.each(["failed", "cancelled", "uncertain"] as const)(
    "opens a slot again that ended %s, when asked to",
    async (state) => {
      const store = await fresh();
      const plan = await planSession(store, 2);
      const claim = await mustClaim(store, claimOf(plan));
      await store.fail(claim, broken, state);
      expect((await store.history("session-1")).slots[0]).toMatchObject({
        state,
        failure: broken,
        variation: null,
      });
      const others = (["failed", "cancelled", "uncertain"] as const).filter((other) => other !== state);
      expect(await store.reopen(plan.round.id, others)).toBe(0);
      expect(await store.reopen(plan.round.id, [state], "elsewhere")).toBe(0);
      expect(await store.reopen(plan.round.id, [state], claim.slot.id)).toBe(1);
      expect((await mustClaim(store, claimOf(plan))).call).toBe(2);
    },
  );

  it("cancels what nobody runs yet", async () => {
    const store = await fresh();
    const plan = await planSession(store, 3);
    const claim = await mustClaim(store, claimOf(plan));
    expect(await store.cancel(plan.round.id)).toBe(2);
    expect(await store.cancel(plan.round.id)).toBe(0);
    await store.finish(claim, sampleOutcome("picture"));
    expect((await store.history("session-1")).slots.map(({ state }) => state)).toEqual([
      "done",
      "cancelled",
      "cancelled",
    ]);
  });

  it("gives each slot to one of many who ask at once", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 10), { concurrency: 100 });
    const claims = await Promise.all(Array.from({ length: 30 }, (_, n) => (n % 2 ? store : other).claim(options)));
    const slots = claims.flatMap((claim) => (claim ? [claim.slot.id] : []));
    expect([slots.length, new Set(slots).size]).toEqual([10, 10]);
  });

  it("finds a variation by the end of its id", async () => {
    const store = await fresh();
    const [variation] = await runAll(store, await planSession(store, 1));
    expect(await store.findVariation(variation?.id.slice(-8) ?? "")).toEqual(variation);
  });
}
