import fc from "fast-check";
import { expect, it } from "vitest";
import { StudioError } from "../../core/errors.ts";
import type { Claim, Store } from "../../core/store.ts";
import type { Stores } from "../store-contract.ts";
import { planSession, sampleOutcome } from "./samples.ts";

const failure = { code: "unavailable", message: "It did not answer." } as const;

/** What somebody may do next: which of two processes, to which of the claims that were ever made. */
const Deed = fc.record({
  kind: fc.constantFrom(
    "claim",
    "claim",
    "submitted",
    "finish",
    "finish",
    "failed",
    "ready",
    "cancelled",
    "uncertain",
    "reopen",
    "cancel",
    "verdict",
  ),
  process: fc.nat(1),
  which: fc.nat(30),
} as const);
type Deed = typeof Deed extends fc.Arbitrary<infer Value> ? Value : never;

/** Any order of anything, late and wrong attempts included. */
export function anythingCases({ fresh, another }: Stores): void {
  it("is consistent whatever two processes do in whatever order", async () => {
    const processes = [await fresh(), await another()] as const;
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(Deed, { minLength: 5, maxLength: 40 }), async (deeds) => {
        const name = `session-${++count}`;
        const plan = await planSession(processes[0], 4, name);
        const claims: Claim[] = [];
        for (const deed of deeds) await attempt(processes[deed.process] ?? processes[0], deed, claims, name);
        const { slots, variations } = await processes[0].history(name);
        expect(variations.map(({ slot }) => slot).toSorted()).toEqual(
          slots
            .filter(({ state }) => state === "done")
            .map(({ id }) => id)
            .toSorted(),
        );
        expect(slots.map(({ calls }) => calls)).toEqual(
          plan.slots.map(({ id }) => claims.filter(({ slot }) => slot.id === id).length),
        );
        expect((await processes[1].check()).filter(({ severity }) => severity === "error")).toEqual([]);
      }),
      { numRuns: 12 },
    );
  });
}

/** A refusal is as good as a deed; anything else that is thrown is a fault. */
async function attempt(store: Store, deed: Deed, claims: Claim[], session: string): Promise<void> {
  try {
    await doIt(store, deed, claims, session);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== "conflict") throw error;
  }
}

async function doIt(store: Store, { kind, which }: Deed, claims: Claim[], session: string): Promise<void> {
  const round = `${session}-round-1`;
  const claim = claims[which % Math.max(1, claims.length)];
  if (kind === "claim") {
    const made = await store.claim({ round, engine: "scripted", concurrency: 100, takeOver: "ask" });
    if (made) claims.push(made);
  } else if (kind === "reopen") {
    await store.reopen(round, ["failed", "cancelled", "uncertain"]);
  } else if (kind === "cancel") {
    await store.cancel(round);
  } else if (kind === "verdict") {
    const [variation] = (await store.history(session)).variations;
    if (variation) await store.addVerdict(session, { variation: variation.id, rating: (which % 5) + 1 });
  } else if (claim) {
    if (kind === "submitted") await store.submitted(claim, `job-${which}`);
    else if (kind === "finish") await store.finish(claim, sampleOutcome(`${claim.slot.id} ${which}`));
    else await store.fail(claim, failure, kind);
  }
}
