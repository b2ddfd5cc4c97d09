import { describe, expect, it } from "vitest";
import { readKerning } from "./kerning.ts";
import { escapeXml, loadTypeface } from "./typeface.ts";

const face = await loadTypeface(400);

describe("the typeface", () => {
  it.each(["Hamburgefonstiv 0123", "Größe → ✓ ✗ “x” × – ′", "Ёжик Łódź Đồng Ωμέγα"])(
    "draws “%s” without a font of the machine",
    (text) => {
      const drawn = face.draw(text, 0, 0, 16);
      expect(drawn).toMatch(/^<path d="M[-0-9.MLQCZ ]+"\/>$/u);
    },
  );

  it("leaves what it does not know to the machine, escaped", () => {
    expect(face.draw("梨", 3, 4, 10)).toContain('<text x="3.00" y="4"');
    expect(face.draw("\u0001\ud800", 0, 0, 10)).not.toMatch(/[\p{Control}\p{Surrogate}]/u);
  });

  it("has figures of one width, and kerning", () => {
    const widths = Array.from("0123456789", (figure) => face.width(figure, 100));
    expect(new Set(widths).size).toBe(1);
    expect(face.width("AV", 100)).toBeLessThan(face.width("A", 100) + face.width("V", 100));
    expect(face.width("nn", 100)).toBeCloseTo(2 * face.width("n", 100), 5);
  });

  it("measures in proportion to its size", () => expect(face.width("To", 20)).toBeCloseTo(2 * face.width("To", 10), 9));
});

it("a font without kerning kerns by 0", () => {
  const empty = new Uint8Array(64);
  expect(readKerning(empty)(1, 2)).toBe(0);
});

it("escapes everything that XML reads as its own", () => {
  expect(escapeXml(`<a b="c">&'\u0000\ud800`)).toBe("&#60;a b=&#34;c&#34;&#62;&#38;&#39;��");
});
