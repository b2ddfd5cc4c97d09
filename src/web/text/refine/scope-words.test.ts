import { expect, it } from "vitest";
import { scopeOf } from "./scope-words.ts";

it.each([
  [[], undefined],
  [[3], "3"],
  [[4, 2, 3], "2-4"],
  [[7, 1, 2, 9, 10], "1-2, 7, 9-10"],
])("says %j as %s", (chosen, said) => {
  expect(scopeOf(new Set(chosen))).toBe(said);
});
