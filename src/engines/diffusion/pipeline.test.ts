import { expect, it } from "vitest";
import { createDiffusionEngine } from "./engine.ts";
import { Recipe } from "../../core/recipe.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { side, tinyFlow, writeFolder } from "../../../test/fixtures/diffusion/tiny-model.ts";
import { openBareLoop } from "../../../benchmarks/embedded/bare-loop.ts";

it("the bare loop draws the picture of the engine, so that their times may be compared", async () => {
  await using folder = await writeFolder(tinyFlow());
  const bare = await openBareLoop(folder.path);
  const engine = createDiffusionEngine({ id: "tiny", folder: folder.path });
  const prompt = "a red pear";
  const recipe = Recipe.parse({
    engine: "tiny",
    fingerprint: "",
    prompt,
    seed: 5,
    size: { width: side, height: side },
    steps: 9,
    guidance: 2.5,
  });
  const call = {
    signal: new AbortController().signal,
    idempotencyKey: "k",
    previews: false,
    readBlob: async () => new Uint8Array(),
  };
  const last = (await Array.fromAsync(engine.generate(recipe, call))).at(-1);
  await engine.close?.();
  if (last?.type !== "output") throw new Error("There is no output.");
  const drawn = (await decodePicture(last.output.data)).data;
  const expected = await bare.draw({ prompt, seed: 5, steps: 9, guidance: 2.5 });
  expect(drawn).toHaveLength(expected.length);
  expect(Math.max(...drawn.map((value, index) => Math.abs(value - (expected[index] ?? 0))))).toBeLessThanOrEqual(1);
});
