import { describe, expect, it } from "vitest";
import { ballPicture, flatPicture, noisePicture, paintPicture } from "../testing.ts";
import { structuralSimilarity } from "./ssim.ts";

describe("structuralSimilarity", () => {
  it.each([
    ["a ball", ballPicture(40, 40)],
    ["noise", noisePicture(32, 20)],
    ["black", flatPicture(16, 16, [0, 0, 0])],
    ["one pixel", flatPicture(1, 1, [9, 9, 9])],
  ])("is 1 for %s and itself", (_, picture) => expect(structuralSimilarity(picture, picture)).toBe(1));

  it("follows the definition on flat pictures, where only the means count", () => {
    const expected = (2 * 100 * 120 + 6.5025) / (100 ** 2 + 120 ** 2 + 6.5025);
    expect(
      structuralSimilarity(flatPicture(20, 20, [100, 100, 100]), flatPicture(20, 20, [120, 120, 120])),
    ).toBeCloseTo(expected, 3);
  });

  it("falls as more noise is added, and is symmetric", () => {
    const ball = ballPicture(48, 48);
    const noise = noisePicture(48, 48, 7);
    const noisy = [0, 0.1, 0.3, 0.9].map((share) =>
      paintPicture(48, 48, (x, y) => {
        const at = (y * 48 + x) * 3;
        const mix = (c: number): number => ball.data[at + c]! * (1 - share) + noise.data[at + c]! * share;
        return [mix(0), mix(1), mix(2)];
      }),
    );
    const scores = noisy.map((picture) => structuralSimilarity(ball, picture));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(4);
    expect(structuralSimilarity(noisy[2]!, ball)).toBeCloseTo(scores[2]!, 9);
  });

  it("refuses pictures of different sizes", () => {
    expect(() => structuralSimilarity(flatPicture(4, 4, [0, 0, 0]), flatPicture(5, 4, [0, 0, 0]))).toThrow(/4×4.*5×4/u);
  });
});
