import { join } from "node:path";
import { readFile, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { type Json, type Terminal, openTerminal } from "./command.ts";

// Two phrases that the built-in model was taught to miss, and one that it hears.
const prompt = "a red mug, contre jour, amber light";

describe("what one session learns, the next one knows", () => {
  let terminal: Terminal;

  beforeAll(async () => {
    terminal = await openTerminal();
    await terminal.json("new", prompt);
    await terminal.json("orient", "last", "--seeds", "1", "2", "3", "4");
  }, 120_000);

  it("says untried before anything was tried, and shows every effect against the noise", async () => {
    const { proposals } = await terminal.json("fix", "last", "--element", "contre jour", "--preview");
    expect(proposals[0].known).toMatchObject({ sentence: "untried", target: { fixed: 0, neither: 0 } });
    const before = await terminal.samebut("fix", "last", "--element", "contre jour", "--add", "as it glows");
    expect(before.out).toMatch(/no placebo was run on this engine/u);
  }, 60_000);

  it("measures the noise of the engine with neutral words, on which nothing is built", async () => {
    const { noise, round, words } = await terminal.json("placebo", "last", "--count", "3");
    expect(noise.n).toBeGreaterThan(0);
    expect(noise.sentence).toMatch(/Neutral words broke \d+ and fixed \d+ of \d+ pairs/u);
    const { arms, slots } = await terminal.json("show", "last");
    expect(arms.find((arm: Json) => arm.round === round).change).toMatchObject({ placebo: true, add: words });
    const fixed = await terminal.json("fix", "last", "--element", "contre jour");
    const made = (await terminal.json("show", "last")).slots.filter((slot: Json) => slot.round === fixed.round);
    expect(slots.length).toBeGreaterThan(0);
    for (const slot of made) expect(slot.recipe.prompt).not.toContain(words);
    expect(fixed.effects[0].noise).toEqual({ breaks: noise.breaks, luck: noise.luck, sentence: noise.sentence });
    expect(fixed.effects[0].elements.find((effect: Json) => effect.target).noiseChance).toBeTypeOf("number");
  }, 60_000);

  it("ranks and explains proposals of a second session by the first", async () => {
    const learned = await terminal.json("lessons");
    expect(learned.lessons.map((lesson: Json) => lesson.statement)).toContain("contre jour");
    const best = learned.lessons.find((lesson: Json) => lesson.fixed > 0);
    expect(best.fixed).toBeGreaterThan(0);
    await terminal.json("new", "a blue vase, contre jour");
    await terminal.json("orient", "last", "--seeds", "5", "6", "7");
    const { proposals } = await terminal.json("fix", "last", "--element", "contre jour", "--preview");
    const known = proposals.find((proposal: Json) => proposal.change.add === best.phrase);
    expect(known.known.target.fixed).toBeGreaterThan(0);
    expect(known.known.sentence).toMatch(/^fixed [1-4] of [1-4] pairs?, broke \d+ of \d+ other elements in earlier/u);
    expect(known.chance).toBeGreaterThan(known.guess);
    const untried = proposals.filter(
      (proposal: Json) => proposal.guess === known.guess && proposal.known.sentence === "untried",
    );
    expect(untried.length).toBeGreaterThan(0);
    for (const proposal of untried) expect(proposals.indexOf(known)).toBeLessThan(proposals.indexOf(proposal));
  }, 60_000);

  it("takes lessons to another workspace and back out, and never counts its own twice", async () => {
    const file = join(terminal.home, "lessons.json");
    await terminal.json("lessons", "--export", file);
    expect((await terminal.samebut("lessons", "--import", file)).err).toMatch(/learned in this workspace/u);
    const other = await openTerminal();
    await other.json("lessons", "--import", file);
    const { imports, lessons } = await other.json("lessons", "--import", file);
    expect(imports).toHaveLength(1);
    const brought = lessons.find((lesson: Json) => lesson.fixed > 0);
    const own = (await terminal.json("lessons")).lessons.find((lesson: Json) => lesson.fixed > 0);
    expect(brought.fixed).toBeCloseTo(own.fixed, 6);
    await other.json("lessons", "--forget", imports[0].id);
    expect((await other.json("lessons")).lessons).toEqual([]);
    await writeFile(join(other.home, "no.json"), "{}");
    expect((await other.samebut("lessons", "--import", join(other.home, "no.json"))).err).toMatch(
      /not a file of lessons/u,
    );
    expect(JSON.parse(await readFile(file, "utf8")).format).toBe("samebut-lessons-1");
  }, 60_000);
});

describe("several arms in one round", () => {
  it("composes the winners on the same seeds and checks what came against what each predicted", async () => {
    const terminal = await openTerminal();
    await terminal.json("new", prompt);
    await terminal.json("orient", "last", "--seeds", "1", "2", "3", "4");
    expect((await terminal.samebut("compose", "last")).err).toMatch(/No round .* side by side/u);
    const { proposals } = await terminal.json("fix", "last", "--arms", "2");
    expect(new Set(proposals.slice(0, 2).map((proposal: Json) => proposal.change.element)).size).toBe(2);
    const { effects, winners } = await terminal.json("compose", "last");
    expect(winners).toHaveLength(2);
    const { slots } = await terminal.json("show", "last");
    for (const { change } of proposals.slice(0, 2)) expect(slots.at(-1).recipe.prompt).toContain(change.add);
    expect(effects[0].elements.filter((effect: Json) => effect.target)).toHaveLength(2);
    expect(effects[0].composite).toHaveLength(4);
    for (const { observed, range90, verdict } of effects[0].composite)
      expect(verdict === "additive").toBe(observed.right >= range90[0] && observed.right <= range90[1]);
    expect((await terminal.json("doctor")).ok).toBe(true);
  }, 120_000);
});

describe("edits on edits", () => {
  it("are drawn again together from the clean root", async () => {
    const terminal = await openTerminal();
    await terminal.json("new", "a red mug on a wooden table");
    const { pictures } = await terminal.json("orient", "last", "--seeds", "1");
    const root = pictures[0];
    const once = await terminal.json(
      "refine",
      "last",
      "backlit",
      "--redraw",
      "--count",
      "1",
      "--variation",
      root.variation,
    );
    expect(once.replayed).toEqual([]);
    const [edited] = once.pictures;
    const twice = await terminal.json(
      "refine",
      "last",
      "hard light",
      "--redraw",
      "--count",
      "1",
      "--variation",
      edited.variation,
    );
    expect(twice.replayed).toHaveLength(1);
    expect(twice.summary).toMatch(/drawn together from/u);
    const { variations } = await terminal.json("show", "last");
    const made = variations.find(({ id }: Json) => id === twice.pictures[0].variation);
    expect(made.recipe.source).toBe(root.blob);
    expect(made.recipe.prompt).toMatch(/backlit, hard light/u);
    expect(made.control).toBe(edited.variation);
  }, 120_000);
});
