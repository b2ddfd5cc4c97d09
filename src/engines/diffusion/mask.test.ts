import { expect, it } from "vitest";
import { guide } from "./guidance.ts";
import { keepOutside, latentMask, pasteInside } from "./mask.ts";
import { showsPreview } from "./preview.ts";

it("frees a latent cell as soon as one of its pixels is free", () => {
  const mask = new Uint8Array(8 * 8);
  mask[3 * 8 + 5] = 40;
  expect([...latentMask(mask, 8, 8, 4)]).toEqual([0, 1, 0, 0]);
});

it("keeps every channel outside the mask and touches nothing inside", () => {
  const latents = Float32Array.of(1, 2, 3, 4);
  keepOutside(latents, Float32Array.of(10, 20, 30, 40), Float32Array.of(1, 0));
  expect([...latents]).toEqual([1, 20, 3, 40]);
});

it("pastes exact pixels outside, new ones inside, and mixes where the mask is grey", () => {
  const source = Uint8Array.of(10, 20, 30, 10, 20, 30, 10, 20, 30);
  const picture = Uint8Array.of(110, 120, 130, 110, 120, 130, 110, 120, 130);
  expect([...pasteInside(source, picture, Uint8Array.of(0, 255, 51))]).toEqual([10, 20, 30, 110, 120, 130, 30, 40, 50]);
});

it("guides away from the negative output", () => {
  expect([...guide(Float32Array.of(1, 2, 3, 5), 1)]).toEqual([3, 5]);
  expect([...guide(Float32Array.of(1, 2, 3, 5), 3)]).toEqual([7, 11]);
  expect([...guide(Float32Array.of(4, 4), 9)]).toEqual([4]);
});

it("shows a few previews, never of the last step", () => {
  for (const steps of [1, 2, 5, 8, 20, 200]) {
    const shown = Array.from({ length: steps }, (_, index) => showsPreview(index, steps));
    expect(shown.filter(Boolean).length).toBeLessThanOrEqual(5);
    expect(shown.at(-1)).toBe(false);
    if (steps >= 5) expect(shown.filter(Boolean).length).toBeGreaterThanOrEqual(3);
  }
});
