import type { Instrument } from "../../core/instrument.ts";
import { StudioError } from "../../core/errors.ts";
import { analyseText } from "../../text/index.ts";

const quantities = [
  {
    name: "corporate",
    unit: "per 1,000 words",
    better: "lower",
    meaning: "Places of corporate language: big verbs, abstractions, praise and importance without proof.",
  },
  {
    name: "hedging",
    unit: "per 1,000 words",
    better: "lower",
    meaning: "Places of performed hedging; honest uncertainty is not counted.",
  },
  {
    name: "padding",
    unit: "per 1,000 words",
    better: "lower",
    meaning: "Places that can go or be said in fewer words.",
  },
  {
    name: "uncertainty",
    unit: "per 1,000 words",
    better: "neither",
    meaning: "Places that say how sure the writer is; shown, never judged.",
  },
  { name: "words", unit: "words", better: "neither", meaning: "How long it is." },
  { name: "facts", unit: "per 100 words", better: "neither", meaning: "Numbers and names that a reader can check." },
] as const;

/** The dials of a text as numbers, so that a change of the prompt can be followed on all of them. */
export const tendencies: Instrument = {
  id: "text-tendencies",
  version: 1,
  reads: "text",
  quantities,
  async measure(sample, signal) {
    signal.throwIfAborted();
    const { spans, words, content } = analyseText(decode(sample.data));
    const rate = (tendency: string): number =>
      (1_000 * spans.filter((span) => span.tendency === tendency).length) / Math.max(1, words);
    const values = {
      corporate: rate("corporate"),
      hedging: rate("hedging"),
      padding: rate("padding"),
      uncertainty: rate("uncertainty"),
      words,
      facts: content.factsPer100,
    };
    return quantities.map(({ name, unit }) => ({ quantity: name, value: values[name], unit }));
  },
};

function decode(data: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch (cause) {
    throw new StudioError("corrupt", "This is not a text in UTF-8.", { cause });
  }
}
