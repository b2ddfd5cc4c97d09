import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readEvents } from "./event-stream.ts";

const read = (parts: readonly Uint8Array[]): Promise<unknown[]> =>
  Array.fromAsync(
    readEvents(
      (async function* () {
        yield* parts;
      })(),
    ),
  );

describe("server-sent events", () => {
  it("are the same however the bytes are cut", async () => {
    const text =
      ': comment\r\nevent: a\r\ndata: {"text":"pear 🍐"}\r\n\r\ndata: {"two":\ndata: 2}\n\ndata: [DONE]\n\ndata: {"last":true}';
    const bytes = new TextEncoder().encode(text);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
        const at = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const parts = at.slice(1).map((end, index) => bytes.subarray(at[index], end));
        expect(await read(parts)).toEqual([{ text: "pear 🍐" }, { two: 2 }, { last: true }]);
      }),
      { numRuns: 60 },
    );
  });
});
