import { z } from "zod";
import type { EngineEvent } from "../../core/engine.ts";
import { type TokenUsage, tokenCost } from "../hosted/prices.ts";

const Usage = z.object({
  input_tokens: z.int().min(0).default(0),
  output_tokens: z.int().min(0).default(0),
  input_tokens_details: z
    .object({ text_tokens: z.int().min(0).optional(), image_tokens: z.int().min(0).optional() })
    .nullish(),
});

/** Tokens as OpenAI reports them; undefined when it reports none. Where kinds are not told apart, all input is text. */
export function usageIn(value: unknown): TokenUsage | undefined {
  const usage = Usage.safeParse(value).data;
  if (!usage) return undefined;
  const imageIn = usage.input_tokens_details?.image_tokens ?? 0;
  return { textIn: usage.input_tokens - imageIn, imageIn, out: usage.output_tokens };
}

/** What the call cost, where the provider's usage and the model's price are known; nothing otherwise. */
export function* costEvents(model: string, usage: unknown): Generator<EngineEvent> {
  const tokens = usageIn(usage);
  const micros = tokens ? tokenCost(model, tokens) : null;
  if (micros !== null) yield { type: "cost", micros, currency: "USD" };
}
