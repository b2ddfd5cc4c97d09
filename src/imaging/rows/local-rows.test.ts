import fc from "fast-check";
import { expect, it } from "vitest";
import { sharpenReach, sharpenRows } from "../../pixels/sharpen.ts";
import { localRows } from "./local-rows.ts";
import { collectPicture, streamPicture } from "./row-stream.ts";

it("changes rows as they come as it would change the whole picture", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 300 }),
      fc.double({ min: 0.3, max: 8, noNaN: true }),
      async (height, radius) => {
        const width = 7;
        const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (Math.imul(i, 2654435761) >>> 20) % 256);
        const stream = streamPicture({ width, height, channels: 3, data });
        const inBands = await collectPicture(
          localRows(stream, sharpenReach(radius), (rows) => sharpenRows(rows, 1, radius)),
        );
        const whole = sharpenRows({ width, height, data: Float32Array.from(data) }, 1, radius);
        expect(inBands.data).toEqual(new Uint8Array(Uint8ClampedArray.from(whole.data).buffer));
      },
    ),
    { numRuns: 40 },
  );
});
