import { expect, it } from "vitest";
import type { Picture } from "./picture.ts";
import { strip } from "./strip.ts";

const flat = (width: number, height: number, value: number): Picture => ({
  width,
  height,
  channels: 3,
  data: new Uint8Array(width * height * 3).fill(value),
});

it("puts pictures side by side at one height", () => {
  const row = strip([flat(10, 10, 0), flat(20, 10, 255)], 20, 4);
  expect([row.width, row.height]).toEqual([20 + 4 + 40, 20]);
  const pixel = (x: number): number | undefined => row.data[x * 3];
  expect([pixel(0), pixel(19), pixel(21), pixel(24), pixel(63)]).toEqual([0, 0, 128, 255, 255]);
});
