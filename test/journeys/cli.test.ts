import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { decodePicture } from "../../src/imaging/files/decode.ts";
import { readTexts } from "../../src/imaging/files/png-chunks.ts";
import { type Json, type Terminal, ended, openTerminal } from "./command.ts";

const prompt = "a green pear on a wooden table, hard light from the left, dark background";

describe("the whole way in one command", () => {
  let answer: Json;
  let terminal: Terminal;

  beforeAll(async () => {
    terminal = await openTerminal();
    answer = await terminal.json(
      "run",
      prompt,
      "--seeds",
      "11",
      "12",
      "13",
      "14",
      "--refine",
      "keep everything the same, but make it a little warmer",
      "--scale",
      "4",
    );
  }, 300_000);

  it("goes through orientation, refinement, final pass and delivery", () => {
    const actions = answer.steps.map((step: Json) => step.action);
    expect(actions.slice(0, 2)).toEqual(["new", "orient"]);
    expect(actions.slice(-3)).toEqual(["refine", "finish", "deliver"]);
  });

  it("delivers a picture of the promised size that carries its recipe", async () => {
    const bytes = await readFile(join(answer.delivery, "picture.png"));
    const { session, rounds, variations } = await terminal.json("show", answer.session);
    const first = variations.find((variation: Json) => variation.round === rounds[0].id);
    const picture = await decodePicture(bytes);
    expect([picture.width, picture.height]).toEqual([first.width * 4, first.height * 4]);
    const texts = new Map(readTexts(bytes).map(({ keyword, text }) => [keyword, text]));
    expect(texts.get("parameters")).toMatch(/^a green pear.*\nNegative prompt: \nSteps: 20, /su);
    expect(JSON.parse(texts.get("samebut") ?? "")).toMatchObject({ version: 1, session: session.id });
  });

  it("delivers every recipe, a contact sheet per round and a report that needs nothing else", async () => {
    const files = await readdir(answer.delivery);
    const { rounds } = await terminal.json("show", answer.session);
    expect(files.filter((file) => file.startsWith("round-"))).toHaveLength(rounds.length);
    const recipe: Json = JSON.parse(await readFile(join(answer.delivery, "recipe.json"), "utf8"));
    expect(recipe.lineage[0].recipe).toMatchObject({ engine: "still-life", source: null });
    expect(recipe.lineage.at(-1).recipe.adjustments.map((adjustment: Json) => adjustment.kind)).toContain("resize");
    const report = await readFile(join(answer.delivery, "report.html"), "utf8");
    expect(report).toContain("wooden table");
    expect(report).not.toMatch(/(?:src|href)=["']?https?:/u);
  });

  it("never claims without a count", () => {
    const orientation: string = answer.steps[1].text;
    expect(orientation).toMatch(/From 4 pictures/u);
    for (const line of orientation.split("\n").filter((one) => /heard/u.test(one)))
      expect(line).toMatch(/\d|all four|both|Nobody|heard “/u);
  });

  it("leaves a workspace in which nothing is lost", async () => {
    expect(await terminal.json("doctor")).toMatchObject({ ok: true });
  });
});

describe("every step by hand", () => {
  let terminal: Terminal;
  let orientation: Json;

  beforeAll(async () => {
    terminal = await openTerminal();
    await terminal.json("new", prompt);
    orientation = await terminal.json("orient", "last", "--seeds", "1", "2", "3", "4");
  }, 120_000);

  it("reads what was understood, element by element", async () => {
    const reading = await terminal.json("read", "last");
    expect(reading.interpretation.elements).toHaveLength(6);
    expect(reading.interpretation.elements.every((element: Json) => element.counts.n === 4)).toBe(true);
    expect(reading.effects).toEqual([]);
  });

  it("lets the person outrank the judge, and everything follows", async () => {
    const [first, ...others] = orientation.pictures.map((picture: Json) => picture.variation);
    for (const variation of [first, ...others]) await terminal.json("judge", variation, "--missed", "hard light");
    const { interpretation } = await terminal.json("read", "last");
    expect(interpretation.elements.find((element: Json) => element.statement === "hard light")).toMatchObject({
      state: "missed",
      counts: { present: 0, absent: 4 },
    });
    expect(interpretation.mostBroken.element).toBe("light-quality-hard");
    expect((await terminal.json("advise", "last")).advice.primary.action).toBe("fix");
  });

  it("refuses a compound change and offers its split", async () => {
    const { code, err } = await terminal.samebut("fix", "last", "--add", "warm light, on a stone table");
    expect(code).toBe(1);
    expect(err).toMatch(/two things at once/u);
    expect(err).toMatch(/--force/u);
  });

  it("fixes one thing on the same seeds and says what it did", async () => {
    const proposals = await terminal.json("fix", "last", "--element", "hard light", "--preview");
    expect(proposals.round).toBeNull();
    expect(proposals.proposals.length).toBeGreaterThan(0);
    const fixed = await terminal.json("fix", "last", "--element", "hard light");
    const { slots, variations } = await terminal.json("show", "last");
    const made = slots.filter((slot: Json) => slot.round === fixed.round);
    expect(made.map((slot: Json) => slot.recipe.seed)).toEqual([1, 2, 3]);
    for (const slot of made)
      expect(variations.find((variation: Json) => variation.id === slot.control).recipe.seed).toBe(slot.recipe.seed);
    const target = fixed.effects[0].elements.find((effect: Json) => effect.target);
    expect(target.n + 0).toBeLessThanOrEqual(3);
    expect(target.sentence).not.toBe("");
  }, 120_000);

  it("draws more seeds, of the change and of its control", async () => {
    const more = await terminal.json("more", "last", "--count", "1");
    const { slots } = await terminal.json("show", "last");
    const seeds = slots.filter((slot: Json) => slot.round === more.round).map((slot: Json) => slot.recipe.seed);
    expect(seeds).toHaveLength(2);
    expect(new Set(seeds).size).toBe(1);
  }, 120_000);

  it("refines by the cheapest tool, and by the model when asked", async () => {
    const adjusted = await terminal.json("refine", "last", "keep everything the same, but make it a little warmer");
    expect(adjusted).toMatchObject({ tool: "adjustment", rest: [{ verdict: expect.any(String) }] });
    const redrawn = await terminal.json("refine", "last", "warm light", "--redraw", "--count", "1");
    expect(redrawn.tool).toMatch(/image-to-image at strength 0.42/u);
  }, 120_000);

  it("finishes, compares, makes again with the same bytes, delivers", async () => {
    const finished = await terminal.json("finish", "last", "--scale", "2");
    expect(finished.gate.checks.filter((check: Json) => !check.passed)).toEqual([]);
    const [first, second] = orientation.pictures.map((picture: Json) => picture.variation);
    const compared = await terminal.json("compare", first, second);
    expect(compared.recipe).toMatchObject([{ setting: "seed", title: "seed", diff: null }]);
    const prompts = await terminal.json("compare", first, finished.pictures[0].variation);
    expect(prompts.recipe.find((row: Json) => row.setting === "size").said.first).toBe("96 × 96");
    expect(await terminal.json("redo", first)).toMatchObject({ same: true, sameFingerprint: true });
    const delivered = await terminal.json("deliver", "last", "--to", join(terminal.home, "out"));
    expect(await readdir(delivered.delivery.folder)).toContain("report.html");
    const again = await terminal.json("deliver", "last", "--to", join(terminal.home, "out"));
    expect(again.delivery.folder).toBe(`${delivered.delivery.folder}-2`);
  }, 120_000);

  it("starts over with a prompt from what was learned", async () => {
    const preview = await terminal.json("restart", "last", "--preview");
    expect(preview.attempt).toBeNull();
    expect(preview.clauses.every((clause: Json) => clause.reason.length > 10)).toBe(true);
    const begun = await terminal.json("restart", "last");
    expect(begun.attempt).toMatchObject({ ordinal: 2, prompt: preview.prompt });
    const { code, err } = await terminal.samebut("restart", "last");
    expect([code, err]).toEqual([1, expect.stringMatching(/has not begun/u)]);
  });

  it("leaves a workspace in which nothing is lost", async () => {
    expect(await terminal.json("doctor")).toMatchObject({ ok: true });
  });
});

describe("Ctrl+C", () => {
  it("stops cleanly, and resume makes only what is missing", async () => {
    const terminal = await openTerminal();
    await terminal.json("new", prompt);
    const child = terminal.start("orient", "last", "--count", "16", "--steps", "60");
    child.stderr?.once("data", () => child.kill("SIGINT")); // the first finished variation is said there
    expect(await ended(child)).toMatchObject({ code: 130, signal: null });
    const stopped = await terminal.json("show", "last");
    const before: readonly string[] = stopped.variations.map((variation: Json) => variation.id);
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(16);
    await terminal.json("resume", "last");
    const { variations } = await terminal.json("show", "last");
    expect(variations).toHaveLength(16);
    expect(variations.map((variation: Json) => variation.id)).toEqual(expect.arrayContaining([...before]));
    expect(await terminal.json("doctor")).toMatchObject({ ok: true });
  }, 180_000);
});
