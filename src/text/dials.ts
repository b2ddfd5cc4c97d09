import { type Baseline, type JudgedTendency, type Register, baselines } from "./registers.ts";
import type { TextSpan } from "./spans.ts";
import type { Family } from "./rule.ts";

export const dialLevels = ["no verdict", "in range", "raised", "strong"] as const;
export type DialLevel = (typeof dialLevels)[number];

/** How much of a tendency a text has, against what is normal for its register. */
export interface Dial {
  readonly tendency: JudgedTendency;
  /** Spans counted, in so many words of running text. */
  readonly count: number;
  readonly words: number;
  /** Per 1,000 words, as counted. */
  readonly rate: number;
  /** The same, drawn towards the register where the text is short: what the level goes by. */
  readonly estimate: number;
  /** The estimate's 80 % interval. */
  readonly interval: { readonly low: number; readonly high: number };
  readonly register: Register;
  readonly baseline: Baseline;
  readonly level: DialLevel;
  readonly confidence: "none" | "low" | "good";
  /** At most three, the most frequent first. */
  readonly families: readonly { readonly family: Family; readonly count: number }[];
  /** The dial in one plain sentence. */
  readonly sentence: string;
}

/** Under this many words there is no verdict, under the second little confidence. */
export const fewestWords = 60;
export const enoughWords = 150;

/** The register counts as much as this many thousand words of the text itself. */
const priorThousands = 0.25;

/** z of the 10th and 90th percentile. */
const z = 1.2816;

/**
 * Rate with an interval by Gamma-Poisson shrinkage: prior Gamma(mean · b, b) with b = `priorThousands`, posterior
 * Gamma(mean · b + count, b + words / 1000). Quantiles by Wilson and Hilferty (1931).
 */
export function readDial(
  tendency: JudgedTendency,
  spans: readonly TextSpan[],
  words: number,
  register: Register,
): Dial {
  const own = spans.filter((span) => span.tendency === tendency);
  const baseline = baselines[register][tendency];
  const shape = baseline.mean * priorThousands + own.length + 0.5;
  const thousands = priorThousands + words / 1_000;
  const rate = words === 0 ? 0 : (1_000 * own.length) / words;
  const estimate = shape / thousands;
  const interval = { low: gammaQuantile(shape, -z) / thousands, high: gammaQuantile(shape, z) / thousands };
  const level = levelOf(own.length, estimate, interval.low, baseline, words);
  const confidence = words < fewestWords ? "none" : words < enoughWords ? "low" : "good";
  const dial = {
    tendency,
    count: own.length,
    words,
    rate,
    estimate,
    interval,
    register,
    baseline,
    level,
    confidence,
  } as const;
  return { ...dial, families: topFamilies(own), sentence: sentenceOf(dial) };
}

function levelOf(count: number, estimate: number, low: number, baseline: Baseline, words: number): DialLevel {
  if (words < fewestWords) return "no verdict";
  if (count < 2) return "in range"; // one place is a place, no tendency
  if (low > baseline.high) return "strong";
  return estimate > baseline.high ? "raised" : "in range";
}

/** Wilson–Hilferty: a Gamma(shape, 1) quantile from that of the normal distribution. */
function gammaQuantile(shape: number, normal: number): number {
  const third = 1 / (9 * shape);
  return shape * Math.max(0, 1 - third + normal * Math.sqrt(third)) ** 3;
}

function topFamilies(spans: readonly TextSpan[]): Dial["families"] {
  const counts = new Map<Family, number>();
  for (const { family } of spans) counts.set(family, (counts.get(family) ?? 0) + 1);
  return [...counts]
    .map(([family, count]) => ({ family, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 3);
}

const names: Readonly<Record<JudgedTendency, string>> = {
  corporate: "Corporate language",
  hedging: "Performed hedging",
  padding: "Padding",
};

function sentenceOf(dial: Omit<Dial, "families" | "sentence">): string {
  const { tendency, words, rate, interval, baseline, register, level } = dial;
  if (words < fewestWords)
    return `${names[tendency]}: ${words} words are too few for a verdict (it takes ${fewestWords}).`;
  const numbers = `${rate.toFixed(1)} per 1,000 words (likely ${interval.low.toFixed(1)}–${interval.high.toFixed(1)}); nine of ten human ${register === "general" ? "" : `${register} `}texts have under ${baseline.high.toFixed(1)}`;
  const doubt = dial.confidence === "low" ? " Little text: low confidence." : "";
  return `${names[tendency]} is ${level}: ${numbers}.${doubt}`;
}
