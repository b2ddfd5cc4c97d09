import { describe, expect, it } from "vitest";
import type { Outline } from "../queries.ts";
import { rowsOf } from "./rows.ts";

/** Only what the rows are made of; the rest of an outline does not matter here. */
const outline = {
  attempts: [
    { id: "one", ordinal: 1 },
    { id: "two", ordinal: 2 },
  ],
  rounds: [
    {
      id: "a",
      attempt: "one",
      parent: null,
      arms: [{ id: "a1" }],
      slots: [{ arm: "a1", variation: "v1" }],
      variations: [{ id: "v1", arm: "a1" }],
    },
    {
      id: "b",
      attempt: "one",
      parent: "a",
      arms: [{ id: "b1" }, { id: "b2" }],
      slots: [
        { arm: "b1", variation: "v2" },
        { arm: "b2", variation: null },
      ],
      variations: [{ id: "v2", arm: "b1" }],
    },
    { id: "c", attempt: "two", parent: null, arms: [{ id: "c1" }], slots: [], variations: [] },
  ],
} as unknown as Outline;

describe("rows of the lineage", () => {
  const rows = rowsOf(outline);

  it("each attempt begins with its prompt, its rounds follow in order", () => {
    expect(rows.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "attempt one",
      "round a",
      "round b",
      "attempt two",
      "round c",
    ]);
  });

  it("every arm has its own pictures and its own empty slots", () => {
    const round = rows[2];
    expect(
      round?.kind === "round" && round.arms.map(({ variations, open }) => [variations.length, open.length]),
    ).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});
