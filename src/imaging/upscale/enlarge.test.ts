import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resizeLanczos } from "../lanczos.ts";
import type { Picture } from "../picture.ts";
import { collectPicture } from "../rows/row-stream.ts";
import { enlarge, spans } from "./enlarge.ts";
import type { FloatRows } from "../../pixels/float-rows.ts";
import type { Upscaler } from "./upscaler.ts";

const { signal } = new AbortController();

describe("the pieces of a side", () => {
  it("add every pixel once, see a margin around it, and are equally long", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 4000 }), fc.option(fc.integer({ min: 32, max: 512 })), (length, fixed) => {
        const all = spans(length, fixed ?? undefined);
        expect(all[0]?.from).toBe(0);
        expect(all.at(-1)?.to).toBe(length);
        for (const [i, span] of all.entries()) {
          expect(span.from).toBe(i === 0 ? 0 : all[i - 1]?.to);
          expect(span.to).toBeGreaterThan(span.from);
          expect(span.length).toBe(all[0]?.length);
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.from - span.start).toBeGreaterThanOrEqual(i === 0 ? 0 : 8);
          if (i < all.length - 1) expect(span.start + span.length - span.to).toBeGreaterThanOrEqual(8);
          else expect(span.start + span.length).toBeGreaterThanOrEqual(length);
        }
      }),
    );
  });
});

/** Doubles a picture by repeating pixels and adds detail that depends on the neighbours: local, but not per pixel. */
const doubling = (seen: number[] = []): Upscaler => ({
  factor: 2,
  fixedSide: undefined,
  async enlarge({ width, height, data }) {
    seen.push(width * height);
    const large: FloatRows = { width: 2 * width, height: 2 * height, data: new Float32Array(width * height * 12) };
    for (let y = 0; y < large.height; y++) {
      for (let x = 0; x < large.width; x++) {
        for (let c = 0; c < 3; c++) {
          const at = ((y >> 1) * width + (x >> 1)) * 3 + c;
          const beside = ((y >> 1) * width + Math.min(width - 1, (x >> 1) + 1)) * 3 + c;
          large.data[(y * large.width + x) * 3 + c] = data[at]! + (x % 2) * 0.3 * (data[at]! - data[beside]!);
        }
      }
    }
    return large;
  },
  close: async () => undefined,
});

function noisy(width: number, height: number): Picture {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 16) % 256);
  return { width, height, channels: 3, data };
}

describe("enlarging", () => {
  it("in pieces gives the pixels of the whole picture, without a seam", async () => {
    const picture = noisy(420, 420);
    const size = { width: 840, height: 840 };
    const seen: number[] = [];
    const pieces = await collectPicture(enlarge(picture, size, { upscaler: doubling(seen), texture: 0.5, signal }));
    expect(seen.length).toBeGreaterThan(3);
    const whole = await collectPicture(
      enlarge(picture, size, { upscaler: { ...doubling(), fixedSide: 420 }, texture: 0.5, signal }),
    );
    const worst = pieces.data.reduce((most, value, i) => Math.max(most, Math.abs(value - whole.data[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(1);
  });

  it("keeps colour and broad light: a network that shifts everything changes nothing but texture", async () => {
    const picture = noisy(60, 40);
    const shifting: Upscaler = {
      ...doubling(),
      async enlarge(piece, stop) {
        const large = await doubling().enlarge(piece, stop);
        return { ...large, data: large.data.map((value) => value + 40) };
      },
    };
    const size = { width: 120, height: 80 };
    const plain = await collectPicture(enlarge(picture, size, { upscaler: doubling(), texture: 1, signal }));
    const shifted = await collectPicture(enlarge(picture, size, { upscaler: shifting, texture: 1, signal }));
    expect(shifted).toEqual(plain);
  });

  it("without texture, without a network, or when shrinking, is centred Lanczos3", async () => {
    const picture = noisy(50, 30);
    for (const [size, texture, upscaler] of [
      [{ width: 100, height: 60 }, 0, doubling()],
      [{ width: 100, height: 60 }, 1, undefined],
      [{ width: 25, height: 15 }, 1, doubling()],
    ] as const) {
      expect(await collectPicture(enlarge(picture, size, { upscaler, texture, signal }))).toEqual(
        resizeLanczos(picture, size),
      );
    }
  });

  it("stops between pieces when told", async () => {
    const stop = new AbortController();
    const rows = enlarge(
      noisy(600, 20),
      { width: 1200, height: 40 },
      {
        upscaler: doubling(),
        texture: 1,
        signal: stop.signal,
        progress: () => stop.abort(),
      },
    );
    await expect(collectPicture(rows)).rejects.toThrow(/abort/iu);
  });
});
