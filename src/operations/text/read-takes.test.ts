import { describe, expect, it } from "vitest";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { readTakes } from "./read-takes.ts";

const plain =
  "The bakery opens at nine on Monday. Anna bakes rye bread in a stone oven and sells it while it is warm. A loaf keeps for a week in a tin. Bring a bag, because paper tears in the rain, and bring a friend, because the bench in front of the shop has room for two. The bus stops at the corner, and the church clock tells you when the oven is hot.";
const glossy =
  "We leverage seamless, cutting-edge and robust solutions to elevate your breakfast journey. Our vibrant offering is a testament to excellence and unparalleled quality. The ever-evolving landscape of baking is pivotal, and we are committed to fostering synergy while unlocking the transformative potential of innovative, holistic and world-class rye for all stakeholders on any given day of the week in town.";

const read = (brief: string, ...texts: readonly string[]) => {
  const takes = texts.map((_, i) => ({ id: `v${i}`, blob: String(i), mediaType: "text/plain" }) as Variation);
  const blobs = { read: (hash: string) => Promise.resolve(new TextEncoder().encode(texts[Number(hash)])) };
  return readTakes({ blobs } as unknown as Studio, brief, takes);
};

describe("takes of a text", () => {
  it.each<[string, readonly string[], string | undefined]>([
    ["plain ones need nothing", [plain, plain, plain], undefined],
    ["what all do is the model's", [glossy, glossy, glossy], "corporate"],
    ["what one does is chance", [glossy, plain, plain], undefined],
    [
      "facts that most invent come first",
      [`${glossy} It costs 480 euros.`, `${glossy} It costs 480 euros.`],
      "invention",
    ],
    ["too little text gets no verdict", ["We leverage synergy."], undefined],
  ])("%s", async (_what, texts, strongest) => {
    expect((await read("Announce the bakery of Anna, open at nine on Monday.", ...texts)).strongest).toBe(strongest);
  });

  it("say in how many takes, and name what is not in the brief", async () => {
    const { lines } = await read("Announce it.", `${glossy} It costs 480 euros.`, plain, glossy);
    const all = lines.join("\n");
    expect(all).toContain("“480 euros” in 1 of 3 takes (chance)");
    expect(all).toMatch(/Corporate language is over the usual in 2 of 3 takes: \d+ per 1,000 words/u);
    expect((await read("Announce it.", "Too short.")).lines).toEqual([
      "  Too little English text for a verdict on its language.",
    ]);
  });
});
