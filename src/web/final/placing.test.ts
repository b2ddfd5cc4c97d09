import { describe, expect, it } from "vitest";
import { approvedIn } from "./placing.ts";

describe("where the approved picture lies in its delivery", () => {
  it.each([
    ["all of it, where nothing was cut", [], { left: 0, top: 0, width: 1, height: 1 }],
    [
      "over both sides, where its middle half was kept",
      [{ kind: "crop", left: 0.25, top: 0, width: 0.5, height: 1 }],
      { left: -0.5, top: 0, width: 2, height: 1 },
    ],
    [
      "in the middle, where room was added left and right",
      [{ kind: "extend", left: 0.5, top: 0, right: 0.5, bottom: 0 }],
      { left: 0.25, top: 0, width: 0.5, height: 1 },
    ],
    [
      "where it was, when room is added and cut off again",
      [
        { kind: "extend", left: 0, top: 1, right: 0, bottom: 0 },
        { kind: "crop", left: 0, top: 0.5, width: 1, height: 0.5 },
      ],
      { left: 0, top: 0, width: 1, height: 1 },
    ],
    [
      "as before, whatever its pixels are",
      [{ kind: "resize", size: { width: 9, height: 7 } }],
      { width: 1, height: 1 },
    ],
  ] as const)("%s", (_, adjustments, place) => {
    expect(approvedIn([...adjustments])).toMatchObject(place);
  });
});
