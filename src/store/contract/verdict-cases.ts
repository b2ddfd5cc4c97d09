import { expect, it } from "vitest";
import fc from "fast-check";
import { applyVerdict, emptyVerdict } from "../../core/verdict.ts";
import type { Stores } from "../store-contract.ts";
import { planSession, runAll, sampleReading } from "./samples.ts";

/** What was seen and said of variations. */
export function verdictCases({ fresh, another }: Stores): void {
  it("keeps the first of two readings of the same thing by the same reader", async () => {
    const store = await fresh();
    const [variation] = await runAll(store, await planSession(store, 1));
    const blob = variation?.blob ?? "";
    const first = sampleReading(blob);
    const again = {
      ...first,
      body: { element: "pear", answer: "absent" as const, probability: 0.1 },
    };
    const number = {
      ...sampleReading(blob, "quantity:sharpness"),
      body: { quantity: "sharpness", value: 0.25, unit: "1" },
    };
    const attribute = {
      ...sampleReading(blob, "attribute:light"),
      body: { attribute: "light", value: "left", probability: 1 },
    };
    await store.addReadings("session-1", [first, number]);
    const head = (await store.findSession("session-1")).head;
    await store.addReadings("session-1", [again]);
    expect((await store.findSession("session-1")).head).toBe(head);
    await store.addReadings("session-1", [again, attribute, { ...first, version: 2 }]);
    const expected = [first, number, attribute, { ...first, version: 2 }];
    expect(await store.readings(blob)).toEqual(expected);
    expect((await store.history("session-1")).readings).toEqual(expected);
  });

  it("adds verdicts up, whoever says them", async () => {
    const [store, other] = [await fresh(), await another()];
    const [variation] = await runAll(store, await planSession(store, 1));
    const id = variation?.id ?? "";
    await store.addVerdict("session-1", {
      variation: id,
      choice: "pick",
      rating: 4,
      elements: { pear: "right", light: "missed" },
    });
    const sum = await other.addVerdict("session-1", {
      variation: id,
      rating: null,
      elements: { pear: null },
    });
    expect(sum).toEqual({
      variation: id,
      choice: "pick",
      rating: null,
      elements: { light: "missed" },
    });
    expect((await store.history("session-1")).verdicts).toEqual([sum]);
    await expect(store.addVerdict("session-1", { variation: "nowhere", choice: "pick" })).rejects.toMatchObject({
      code: "not-found",
    });
  });

  it("any sequence of verdicts ends where applying them one by one does, and the check agrees", async () => {
    const store = await fresh();
    const [variation] = await runAll(store, await planSession(store, 1));
    const id = variation?.id ?? "";
    let expected = emptyVerdict(id);
    const change = fc.record(
      {
        choice: fc.constantFrom("pick" as const, "reject" as const, null),
        rating: fc.constantFrom(1, 5, null),
        elements: fc.dictionary(
          fc.constantFrom("pear", "light", "toString"),
          fc.constantFrom("right" as const, "missed" as const, null),
        ),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(change, async (said) => {
        expected = applyVerdict(expected, { variation: id, ...said });
        expect(await store.addVerdict("session-1", { variation: id, ...said })).toEqual(expected);
      }),
      { numRuns: 40 },
    );
    expect(await store.check()).toEqual([]);
  });

  it("keeps a delivery as it was given", async () => {
    const store = await fresh();
    const [variation] = await runAll(store, await planSession(store, 1));
    const delivery = {
      id: "delivery-1",
      session: "session-1",
      variation: variation?.id ?? "",
      folder: "deliveries/pear",
      files: [{ path: "pear.png", mediaType: "image/png", bytes: 7, hash: variation?.blob ?? "" }],
      createdAt: 4_000,
    };
    await store.addDelivery(delivery);
    expect((await store.history("session-1")).deliveries).toEqual([delivery]);
    expect((await store.sessions())[0]?.deliveries).toBe(1);
    await expect(store.addDelivery(delivery)).rejects.toMatchObject({ code: "conflict" });
    await expect(store.addDelivery({ ...delivery, id: "delivery-2", variation: "nowhere" })).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await store.check()).toEqual([]);
  });
}
