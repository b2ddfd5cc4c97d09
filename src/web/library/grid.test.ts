import { describe, expect, it } from "vitest";
import { gap, gridShape, moved } from "./grid.ts";

describe("the contact sheet of everything", () => {
  it.each([1920, 1280, 390, 100])("fills %i pixels with squares of 128 or more, without running over", (width) => {
    const { columns, row } = gridShape(width);
    expect(columns * row).toBeLessThanOrEqual(width + gap);
    expect(columns === 1 || row - gap >= 128).toBe(true);
    expect((width + gap) / (columns + 1)).toBeLessThan(128 + gap);
  });

  it.each([
    [0, "left", 0],
    [0, "right", 1],
    [0, "up", 0],
    [1, "down", 4],
    [6, "down", 6],
    [7, "right", 7],
    [7, "up", 4],
  ] as const)("from %i, %s leads to %i of eight in rows of three", (at, move, to) => {
    expect(moved(at, move, { columns: 3 }, 8)).toBe(to);
  });
});
