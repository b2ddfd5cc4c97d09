import { describe, expect, it } from "vitest";
import type { History } from "../../core/history.ts";
import type { Judge } from "../../core/judge.ts";
import { advise } from "../../core/method/advice/advice.ts";
import { historyFrom, picturesFrom } from "../../core/testing/history.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import type { MethodOptions } from "./method-options.ts";
import { cropProposals, tryCrops } from "./try-crops.ts";

const side = 60;
const elements = {
  left: { kind: "composition", statement: "left of the middle" },
  right: { kind: "composition", statement: "on the right" },
  red: { kind: "colour", statement: "a red dot" },
} as const;
const options = { accuracy: () => ({ sensitivity: 0.99, specificity: 0.99, n: 400 }) } as unknown as MethodOptions;
const never = new AbortController().signal;

/** A red dot at a share of the width, on grey. */
function dotAt(share: number): Promise<Uint8Array> {
  const data = new Uint8Array(side * side * 3).fill(128);
  const at = Math.round(share * side);
  for (let y = 28; y < 32; y++) for (let x = at - 2; x < at + 2; x++) data.set([255, 0, 0], (y * side + x) * 3);
  return encodePicture({ width: side, height: side, channels: 3, data }, "png");
}

/** Reads where the red dot really is in the bytes that it is given. */
const judge: Judge = {
  id: "judge",
  version: 1,
  reads: "image",
  accuracy: () => undefined,
  readAttributes: async () => [],
  async readElements(sample, asked) {
    const { width, data } = await decodePicture(sample.data);
    const columns = Array.from({ length: data.length / 3 }, (_, i) => i)
      .filter((i) => (data[i * 3] ?? 0) > 200)
      .map((i) => i % width);
    const middle = columns.reduce((sum, x) => sum + x, 0) / Math.max(1, columns.length) / width;
    const shown = { red: columns.length > 0, left: columns.length > 0 && middle < 0.3, right: middle > 0.7 };
    return asked.map(({ id }) => {
      const present = shown[id as keyof typeof shown];
      return { element: id, answer: present ? "present" : "absent", probability: present ? 1 : 0 };
    });
  },
};

async function tried(share: number): Promise<{ history: History; found: Awaited<ReturnType<typeof tryCrops>> }> {
  const history = historyFrom({
    elements,
    rounds: [{ kind: "orientation", arms: [{ pictures: picturesFrom({ left: "aaaa", right: "aaaa", red: "pppp" }) }] }],
  });
  const data = await dotAt(share);
  const studio = { judges: [judge], blobs: { read: async () => data } } as never;
  return { history, found: await tryCrops(studio, history, options, never) };
}

describe("crops of the best picture", () => {
  it("find the largest that brings a missed composition and loses nothing", async () => {
    const { found } = await tried(0.38);
    expect(found).toMatchObject([
      { element: "left", reaches: true, tried: 18 },
      { element: "right", reaches: false, crop: null },
    ]);
    const crop = found[0]?.crop;
    expect((crop?.width ?? 0) * (crop?.height ?? 0)).toBeGreaterThanOrEqual(0.69);
    expect((0.38 - (crop?.left ?? 0)) / (crop?.width ?? 1)).toBeLessThan(0.3);
  });

  it("become the advised refinement, for the price of a look", async () => {
    const { history, found } = await tried(0.38);
    const { alternatives, primary } = advise(history, { ...options, proposals: cropProposals(found) });
    const refine = [primary, ...alternatives].find(({ changes }) => changes[0]?.source === "crop");
    expect(refine?.price).toBeLessThan(1);
    expect(refine?.evidence.join(" ")).toMatch(/computed and read: it brings “left of the middle”/u);
  });

  it("that do not reach it are a reason to start over", async () => {
    const { history, found } = await tried(0.5);
    const reaches = ({ id }: { id: string }): boolean | undefined =>
      found.find(({ element }) => element === id)?.reaches;
    expect(found.map((one) => one.reaches)).toEqual([false, false]);
    const { triggers } = advise(history, { ...options, proposals: [], cropReaches: reaches });
    expect(triggers.join(" ")).toMatch(/“left of the middle” is wrong and no crop of at least 70 %/u);
  });
});
