import { type PromptTendency } from "../../core/proposer.ts";
import { inWords, plural } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { type Dial, type TextReport, analyseText } from "../../text/index.ts";
import { textOf } from "./text-of.ts";

/** What takes of one prompt have in common, and what only some of them do. */
export interface TakesRead {
  /** What to change first, where no element of the brief is missing; undefined: most takes are in range. */
  readonly strongest: PromptTendency | undefined;
  readonly lines: readonly string[];
}

interface Leaning {
  readonly tendency: PromptTendency;
  /** Takes that have it. */
  readonly takes: number;
  /** How far it is over what human texts have; 1 is just there. */
  readonly strength: number;
  readonly line: string;
}

/**
 * Dials and facts over all takes: a tendency of every take is the model's, one of a single take is chance. Facts that the brief
 * does not hold come before any dial, because they may be wrong and words are only ugly.
 */
export async function readTakes(
  studio: Pick<Studio, "blobs">,
  brief: string,
  takes: readonly Variation[],
): Promise<TakesRead> {
  const reports = await Promise.all(
    takes.map(async (take) => analyseText(await textOf(studio, take), { brief: { prompt: brief, elements: [] } })),
  );
  const invented = inventionIn(reports);
  const dials = leaningsOf(reports);
  const usual = ({ takes: count }: Leaning): boolean => count * 2 > reports.length;
  const strongest = [...invented.filter(usual), ...dials.filter(usual)][0]?.tendency;
  const lines = [...invented, ...dials].map(({ line }) => `  ${line}`);
  return { strongest, lines: lines.length > 0 ? lines : [nothingUnusual(reports)] };
}

const nothingUnusual = (reports: readonly TextReport[]): string =>
  reports.every(({ dials }) => dials.every(({ level }) => level === "no verdict"))
    ? "  Too little English text for a verdict on its language."
    : "  Corporate language, performed hedging and padding are all within what human texts have.";

const titles = { corporate: "Corporate language", hedging: "Performed hedging", padding: "Padding" } as const;

/** Raised or strong dials, those of the most takes first, then the strongest. */
function leaningsOf(reports: readonly TextReport[]): readonly Leaning[] {
  return (["corporate", "hedging", "padding"] as const)
    .flatMap((tendency) => {
      const over = reports.flatMap(
        ({ dials }) => dials.find((dial) => dial.tendency === tendency && isOver(dial)) ?? [],
      );
      const [first] = over;
      if (!first) return [];
      const mean = over.reduce((sum, { rate }) => sum + rate, 0) / over.length;
      const line = `${titles[tendency]} is over the usual ${inTakes(over.length, reports.length)}: ${mean.toFixed(0)} per 1,000 words; nine of ten human texts have under ${first.baseline.high.toFixed(0)}.`;
      return [{ tendency, takes: over.length, strength: mean / first.baseline.high, line }];
    })
    .toSorted((a, b) => b.takes - a.takes || b.strength - a.strength);
}

const isOver = ({ level }: Dial): boolean => level === "raised" || level === "strong";

const mostNamed = 6;

/** Facts that the brief does not hold. Names are told and not held against it: a text may need them. */
function inventionIn(reports: readonly TextReport[]): readonly Leaning[] {
  const seen = new Map<string, { readonly text: string; readonly kind: string; takes: number }>();
  for (const { unsupported } of reports)
    for (const [key, { text, kind }] of new Map(unsupported.map((one) => [one.text.toLowerCase(), one])))
      seen.set(key, { text, kind, takes: (seen.get(key)?.takes ?? 0) + 1 });
  if (seen.size === 0) return [];
  const hard = reports.filter(({ unsupported }) => unsupported.some(({ kind }) => kind !== "name")).length;
  const named = [...seen.values()].toSorted((a, b) => b.takes - a.takes);
  const list = named.slice(0, mostNamed).map(({ text, takes }) => `“${text}” ${inTakes(takes, reports.length)}`);
  const more = named.length > mostNamed ? `, and ${named.length - mostNamed} more` : "";
  const line = `Not in the brief: ${list.join(", ")}${more}.`;
  return [{ tendency: "invention", takes: hard, strength: 1, line }];
}

const inTakes = (count: number, of: number): string =>
  of === 1
    ? "here"
    : count === of
      ? `in all ${inWords(of)} takes (the model's habit)`
      : `in ${count} of ${plural(of, "take")}${count === 1 ? " (chance)" : ""}`;
