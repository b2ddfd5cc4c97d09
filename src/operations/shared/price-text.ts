import type { EngineDescription } from "../../core/engine.ts";

/** "free", "0.0400 USD each", "price unknown". */
export function priceText({ micros, currency }: EngineDescription["price"]): string {
  if (micros === null) return "price unknown";
  return micros === 0 ? "free" : `${(micros / 1e6).toFixed(4)} ${currency} each`;
}
