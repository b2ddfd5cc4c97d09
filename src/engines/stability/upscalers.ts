import type { EngineCall } from "../../core/engine.ts";
import { invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { sizeText } from "../../core/size.ts";
import { readSource, sizeOf } from "../hosted/source-picture.ts";
import type { FormPart } from "../http/multipart.ts";

/** Upscalers of v2beta that answer at once. https://platform.stability.ai/docs/api-reference#tag/Upscale */
export const upscalers = {
  "upscale-fast": {
    path: "fast",
    about: "four times larger within a second or two; pictures up to 1 megapixel.",
    /** Pixels that it takes. */
    most: 1_048_576,
    shortest: 32,
  },
  "upscale-conservative": {
    path: "conservative",
    about: "up to 4 megapixels and a little drawn anew; pictures up to 9.4 megapixels.",
    most: 9_437_184,
    shortest: 64,
  },
} as const;
export type Upscaler = keyof typeof upscalers;

export const isUpscaler = (model: string): model is Upscaler => Object.hasOwn(upscalers, model);

/** The conservative one insists on words and on a little invention; it gets as little of both as it takes. */
const leastCreativity = 0.2;
const neutralWords = "the same picture in finer detail";

export async function upscaleParts(
  model: Upscaler,
  recipe: Recipe,
  call: Pick<EngineCall, "readBlob">,
): Promise<readonly FormPart[]> {
  const source = await readSource(recipe.source ?? "", call);
  const { width, height } = await sizeOf(source.data);
  const { most, shortest } = upscalers[model];
  if (width * height > most || Math.min(width, height) < shortest)
    throw invalid(
      `Stability AI's ${model} takes pictures up to ${(most / 1e6).toFixed(1)} megapixels with sides of at least ${shortest} pixels, and this one is ${sizeText({ width, height })}.`,
      "Finish it with another upscaler: --upscaler built-in.",
    );
  const words: readonly FormPart[] =
    model === "upscale-fast"
      ? []
      : [
          { name: "prompt", value: recipe.prompt || neutralWords },
          { name: "creativity", value: String(leastCreativity) },
          ...(recipe.seed === null ? [] : [{ name: "seed", value: String(recipe.seed) }]),
        ];
  return [
    ...words,
    { name: "output_format", value: "png" },
    { name: "image", value: source.data, fileName: "source", contentType: source.mediaType },
  ];
}
