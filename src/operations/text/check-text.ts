import { z } from "zod";
import { mostElements } from "../../core/brief.ts";
import { Element } from "../../core/element.ts";
import { plural } from "../../core/sentences.ts";
import { type TextReport, analyseText, registers } from "../../text/index.ts";
import { Answer, defineOperation } from "../define.ts";
import { createLines } from "./lines.ts";
import { Dial, Finding, NotInBrief, Span } from "./schemas.ts";

const CheckInput = z.object({
  text: z.string().describe("The text to read"),
  name: z.string().max(4_096).default("text").describe("What to call it in the answer: a file name"),
  register: z.enum(registers).default("general").describe("Which human texts to compare with"),
  brief: z.string().max(20_000).optional().describe("What the text was to say: what is not in there is listed"),
  must: z
    .array(z.string().trim().min(1).max(500))
    .max(100)
    .default([])
    .describe("Points that it must make, each looked for"),
  elements: z.array(Element).max(mostElements).optional().describe("The same as elements of a brief, with their kinds"),
  allow: z
    .array(z.string().max(500))
    .max(1_000)
    .default([])
    .describe("Words that are never an offence: names, terms of the trade"),
  least: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe("Show places from this severity on: 1 note, 2 suggestion, 3 warning"),
  failOn: z.int().min(0).max(3).default(3).describe("Not ok (exit code 1) from this severity on; 0 never"),
});
type CheckInput = z.output<typeof CheckInput>;

export const checkText = defineOperation({
  name: "check",
  summary: "Read a text like a linter: corporate language, performed hedging, padding, each place with its reason.",
  effect: "read",
  input: CheckInput,
  output: Answer.extend({
    ok: z.boolean(),
    words: z.int(),
    sentences: z.int(),
    language: z.enum(["english", "other", "unknown"]),
    /** All places, whatever `least` shows; "uncertainty" and "emphasis" are never held against the text. */
    spans: z.array(Span),
    dials: z.array(Dial),
    content: z.object({ factsPer100: z.number(), judgedSentences: z.int(), repeatedSentences: z.int() }),
    elements: z.array(Finding),
    unsupported: z.array(NotInBrief),
    notes: z.array(z.string()),
    lists: z.object({ version: z.int(), date: z.string() }),
  }),
  commandLine: {
    positional: ["text"],
    files: ["text"],
    fileName: "name",
    example: "samebut check draft.md --register news",
  },
  async run(_studio, input) {
    const elements = [...(input.elements ?? []), ...input.must.map(pointOf)];
    const report = analyseText(input.text, {
      register: input.register,
      allow: input.allow,
      ...(input.brief === undefined && elements.length === 0 ? {} : { brief: { prompt: input.brief ?? "", elements } }),
    });
    const place = createLines(input.text);
    const spans = report.spans.map((span) => ({ ...span, ...place(span.start) }));
    const unsupported =
      input.brief === undefined ? [] : report.unsupported.map((one) => ({ ...one, ...place(one.start) }));
    const missing = report.elements.filter(({ status }) => status === "missing").length;
    const failed = input.failOn > 0 && (missing > 0 || faults(spans).some(({ severity }) => severity >= input.failOn));
    return {
      ok: !failed,
      words: report.words,
      sentences: report.sentences,
      language: report.language,
      spans,
      dials: report.dials.map((dial) => ({ ...dial, families: [...dial.families] })),
      content: report.content,
      elements: report.elements.map((one) => ({ ...one, evidence: [...one.evidence] })),
      unsupported,
      notes: [...report.notes],
      lists: report.lists,
      summary: describe(input, report, spans, unsupported),
      pictures: [],
    };
  },
});

const pointOf = (statement: string, i: number): Element => ({
  id: `point-${i + 1}`,
  kind: "point",
  statement,
  question: `Does it say this: ${statement}`.slice(0, 500),
  importance: "must",
  words: [],
});

/** Honest uncertainty and emphasis are shown in the data and are no faults. */
const faults = (spans: readonly Span[]): readonly Span[] =>
  spans.filter(({ tendency }) => tendency !== "uncertainty" && tendency !== "emphasis");

const severityWords = { 1: "note", 2: "suggestion", 3: "warning" } as const;

function describe(
  input: CheckInput,
  report: TextReport,
  spans: readonly Span[],
  unsupported: readonly NotInBrief[],
): string {
  const shown = faults(spans).filter(({ severity }) => severity >= input.least);
  const lines = shown.map(
    (span) =>
      `${input.name}:${span.line}:${span.column}  ${severityWords[span.severity]}  ${span.rule}  ${adviceOf(span)}`,
  );
  const found = unsupported.map(
    (one) =>
      `${input.name}:${one.line}:${one.column}  suggestion  not-in-brief/${one.kind}  “${one.text}”: ${one.sentence}`,
  );
  const elements = report.elements.map(({ status, statement, note }) => `  ${status}: ${statement}. ${note}`);
  const counts = `${plural(report.words, "word")}, ${plural(report.sentences, "sentence")}; ${plural(shown.length, "place")} to look at.`;
  return [
    ...lines,
    ...found,
    ...elements,
    ...report.dials.map(({ sentence }) => sentence),
    ...report.notes,
    counts,
  ].join("\n");
}

const longestExcerpt = 80;

function adviceOf({ text, suggestion, why }: Span): string {
  const line = text.replace(/\s+/gu, " ");
  const excerpt = line.length > longestExcerpt ? `${line.slice(0, longestExcerpt).toWellFormed()}…` : line;
  const what = suggestion === null ? "" : suggestion === "" ? " → leave it out" : ` → “${suggestion}”`;
  return `“${excerpt}”${what}: ${why}`;
}
