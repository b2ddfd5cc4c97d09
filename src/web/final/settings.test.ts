import { describe, expect, it } from "vitest";
import { firstSettings, passInput, scalesFor, sizeIn } from "./settings.ts";

const square = { width: 1024, height: 1024 };

describe("the settings of a final pass", () => {
  it("begin with the brief's size, else with the largest that is 8K at most", () => {
    const size = (settings: ReturnType<typeof firstSettings>) => passInput(settings).size;
    expect(size(firstSettings(square, { width: 2400, height: 3000 }))).toBe("2400x3000");
    expect(size(firstSettings(square, undefined))).toBe("8192x8192");
    expect(size(firstSettings({ width: 3000, height: 2000 }, undefined))).toBe("6000x4000");
    expect(scalesFor({ width: 9000, height: 10 })).toEqual([1]);
  });

  it("ask for a sheet of paper by name, either way round, or for a size of one's own", () => {
    const first = firstSettings(square, undefined);
    const paper = { on: "paper", sheet: "A3", landscape: true, dpi: 300, bleed: 3 } as const;
    expect(passInput({ ...first, target: paper })).toMatchObject({ print: "A3 landscape", dpi: 300, bleed: 3 });
    expect(passInput({ ...first, target: { ...paper, sheet: "100x50mm" } }).print).toBe("100x50mm");
    expect(passInput({ ...first, target: paper })).not.toHaveProperty("size");
  });

  it("name an engine and words only when something is drawn again", () => {
    const first = { ...firstSettings(square, undefined), engine: "still-life" };
    expect(passInput(first)).not.toHaveProperty("engine");
    expect(passInput({ ...first, strength: 0.4 })).toMatchObject({ strength: 0.4, engine: "still-life" });
  });

  it.each([
    ["2400x3000", { width: 2400, height: 3000 }],
    [" 2400 × 3000 ", { width: 2400, height: 3000 }],
    ["2400x", undefined],
    ["0x10", undefined],
  ])("read %j as a size", (text, size) => expect(sizeIn(text)).toEqual(size));
});
