import { z } from "zod";
import { capitalised, plural } from "../../core/sentences.ts";
import {
  type Invariant,
  type SentenceChange as Change,
  type TextComparison,
  compareText,
  registers,
} from "../../text/index.ts";
import { Answer, defineOperation } from "../define.ts";
import { Comparison } from "./schemas.ts";

export const compareTexts = defineOperation({
  name: "compare-texts",
  summary: "What became of a text: kept, edited, moved, asked for or not, and which facts were lost.",
  effect: "read",
  input: z.object({
    before: z.string().describe("The text as it was"),
    after: z.string().describe("The text as it is"),
    scope: z
      .array(z.int().min(1))
      .max(100_000)
      .optional()
      .describe("Sentences of the first text that were to change, from 1; all when left out"),
    register: z.enum(registers).default("general").describe("Which human texts to compare with"),
  }),
  output: Answer.extend({ ok: z.boolean(), comparison: Comparison }),
  commandLine: {
    positional: ["before", "after"],
    files: ["before", "after"],
    example: "samebut compare-texts draft.md edited.md --scope 3 4",
  },
  async run(_studio, { before, after, scope, register }) {
    const comparison = compareText(before, after, {
      register,
      ...(scope ? { scope: scope.map((one) => one - 1) } : {}),
    });
    const lost = comparison.invariants.filter(({ status }) => status !== "kept");
    return {
      ok: lost.length === 0 && comparison.outOfScope === 0,
      comparison: structuredClone(comparison) as z.input<typeof Comparison>,
      summary: describeComparison(comparison),
      pictures: [],
    };
  },
});

export function describeComparison(comparison: TextComparison): string {
  const { counts, invariants, outOfScope } = comparison;
  const changed = comparison.sentences.filter(({ kind, moved }) => kind !== "keep" || moved);
  const kept = `${plural(counts.kept, "sentence")} kept, ${counts.edited} edited, ${counts.moved} moved, ${counts.inserted} added, ${counts.deleted} deleted.`;
  if (changed.length === 0)
    return comparison.layoutOnly ? `${kept} Only blanks and line breaks differ.` : `${kept} Nothing changed.`;
  const asked = changed.filter(({ inScope }) => inScope);
  const others = changed.filter(({ inScope }) => !inScope);
  return [
    kept,
    ...(others.length > 0 ? ["Asked for:"] : []),
    ...asked.map(changeLine),
    ...(others.length > 0 ? [`Not asked for (${outOfScope}):`, ...others.map(changeLine)] : []),
    ...invariants.filter(({ status }) => status !== "kept").map(invariantLine),
    ...comparison.dials
      .filter(({ before, after }) => before.count !== after.count)
      .map(({ tendency, before, after }) => `${capitalised(tendency)}: ${before.count} → ${after.count} places.`),
  ].join("\n");
}

function changeLine({ kind, moved, before, after, words }: Change): string {
  const where = `  ${before ? before.index + 1 : "–"} → ${after ? after.index + 1 : "–"} ${moved ? (kind === "edit" ? "moved and edited" : "moved") : kind}: `;
  if (kind !== "edit") return where + (after ?? before)!.text.replace(/\s+/gu, " ");
  return (
    where +
    words
      .map(({ kind: part, text }) => (part === "same" ? text : part === "added" ? `[+${text}+]` : `[-${text}-]`))
      .join("")
      .replace(/\s+/gu, " ")
  );
}

const invariantLine = ({ kind, status, text, sentence }: Invariant): string =>
  `  ${kind} ${status}: “${text}” (sentence ${sentence + 1})`;
