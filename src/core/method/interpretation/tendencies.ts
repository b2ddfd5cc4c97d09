import { z } from "zod";
import { type History } from "../../history.ts";
import { measuredIn } from "../effect/measured-effect.ts";
import { deadCentreUnder, fewestUsual, flatLightUnder, overSmoothedOver, unusualShare } from "../priors.ts";
import { inWords } from "../../sentences.ts";
import { mean, quantile } from "../statistics/summary.ts";
import type { Variation } from "../../variation.ts";

/** What generators do by themselves, measured, against what this engine usually does. */
export const Tendency = z.object({
  /** "over-smoothed", "flat light", "dead centre". */
  tendency: z.string(),
  quantity: z.string(),
  unit: z.string(),
  /** Mean over these pictures, and how many they are. */
  value: z.number(),
  n: z.int(),
  /** Beyond this it is called by its name. */
  limit: z.number(),
  /** Median and 5 to 95 % of the engine's other pictures; null while there are too few. */
  usual: z.object({ median: z.number(), low: z.number(), high: z.number(), n: z.int() }).nullable(),
  /** Whether these pictures show the tendency. */
  shown: z.boolean(),
  cause: z.enum(["engine default", "this prompt", "not known"]),
  sentence: z.string(),
});
export type Tendency = z.infer<typeof Tendency>;

interface Kind {
  readonly tendency: string;
  readonly quantity: string;
  readonly unit: string;
  readonly limit: number;
  readonly shownWhen: "over" | "under";
}

const kinds: readonly Kind[] = [
  { tendency: "over-smoothed", quantity: "flat-share", unit: "share", limit: overSmoothedOver, shownWhen: "over" },
  { tendency: "flat light", quantity: "contrast", unit: "luma", limit: flatLightUnder, shownWhen: "under" },
  { tendency: "dead centre", quantity: "off-centre", unit: "share", limit: deadCentreUnder, shownWhen: "under" },
];

/** Default tendencies that the instruments measured in these pictures; those that nobody measured are left out. */
export function tendenciesOf(
  history: History,
  variations: readonly Variation[],
  usual: (quantity: string) => readonly number[],
): readonly Tendency[] {
  return kinds.flatMap((kind) => {
    const values = variations.flatMap((variation) => measuredIn(history, variation, kind.quantity) ?? []);
    return values.length === 0 ? [] : [tendencyOf(kind, values, usual(kind.quantity))];
  });
}

function tendencyOf(kind: Kind, values: readonly number[], others: readonly number[]): Tendency {
  const value = mean(values);
  const isShown = (one: number): boolean => (kind.shownWhen === "over" ? one > kind.limit : one < kind.limit);
  const sorted = others.toSorted((a, b) => a - b);
  const usual =
    others.length < fewestUsual
      ? null
      : {
          median: quantile(sorted, 0.5),
          low: quantile(sorted, 0.05),
          high: quantile(sorted, 0.95),
          n: others.length,
        };
  const share = others.filter(isShown).length / Math.max(1, others.length);
  const cause =
    usual === null
      ? "not known"
      : share >= 0.5
        ? "engine default"
        : share <= unusualShare
          ? "this prompt"
          : "not known";
  const { tendency, quantity, unit, limit } = kind;
  const facts = {
    tendency,
    quantity,
    unit,
    limit,
    value,
    n: values.length,
    usual,
    shown: isShown(value),
    cause,
  } as const;
  return { ...facts, sentence: sentenceOf(facts, share) };
}

function sentenceOf(facts: Omit<Tendency, "sentence">, share: number): string {
  const { tendency, quantity, value, n, usual, shown, limit } = facts;
  const measured = `${quantity} ${short(value)} over ${inWords(n)}; ${tendency} is ${tendency === "over-smoothed" ? "over" : "under"} ${short(limit)}`;
  const what = `${shown ? "It came out" : "Not"} ${tendency} (${measured}).`;
  if (!usual) return `${what} This engine has too few other pictures yet to compare with.`;
  const others = `${Math.round(share * usual.n)} of its ${usual.n} other pictures are (median ${short(usual.median)})`;
  if (!shown) return `${what} ${others[0]?.toUpperCase()}${others.slice(1)}.`;
  return `${what} ${{ "engine default": `Its default: ${others}.`, "this prompt": `Unusual for it: ${others}.`, "not known": `${others[0]?.toUpperCase()}${others.slice(1)}.` }[facts.cause]}`;
}

const short = (value: number): string => String(Number(value.toPrecision(2)));
