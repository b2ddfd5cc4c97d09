import type { Element } from "../core/element.ts";
import { invalid } from "../core/errors.ts";
import { type CompiledRules, compiledRules } from "./compile-rules.ts";
import { type Dial, readDial } from "./dials.ts";
import { type ElementFinding, readElements } from "./elements.ts";
import { findFacts } from "./facts.ts";
import { type Language, readLanguage } from "./language.ts";
import { maskWords, maskedRanges } from "./masks.ts";
import { readNovelty } from "./novelty.ts";
import type { JudgedTendency, Register } from "./registers.ts";
import { listsVersion } from "./rules/index.ts";
import { findSentences } from "./sentences.ts";
import { type TextSpan, findSpans } from "./spans.ts";
import { type Tokens, tokenise } from "./tokens.ts";
import { type Unsupported, findUnsupported } from "./unsupported.ts";

export interface AnalyseOptions {
  /** What the text was to be: its elements are looked for, and facts that it does not hold are listed. */
  readonly brief?: { readonly prompt: string; readonly elements: readonly Element[] };
  /** Which human texts to compare with. */
  readonly register?: Register;
  /** More words that are never an offence: names of products, terms of the trade. */
  readonly allow?: readonly string[];
}

export interface TextReport {
  /** In UTF-16 code units. */
  readonly characters: number;
  readonly words: number;
  readonly sentences: number;
  readonly language: Language;
  readonly spans: readonly TextSpan[];
  /** One each for corporate, hedging and padding; empty where there is nothing to read or it is not English. */
  readonly dials: readonly Dial[];
  /** What a reader can check, and how many sentences say nothing new. */
  readonly content: {
    readonly factsPer100: number;
    readonly judgedSentences: number;
    readonly repeatedSentences: number;
  };
  /** Present only with a brief. */
  readonly elements: readonly ElementFinding[];
  readonly unsupported: readonly Unsupported[];
  /** What the report cannot say, as sentences. */
  readonly notes: readonly string[];
  readonly lists: { readonly version: number; readonly date: string };
}

/** UTF-16 code units; more is cut off nowhere but refused. */
export const longestText = 20_000_000;

const judged: readonly JudgedTendency[] = ["corporate", "hedging", "padding"];

/**
 * Reads an English text: places that a reader stumbles over, dials against human texts, and, with a brief, its elements
 * and what the brief does not say. Pure and offline, in time linear in the text. It never says who or what wrote it.
 * Throws "invalid" above `longestText`.
 */
export function analyseText(text: string, options: AnalyseOptions = {}): TextReport {
  if (text.length > longestText)
    throw invalid(`The text is longer than ${longestText / 1e6} million characters.`, "Check it in parts.");
  const rules = compiledRules();
  const tokens = tokenise(text, rules.vocabulary);
  const sentences = findSentences(tokens);
  const language = readLanguage(tokens, rules);
  const english = language !== "other";
  const masked = maskFor(tokens, rules, options);
  const novelty = readNovelty(tokens, sentences, rules);
  const spans = english ? withSpans(findSpans(tokens, sentences, rules, masked), novelty.spans) : [];
  const words = tokens.count - (masked === undefined ? 0 : masked.reduce((sum, one) => sum + one, 0));
  const register = options.register ?? "general";
  return {
    characters: text.length,
    words: tokens.count,
    sentences: sentences.count,
    language,
    spans,
    dials: english && tokens.count > 0 ? judged.map((tendency) => readDial(tendency, spans, words, register)) : [],
    content: {
      factsPer100: novelty.factsPer100,
      judgedSentences: novelty.judged,
      repeatedSentences: novelty.repeats,
    },
    ...againstBrief(text, tokens, options, rules),
    notes: notesOn(tokens.count, language),
    lists: listsVersion,
  };
}

const withSpans = (spans: readonly TextSpan[], more: readonly TextSpan[]): readonly TextSpan[] =>
  more.length === 0 ? spans : [...spans, ...more].toSorted((a, b) => a.start - b.start || b.end - a.end);

/** Quotations, code and links, the words of the brief, and what the person allows. */
function maskFor(tokens: Tokens, rules: CompiledRules, { brief, allow = [] }: AnalyseOptions): Uint8Array | undefined {
  const masked = maskWords(tokens, maskedRanges(tokens.text));
  const allowed = [...allow, ...(brief ? [brief.prompt, ...brief.elements.map(({ statement }) => statement)] : [])];
  if (allowed.length === 0) return masked;
  const own = new Set<number>();
  for (const phrase of allowed) {
    const asked = tokenise(phrase, rules.vocabulary);
    for (let i = 0; i < asked.count; i++) if (rules.grammar[asked.ids[i]!] === 0) own.add(asked.stems[i]!);
  }
  const all = masked ?? new Uint8Array(tokens.count);
  for (let i = 0; i < tokens.count; i++)
    if (rules.grammar[tokens.ids[i]!] === 0 && own.has(tokens.stems[i]!)) all[i] = 1;
  return all;
}

function againstBrief(
  text: string,
  tokens: Tokens,
  { brief }: AnalyseOptions,
  rules: CompiledRules,
): Pick<TextReport, "elements" | "unsupported"> {
  if (!brief) return { elements: [], unsupported: [] };
  const sentences = findSentences(tokens);
  const facts = findFacts(tokens, sentences);
  const briefText = [brief.prompt, ...brief.elements.map(({ statement }) => statement)].join("\n");
  const asked = tokenise(briefText, rules.vocabulary);
  return {
    elements: readElements({ text, tokens, sentences, facts, rules }, brief.elements),
    unsupported: findUnsupported(facts, findFacts(asked, findSentences(asked)), briefText),
  };
}

function notesOn(words: number, language: Language): readonly string[] {
  if (words === 0) return ["There is nothing to read."];
  if (language === "other")
    return [
      "This is not English: dials and word lists are measured for English only. Alignment, invariants and elements work all the same.",
    ];
  return [];
}
