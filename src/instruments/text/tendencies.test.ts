import { expect, it } from "vitest";
import type { Sample } from "../../core/sample.ts";
import { instrumentContract } from "../instrument-contract.ts";
import { tendencies } from "./tendencies.ts";

const sampleOf = (text: string): Sample => ({
  hash: "0".repeat(64),
  mediaType: "text/plain",
  data: new TextEncoder().encode(text),
});

instrumentContract({
  instrument: tendencies,
  samples: async () => ["We leverage synergy in order to win.", "", "😀", "你好。"].map(sampleOf),
});

it("one change moves one dial: cutting padding leaves corporate language as it was", async () => {
  const measure = async (text: string) =>
    Object.fromEntries(
      (await tendencies.measure(sampleOf(text), new AbortController().signal)).map(({ quantity, value }) => [
        quantity,
        value,
      ]),
    );
  const before = await measure("It is important to note that we leverage rye. In order to win, we bake.");
  const after = await measure("We leverage rye. To win, we bake.");
  expect(before["hedging"]).toBeGreaterThan(0);
  expect(after["hedging"]).toBe(0);
  expect(after["padding"]).toBe(0);
  expect(after["corporate"]).toBeGreaterThan(0);
});
