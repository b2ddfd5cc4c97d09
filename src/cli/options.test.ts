import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type Field, optionsFor, valueFor } from "./options.ts";

const only = (schema: z.ZodType): Field => ({
  name: "field",
  required: false,
  schema: z.toJSONSchema(schema, { io: "input" }) as Field["schema"],
});
const flags = (schema: z.ZodType): readonly string[] => optionsFor(only(schema)).map((option) => option.flags);

describe("an input field as an option", () => {
  it.each([
    ["a switch", z.boolean().default(false), "--field"],
    ["a switch that is on", z.boolean().default(true), "--no-field"],
    ["a choice", z.enum(["pick", "reject"]), "--field <pick|reject>"],
    ["a list", z.array(z.string()), "--field <values...>"],
    ["a group of fields", z.object({ format: z.string() }), "--field <json>"],
  ])("%s", (_, schema, flag) => {
    expect(flags(schema)).toEqual([flag]);
  });

  it.each([
    ["numbers become numbers", z.number(), "0.42", 0.42],
    ["whole numbers too", z.int(), "7", 7],
    ["what is no number stays text, for the schema to refuse", z.number(), "abc", "abc"],
    ["lists go one by one", z.array(z.int()), ["1", "x"], [1, "x"]],
    ["groups are JSON", z.object({ format: z.string() }), '{"format":"jpeg"}', { format: "jpeg" }],
    ["what is no JSON stays text", z.object({ format: z.string() }), "jpeg", "jpeg"],
    ["digits in a text stay text", z.string(), "42", "42"],
  ])("%s", (_, schema, typed, value) => {
    expect(valueFor(only(schema), typed)).toEqual(value);
  });
});
