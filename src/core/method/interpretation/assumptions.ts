import { z } from "zod";
import { type History, readingsOf } from "../../history.ts";
import { nothingSeen, there } from "../../reading.ts";
import {
  assumptionListed,
  attributeRead,
  defaultShare,
  fixedWeight,
  rareShare,
  spreadPictures,
  stateShapes,
  valuesWithoutBaseline,
} from "../priors.ts";
import { inWords, quoted } from "../../sentences.ts";
import { betaCdf, logBeta } from "../statistics/beta.ts";
import type { Variation } from "../../variation.ts";

/** Something nobody asked for that the model did in every picture. */
export const Assumption = z.object({
  attribute: z.string(),
  value: z.string(),
  counts: z.object({ same: z.int(), n: z.int() }),
  /** P(this prompt gives this value in at least 80 % of pictures). */
  probability: z.number(),
  /** How much better "fixed at this value" explains the pictures than the engine's usual spread. */
  bayesFactor: z.number(),
  /** Share of this value in the engine's other pictures, and how many those are; null without a baseline. */
  baseline: z.object({ share: z.number(), n: z.int() }).nullable(),
  cause: z.enum(["engine default", "this prompt", "not known"]),
  sentence: z.string(),
});
export type Assumption = z.infer<typeof Assumption>;

/** How often an engine gave each value of an attribute in pictures whose prompts left it free. */
export type Baseline = Readonly<Record<string, number>>;

export interface AssumptionOptions {
  /** Whether the brief leaves an attribute free; every attribute counts as free where not given. */
  readonly isFree?: ((attribute: string) => boolean) | undefined;
  readonly baseline?: ((attribute: string) => Baseline | undefined) | undefined;
}

/** Attributes left free that came out the same nearly always, surest first. */
export function assumptionsOf(
  history: History,
  variations: readonly Variation[],
  options: AssumptionOptions,
): readonly Assumption[] {
  return [...attributeValues(history, variations)]
    .filter(([attribute]) => options.isFree?.(attribute) ?? true)
    .map(([attribute, values]) => assumptionOf(attribute, values, options.baseline?.(attribute)))
    .filter(({ value, probability }) => probability >= assumptionListed && !nothingSeen.has(value))
    .toSorted((a, b) => b.probability - a.probability || (a.attribute < b.attribute ? -1 : 1));
}

/** Attribute → the value that the session's judge read in each picture, by its newest version; guesses are left out. */
function attributeValues(history: History, variations: readonly Variation[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const variation of variations) {
    const newest = new Map<string, { value: string; version: number }>();
    for (const { body, reader, version } of readingsOf(history, variation)) {
      if (reader !== history.session.brief.judge || !("attribute" in body) || body.probability < attributeRead)
        continue;
      const known = newest.get(body.attribute);
      if (!known || version >= known.version) newest.set(body.attribute, { value: body.value, version });
    }
    for (const [attribute, { value }] of newest) values.set(attribute, [...(values.get(attribute) ?? []), value]);
  }
  return values;
}

/**
 * Free: the value's share varies between prompts around the engine's baseline, as a Beta worth `spreadPictures`.
 * Fixed: the share is Beta(19, 1), at a value drawn from the baseline. Method, section 2.
 */
export function assumptionOf(attribute: string, values: readonly string[], baseline?: Baseline): Assumption {
  const { value, same } = commonest(values);
  const n = values.length;
  const share = smoothedShare(value, baseline);
  const free = [spreadPictures * share, spreadPictures * (1 - share)] as const;
  const bayesFactor = (share * betaBinomial(same, n, stateShapes.heard)) / betaBinomial(same, n, free);
  const fixed = (fixedWeight * bayesFactor) / (fixedWeight * bayesFactor + 1 - fixedWeight);
  const probability = fixed * above(stateShapes.heard, same, n) + (1 - fixed) * above(free, same, n);
  const known = baseline && { share: rawShare(value, baseline), n: total(baseline) };
  const cause = causeOf(known?.share);
  const sentence = `${sameness(attribute, value, same, n)} ${because(known, cause)}`;
  return { attribute, value, counts: { same, n }, probability, bayesFactor, baseline: known ?? null, cause, sentence };
}

function commonest(values: readonly string[]): { value: string; same: number } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [first] = [...counts].toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return { value: first?.[0] ?? "", same: first?.[1] ?? 0 };
}

/** Probability of one arrangement of `same` in `n` under a Beta share. */
const betaBinomial = (same: number, n: number, [a, b]: readonly [number, number]): number =>
  Math.exp(logBeta(a + same, b + n - same) - logBeta(a, b));

/** P(share ≥ 80 % | the pictures) under a Beta share. */
const above = ([a, b]: readonly [number, number], same: number, n: number): number =>
  1 - betaCdf(defaultShare, a + same, b + n - same);

const total = (baseline: Baseline): number => Object.values(baseline).reduce((sum, count) => sum + count, 0);
const rawShare = (value: string, baseline: Baseline): number => (baseline[value] ?? 0) / Math.max(1, total(baseline));

/** One extra picture of every value (and of one not seen yet), so that nothing is impossible or certain. */
function smoothedShare(value: string, baseline: Baseline | undefined): number {
  if (!baseline || total(baseline) === 0) return 1 / valuesWithoutBaseline;
  return ((baseline[value] ?? 0) + 1) / (total(baseline) + Object.keys(baseline).length + 1);
}

function causeOf(share: number | undefined): Assumption["cause"] {
  if (share === undefined) return "not known";
  if (share >= defaultShare) return "engine default";
  return share <= rareShare ? "this prompt" : "not known";
}

function sameness(attribute: string, value: string, same: number, n: number): string {
  const which = same === n ? `all ${inWords(n)}` : `${same} of ${n}`;
  const came = value === there ? "have it" : `came out ${quoted(value)}`;
  return `You did not ask for ${attribute.replaceAll("-", " ")}; ${which} ${came}.`;
}

function because(known: { share: number; n: number } | undefined, cause: Assumption["cause"]): string {
  if (!known || known.n === 0) return "This engine has no baseline yet to compare with.";
  const tally = `${Math.round(known.share * known.n)} of ${known.n} other variations`;
  if (cause === "engine default") return `It did this in ${tally} too: its default.`;
  if (known.share === 0) return `It never did in ${known.n} other variations: something in this prompt asks for it.`;
  return cause === "this prompt"
    ? `It rarely does (${tally}): something in this prompt asks for it.`
    : `It did in ${tally}.`;
}
