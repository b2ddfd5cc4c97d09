import { afterEach, describe, expect, it } from "vitest";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";
import { apiOf } from "./api-of.ts";

const studios: Studio[] = [];
afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
});

async function filled() {
  const studio = await openTestStudio();
  studios.push(studio);
  const api = apiOf(studio);
  const begin = async (prompt: string, title: string): Promise<readonly string[]> => {
    const { session } = await api.new({ prompt, title, engine: "scripted" });
    await api.orient({ session: session.id, count: 2 });
    return (await studio.store.history(session.id)).variations.map(({ id }) => id);
  };
  const pears = await begin("a green pear on a wooden table", "Cover");
  const mugs = await begin("a red mug, steam over it", "Poster");
  return { api, pears, mugs };
}

describe("the library", () => {
  it.each([
    ["nothing", undefined, ["pears", "mugs"]],
    ["a word of the prompt", "pear", ["pears"]],
    ["words in any order and case", "TABLE  green", ["pears"]],
    ["the title", "poster", ["mugs"]],
    ["words that no session has together", "pear steam", []],
  ] as const)("is found by %s", async (_, search, sets) => {
    const known = await filled();
    const { variations, total, sessions } = await known.api.library({ search });
    const expected = sets.flatMap((set) => known[set]);
    expect(new Set(variations.map(({ id }) => id))).toEqual(new Set(expected));
    expect([total, sessions.length]).toEqual([expected.length, sets.length]);
  });

  it("shows what was starred, what was delivered, and what an engine made", async () => {
    const { api, pears, mugs } = await filled();
    await api.judge({ variation: pears[0]!, choice: "pick" });
    await api.judge({ variation: mugs[0]!, rating: 4 });
    await api.judge({ variation: mugs[1]!, rating: 3 });
    await api.deliver({ session: "last", variation: mugs[1]! });
    const ids = async (input: Parameters<typeof api.library>[0]) =>
      new Set((await api.library(input)).variations.map(({ id }) => id));
    expect(await ids({ show: "starred" })).toEqual(new Set([pears[0], mugs[0]]));
    expect(await ids({ show: "delivered" })).toEqual(new Set([mugs[1]]));
    expect(await ids({ engine: "scripted" })).toHaveProperty("size", 4);
    expect(await ids({ engine: "another" })).toHaveProperty("size", 0);
  });

  it("says how many there are beyond a limit", async () => {
    const { api } = await filled();
    expect(await api.library({ limit: 1 })).toMatchObject({ total: 4, variations: [{}], engines: ["scripted"] });
  });
});

describe("the list of sessions", () => {
  it("has the lessons about what is looked for, and none when nothing is", async () => {
    const { api } = await filled();
    const [newest] = (await api.list({})).sessions;
    const session = newest!.session.id;
    const { rounds } = await api.outline({ session });
    await api.fix({ session, add: "warm light", element: newest!.session.brief.elements[0]!.id });
    const element = newest!.session.brief.elements[0]!.id;
    const fixed = (await api.outline({ session })).rounds.at(-1)!.variations;
    for (const { id } of rounds[0]!.variations) await api.judge({ variation: id, missed: [element] });
    for (const { id } of fixed) await api.judge({ variation: id, right: [element] });
    expect((await api.list({ search: "warm light" })).lessons.map(({ phrase }) => phrase)).toContain("warm light");
    expect((await api.list({})).lessons).toEqual([]);
    expect((await api.list({ search: "cold water" })).lessons).toEqual([]);
  });
});
