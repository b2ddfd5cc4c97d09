import { expect, it } from "vitest";
import type { Stores } from "../store-contract.ts";
import {
  planSession,
  runAll,
  sampleAttempt,
  sampleBrief,
  sampleOutcome,
  samplePlan,
  sampleSession,
} from "./samples.ts";

/** Making, finding, revising and listing sessions. */
export function sessionCases({ fresh, another }: Stores): void {
  it("keeps a session as it was given, also for another process", async () => {
    const made = await (await fresh()).createSession(sampleSession(), sampleAttempt());
    const other = await another();
    expect(made).toEqual({ ...sampleSession(), head: 2 });
    expect(await other.findSession("session-1")).toEqual(made);
    expect((await other.history("session-1")).attempts).toEqual([sampleAttempt()]);
  });

  it("begins with finished variations, all of them or no session at all", async () => {
    const store = await fresh();
    const plan = samplePlan(2);
    const outcomes = [sampleOutcome("one"), sampleOutcome("two")];
    await expect(
      store.createSession(sampleSession(), sampleAttempt(), { plan, outcomes: outcomes.slice(0, 1) }),
    ).rejects.toMatchObject({ code: "internal" });
    expect(await store.sessions()).toEqual([]);
    const made = await store.createSession(sampleSession(), sampleAttempt(), { plan, outcomes });
    const history = await store.history("session-1");
    expect(history.variations.map(({ blob }) => blob)).toEqual(outcomes.map(({ blob }) => blob.hash));
    expect(history.slots.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(made.head).toBe((await store.events("session-1", 0)).at(-1)?.seq);
    expect(await store.check()).toEqual([]);
  });

  it("lists every variation of every session with what was said of it, the newest first", async () => {
    const store = await fresh();
    const [first, second] = await runAll(store, await planSession(store, 2));
    await store.addVerdict("session-1", { variation: first!.id, choice: "pick", rating: 4 });
    const rows = await store.library();
    expect(rows.map(({ id }) => id)).toEqual([second!.id, first!.id]);
    const { id, session, round, blob, mediaType, width, height, createdAt, recipe } = first!;
    const { prompt, engine, seed } = recipe;
    expect(rows[1]).toEqual({
      id,
      session,
      round,
      blob,
      mediaType,
      width,
      height,
      createdAt,
      prompt,
      engine,
      seed,
      choice: "pick",
      rating: 4,
      delivered: false,
    });
  });

  it("refuses an id that is taken, and changes nothing", async () => {
    const store = await fresh();
    const made = await store.createSession(sampleSession(), sampleAttempt());
    const again = { ...sampleSession(), title: "another" };
    await expect(store.createSession(again, { ...sampleAttempt(), id: "x" })).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await store.findSession("session-1")).toEqual(made);
  });

  it("revises a brief only from the state that was looked at", async () => {
    const store = await fresh();
    const { head } = await store.createSession(sampleSession(), sampleAttempt());
    const revised = await store.reviseBrief("session-1", sampleBrief("a red pear"), head);
    expect(revised).toMatchObject({ brief: { prompt: "a red pear" }, head: head + 1 });
    await expect(store.reviseBrief("session-1", sampleBrief("a blue pear"), head)).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await store.findSession("session-1")).toEqual(revised);
    expect(await store.reviseBrief("session-1", sampleBrief("a blue pear"))).toMatchObject({
      head: head + 2,
    });
  });

  it("opens the next attempt once", async () => {
    const store = await fresh();
    await store.createSession(sampleSession(), sampleAttempt());
    await store.openAttempt(sampleAttempt("session-1", 2));
    const twice = { ...sampleAttempt("session-1", 2), id: "other" };
    await expect(store.openAttempt(twice)).rejects.toMatchObject({ code: "conflict" });
    await expect(store.openAttempt(sampleAttempt("nowhere", 1))).rejects.toMatchObject({
      code: "not-found",
    });
    expect((await store.history("session-1")).attempts.map(({ ordinal }) => ordinal)).toEqual([1, 2]);
  });

  it.each([
    ["apple-0001", "apple-0001"],
    ["apple", "conflict"],
    ["0002", "apple-0002"],
    ["pear", "pear-0001"],
    ["0001", "conflict"],
    ["pe", "not-found"],
    ["", "not-found"],
    ["%pear", "not-found"],
    ["PEAR", "not-found"],
    ["plum", "plum"],
  ])("finds a session by %j: %s", async (typed, expected) => {
    const store = await fresh();
    for (const id of ["apple-0001", "apple-0002", "pear-0001", "plum", "plum-0007"]) {
      await store.createSession(sampleSession(id), sampleAttempt(id));
    }
    const found = store.findSession(typed);
    if (expected.includes("-0") || expected === "plum") expect((await found).id).toBe(expected);
    else await expect(found).rejects.toMatchObject({ code: expected, hint: expect.any(String) });
  });

  it("lists sessions with their counts and the newest picked, else newest, picture", async () => {
    const store = await fresh();
    const made = await runAll(store, await planSession(store, 3));
    await store.createSession({ ...sampleSession("session-2"), createdAt: 5_000 }, sampleAttempt("session-2"));
    const newest = made.at(-1)?.blob;
    expect(await store.sessions()).toMatchObject([
      { session: { id: "session-2" }, rounds: 0, variations: 0, thumbnail: null, deliveries: 0 },
      { session: { id: "session-1" }, rounds: 1, variations: 3, thumbnail: newest, deliveries: 0 },
    ]);
    const [first] = made;
    if (first) await store.addVerdict("session-1", { variation: first.id, choice: "pick" });
    expect((await store.sessions())[1]?.thumbnail).toBe(first?.blob);
  });

  it("knows nothing of a session that does not exist", async () => {
    const store = await fresh();
    await expect(store.history("nowhere")).rejects.toMatchObject({ code: "not-found" });
    await expect(store.findVariation("nowhere")).rejects.toMatchObject({ code: "not-found" });
    await expect(store.reviseBrief("nowhere", sampleBrief())).rejects.toMatchObject({
      code: "not-found",
    });
    expect(await store.events("nowhere", 0)).toEqual([]);
  });
}
