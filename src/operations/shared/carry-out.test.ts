import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Studio } from "../../core/studio.ts";
import { openTestStudio } from "../../../test/fixtures/studio.ts";
import { newSession } from "../new-session.ts";
import { orient } from "../orient.ts";

/** Waits until a slot of the only session is with the provider. */
async function untilSubmitted(studio: Studio, session: string): Promise<void> {
  while (!(await studio.store.events(session, 0)).some(({ type }) => type === "call-submitted"))
    await new Promise((resolve) => void setTimeout(resolve, 5));
}

const call = { signal: new AbortController().signal };

describe("two rounds on an engine that makes one picture at a time", () => {
  it("both wait for their turn and finish", async () => {
    const studio = await openTestStudio({ engine: { concurrency: 1, steps: 2, millisecondsPerStep: 15 } });
    const begin = async (prompt: string): Promise<string> =>
      (await newSession.run(studio, newSession.input.parse({ prompt, engine: "scripted" }), call)).session.id;
    const sessions = [await begin("a red cube"), await begin("a blue bowl")];
    await Promise.all(sessions.map((session) => orient.run(studio, orient.input.parse({ session, count: 3 }), call)));
    for (const session of sessions) {
      const { slots, variations } = await studio.store.history(session);
      expect(slots.map(({ state, calls }) => [state, calls])).toEqual([
        ["done", 1],
        ["done", 1],
        ["done", 1],
      ]);
      expect(variations).toHaveLength(3);
    }
    await studio.close();
  });
});

describe("a round that is stopped while the provider is at work", () => {
  it.each([
    ["asks before it pays again", { honoursKeys: false }, "uncertain"],
    ["simply goes on where the provider knows our keys", { honoursKeys: true }, "ready"],
  ] as const)("%s", async (_, keys, state) => {
    const folder = await mkdtemp(join(tmpdir(), "samebut-"));
    const studio = await openTestStudio({
      engine: {
        ...keys,
        priceMicros: 40_000,
        concurrency: 1,
        ledger: join(folder, "ledger"),
        millisecondsPerStep: 60_000,
      },
    });
    const input = newSession.input.parse({ prompt: "a red cube", engine: "scripted" });
    const session = (await newSession.run(studio, input, call)).session.id;
    const stop = new AbortController();
    const running = orient.run(studio, orient.input.parse({ session, count: 1 }), { signal: stop.signal });
    const ended = expect(running).rejects.toMatchObject({ code: "cancelled" });
    await untilSubmitted(studio, session);
    stop.abort();
    await ended;
    const [slot] = (await studio.store.history(session)).slots;
    expect(slot?.state).toBe(state);
    if (state === "uncertain") expect(slot?.failure?.message).toMatch(/may have been charged/u);
    await studio.close();
  });
});
