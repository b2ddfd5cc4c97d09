import fc from "fast-check";
import { expect, it } from "vitest";
import { resizeLanczos } from "../lanczos.ts";
import { resizeRows } from "./resize-rows.ts";
import { collectPicture, streamPicture } from "./row-stream.ts";

const side = fc.integer({ min: 1, max: 90 });

it("gives the pixels of the whole-picture resize, larger and smaller", async () => {
  await fc.assert(
    fc.asyncProperty(side, side, side, side, fc.nat(), async (width, height, toWidth, toHeight, start) => {
      const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919 + start) % 251);
      const picture = { width, height, channels: 3, data } as const;
      const size = { width: toWidth, height: toHeight };
      const streamed = await collectPicture(resizeRows(streamPicture(picture), size));
      expect(streamed).toEqual(resizeLanczos(picture, size));
    }),
    { numRuns: 40 },
  );
});
