import { z } from "zod";
import type { Ability } from "../../core/engine.ts";
import type { Size } from "../../core/size.ts";
import { sizeOfRatio } from "../hosted/aspect.ts";
import type { SdkProvider } from "./engine.ts";

const grokShapes = ["1:1", "16:9", "9:16", "4:3", "3:4", "3:2", "2:3", "2:1", "1:2"];
const Ticks = z.looseObject({ xai: z.looseObject({ costInUsdTicks: z.number() }) });
/** A tick is a ten-thousand-millionth of a dollar. */
const ticksPerMicro = 10_000;

export const xai: SdkProvider = {
  kind: "xai",
  name: "xAI",
  url: "https://api.x.ai/v1",
  key: "XAI_API_KEY",
  keysPage: "console.x.ai",
  model: "grok-imagine-image",
  sizedBy: "aspect",
  describe: (model) => ({
    abilities: ["text-to-image", "instruction", "references"],
    sizes: grokShapes.map(sizeOfRatio) as [Size, ...Size[]],
    about: `${model} by xAI, over the network. It has no seeds, no strength and no masks: changes are compared unpaired, and refinements are edits by instruction.`,
  }),
  async create(model, { url, fetch }) {
    const { createXai } = await import("@ai-sdk/xai");
    // The key is added by our own client; the package insists on one.
    return createXai({ baseURL: url, apiKey: "-", fetch }).image(model);
  },
  cost(metadata) {
    const ticks = Ticks.safeParse(metadata).data?.xai.costInUsdTicks;
    return ticks === undefined ? null : Math.round(ticks / ticksPerMicro);
  },
};

/** Models that are no diffusion models take neither seeds nor steps. */
const drawsByDiffusion = (model: string): boolean =>
  !/gpt-image|gemini|flash-image|imagen|seedream|nano-banana/iu.test(model);
const takesPictures = (model: string): boolean => /kontext|flux\.?-?2|qwen-image-edit|gemini|flash-image/iu.test(model);

export const together: SdkProvider = {
  kind: "togetherai",
  name: "Together AI",
  url: "https://api.together.xyz/v1",
  key: "TOGETHER_API_KEY",
  keysPage: "api.together.ai/settings/api-keys",
  model: "black-forest-labs/FLUX.1-schnell",
  sizedBy: "pixels",
  describe(model) {
    const abilities: Ability[] = [
      "text-to-image",
      ...(drawsByDiffusion(model) ? (["seeds"] as const) : []),
      ...(takesPictures(model) ? (["instruction"] as const) : []),
      ...(/stable-diffusion|sdxl/iu.test(model) ? (["negative-prompt"] as const) : []),
    ];
    const schnell = /schnell/iu.test(model);
    return {
      abilities,
      sizes: "any",
      ...(drawsByDiffusion(model)
        ? { steps: schnell ? { minimum: 1, maximum: 12, default: 4 } : { minimum: 1, maximum: 50, default: 28 } }
        : {}),
      about: `${model} on Together AI, over the network.${abilities.includes("seeds") ? " Seeds can be paired." : ""} It has no strength and no masks.`,
    };
  },
  async create(model, { url, fetch }) {
    const { createTogetherAI } = await import("@ai-sdk/togetherai");
    return createTogetherAI({ baseURL: url, apiKey: "-", fetch }).image(model);
  },
  options: ({ steps, negativePrompt }) => ({
    ...(steps === null ? {} : { steps }),
    ...(negativePrompt === "" ? {} : { negative_prompt: negativePrompt }),
  }),
};
