import { expect, it } from "vitest";
import type { Stores } from "../store-contract.ts";
import { claimOf, mustClaim, planSession, sampleOutcome } from "./samples.ts";

const failure = { code: "unavailable", message: "It did not answer." } as const;

/** What happens to slots whose process ended, and to processes that come back too late. */
export function takeOverCases({ fresh, another }: Stores): void {
  it("leaves a slot to its process while that lives", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 1), { takeOver: "retry" });
    const claim = await mustClaim(other, options);
    expect(await store.claim(options)).toBeUndefined();
    expect(await store.isRunning(options.round)).toBe(true);
    await other.finish(claim, sampleOutcome("picture"));
  });

  it("calls again where that costs nothing", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 1), { takeOver: "retry" });
    const lost = await mustClaim(other, options);
    await other.close();
    expect(await store.isRunning(options.round)).toBe(false);
    const claim = await mustClaim(store, options);
    expect([claim.slot.id, claim.call, claim.idempotencyKey]).toEqual([lost.slot.id, 2, lost.idempotencyKey]);
  });

  it.each([
    ["started", false],
    ["submitted", true],
  ])("asks first where a call that was %s may have been charged", async (_, submitted) => {
    const [store, other] = [await fresh(), await another()];
    const plan = await planSession(store, 2);
    const lost = await mustClaim(other, claimOf(plan));
    if (submitted) await other.submitted(lost, "job-7");
    await other.close();
    const next = await mustClaim(store, claimOf(plan));
    expect(next.slot.position).toBe(1);
    const [slot] = (await store.history("session-1")).slots;
    expect(slot).toMatchObject({
      state: "uncertain",
      calls: 1,
      failure: { code: "uncertain", hint: expect.any(String) },
    });
    expect(slot?.failure?.message.includes("job-7")).toBe(submitted);
    await store.finish(next, sampleOutcome("picture"));
    expect(await store.claim(claimOf(plan))).toBeUndefined();
  });

  it("goes on with a job that the provider has named, as often as processes end, and asks nobody", async () => {
    const [store, second, third] = [await fresh(), await another(), await another()];
    const options = claimOf(await planSession(store, 1), { pickUp: true });
    const lost = await mustClaim(second, options);
    await second.submitted(lost, lost.idempotencyKey);
    await second.submitted(lost, "job-7");
    await second.close();
    expect(await mustClaim(third, options)).toMatchObject({ call: 2, job: "job-7" });
    await third.close();
    const claim = await mustClaim(store, options);
    expect(claim).toMatchObject({ call: 3, job: "job-7" });
    await store.fail(claim, { ...failure, code: "uncertain" }, "uncertain");
    expect(await store.awaited(options.round)).toEqual([claim.slot.id]);
    await store.reopen(options.round, ["uncertain"]);
    expect(await mustClaim(store, { ...options, pickUp: false })).toMatchObject({ call: 4, job: undefined });
    expect(await store.check()).toEqual([]);
  });

  it("asks where the key is all that is known of a job", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 1), { pickUp: true });
    const lost = await mustClaim(other, options);
    await other.submitted(lost, lost.idempotencyKey);
    await other.close();
    expect(await store.claim(options)).toBeUndefined();
    expect((await store.history("session-1")).slots[0]?.state).toBe("uncertain");
    expect(await store.awaited(options.round)).toEqual([]);
  });

  it("does not count dead processes against an engine's limit", async () => {
    const [store, other] = [await fresh(), await another()];
    const [here, there] = [await planSession(store, 1), await planSession(store, 1, "session-2")];
    await mustClaim(other, claimOf(here, { concurrency: 1 }));
    await other.close();
    expect(await store.claim(claimOf(there, { concurrency: 1 }))).toBeDefined();
  });

  it("refuses everything from a claim that was lost, and writes nothing", async () => {
    const [store, other] = [await fresh(), await another()];
    const options = claimOf(await planSession(store, 1));
    const lost = await mustClaim(store, options);
    await store.fail(lost, failure, "ready");
    const held = await mustClaim(other, options);
    const before = await store.history("session-1");
    const stolen = { ...held };
    for (const late of [
      () => store.finish(lost, sampleOutcome("late")),
      () => store.finish(stolen, sampleOutcome("late")),
      () => other.finish(lost, sampleOutcome("late")),
      () => store.fail(lost, failure, "failed"),
      () => store.submitted(lost, "job-7"),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: "conflict" });
    }
    expect(await store.history("session-1")).toEqual(before);
    expect(await store.referencedBlobs()).toEqual(new Set());
    await other.finish(held, sampleOutcome("in time"));
    await expect(other.finish(held, sampleOutcome("again"))).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await store.check()).toEqual([]);
  });
}
