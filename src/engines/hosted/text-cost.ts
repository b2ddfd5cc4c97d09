import { micros } from "./prices.ts";

export interface TextUsage {
  readonly input: number;
  readonly output: number;
  readonly cached?: number;
  /** How many of the output tokens are pictures. */
  readonly outputImage?: number | undefined;
}

/**
 * What a language model's answer cost, from the tables of `@pydantic/genai-prices` as installed; nothing is fetched. null where
 * the model is not in them.
 */
export async function textCost(provider: string, model: string, usage: TextUsage): Promise<number | null> {
  const { calcPrice } = await import("@pydantic/genai-prices");
  const price = calcPrice(
    {
      input_tokens: usage.input,
      output_tokens: usage.output,
      ...(usage.outputImage === undefined ? {} : { output_image_tokens: usage.outputImage }),
      ...(usage.cached === undefined ? {} : { cache_read_tokens: usage.cached }),
    },
    model,
    { providerId: provider },
  );
  return price ? micros(price.total_price) : null;
}
