import { describe, expect, it } from "vitest";
import type { Operation } from "./define.ts";
import { allOperations } from "./index.ts";
import { parseInput } from "./parse-input.ts";

const named = (name: string): Operation => {
  const operation = allOperations.find((candidate) => candidate.name === name);
  if (!operation) throw new Error(`There is no operation ${name}.`);
  return operation;
};

describe("input of an operation", () => {
  it.each([
    ["new", { prompt: "" }, /prompt is empty/u],
    ["new", {}, /prompt: This is missing/u],
    ["new", { prompt: "x".repeat(20_001), title: "long" }, /longer than 20000 characters/u],
    ["new", { prompt: "a\0b" }, /NUL/u],
    ["orient", { count: "abc" }, /count: This must be a number/u],
    ["orient", { count: 99 }, /count: This may be at most 16/u],
    ["orient", { count: 0 }, /count: This must be at least 1/u],
    ["orient", { seeds: [1.5] }, /A seed is a whole number/u],
    ["orient", { seeds: [-1] }, /A seed is at least 0/u],
    ["orient", { size: "big" }, /width x height/u],
    ["refine", { strength: 1.5 }, /Denoising strength is at most 1/u],
    ["judge", { variation: "x", choice: "maybe" }, /choice: This must be pick or reject or clear/u],
    ["compare", { variations: ["a"] }, /exactly two variations/u],
    ["orient", { sead: 1 }, /no field “sead”/u],
    ["orient", { constructor: 1 }, /no field “constructor”/u],
  ] as const)("input %# of $0 is refused in a sentence", (name, input, sentence) => {
    expect(() => parseInput(named(name), input)).toThrow(sentence);
  });

  it("says how it is done right", () => {
    expect(() => parseInput(named("new"), {})).toThrow(
      expect.objectContaining({ code: "invalid", hint: expect.stringContaining("samebut new") }),
    );
  });

  it("fills in what was not said", () => {
    expect(parseInput(named("orient"), {})).toMatchObject({ session: "last", count: 4, wait: true });
  });
});

describe("every operation", () => {
  it.each(allOperations.map((operation) => [operation.name, operation] as const))(
    "%s has a sentence, an example of itself and named fields",
    (name, operation) => {
      expect(operation.summary).toMatch(/^[A-Z].*\.$/su);
      expect(operation.commandLine.example).toMatch(/^samebut /u);
      for (const field of operation.commandLine.positional ?? [])
        expect(Object.keys(operation.input.shape)).toContain(field);
      for (const [field, schema] of Object.entries(operation.input.shape))
        expect((schema as { description?: string }).description, `${name}.${field}`).toBeTruthy();
    },
  );
});
