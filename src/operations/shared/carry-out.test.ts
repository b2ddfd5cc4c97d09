import { describe, expect, it } from "vitest";
import { openTestStudio } from "../../../test/fixtures/studio.ts";
import { newSession } from "../new-session.ts";
import { orient } from "../orient.ts";

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
