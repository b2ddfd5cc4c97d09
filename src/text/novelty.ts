import type { CompiledRules } from "./compile-rules.ts";
import { families } from "./rule.ts";
import { type Sentences, wordsOf } from "./sentences.ts";
import type { TextSpan } from "./spans.ts";
import { Shape, type Tokens } from "./tokens.ts";

/** What is new in each sentence against all sentences before it. */
export interface Novelty {
  /** Sentences of at least `enoughStems` content words, and how many of them bring at most `littleNew` of them. */
  readonly judged: number;
  readonly repeats: number;
  /** Numbers and names for each 100 words: what a reader can check. */
  readonly factsPer100: number;
  readonly spans: readonly TextSpan[];
}

const enoughStems = 6;
const littleNew = 0.1;

/** A last paragraph that takes this share of its content words from before says nothing new … */
const recapShare = 0.68;
/** … where the paragraph before it took at least this much less. */
const recapDifference = 0.1;

export function readNovelty(tokens: Tokens, sentences: Sentences, rules: CompiledRules): Novelty {
  const seen = createStemSet(tokens.count);
  const spans: TextSpan[] = [];
  let judged = 0;
  let repeats = 0;
  let facts = 0;
  const paragraphs: { start: number; sentence: number; content: number; old: number }[] = [];
  for (let sentence = 0; sentence < sentences.count; sentence++) {
    if (sentences.paragraphs[sentence] === 1 || paragraphs.length === 0)
      paragraphs.push({ start: sentences.starts[sentence]!, sentence, content: 0, old: 0 });
    const paragraph = paragraphs.at(-1)!;
    const [from, to] = wordsOf(tokens, sentences, sentence);
    let content = 0;
    let old = 0;
    for (let i = from; i < to; i++) {
      const shape = tokens.shapes[i]!;
      if ((shape & Shape.digits) !== 0 || (i > from && (shape & Shape.capital) !== 0)) facts++;
      if (tokens.ends[i]! - tokens.starts[i]! < 3 || rules.grammar[tokens.ids[i]!] === 1) continue;
      content++;
      if (!seen.add(tokens.stems[i]!)) old++;
    }
    paragraph.content += content;
    paragraph.old += old;
    if (content < enoughStems) continue;
    judged++;
    if (content - old > content * littleNew) continue;
    repeats++;
    spans.push(
      restatement(
        tokens.text,
        sentences.starts[sentence]!,
        sentences.ends[sentence]!,
        1,
        sentenceReason,
        "nothing-new",
      ),
    );
  }
  const recap = recapSpan(tokens, sentences, paragraphs);
  return {
    judged,
    repeats,
    factsPer100: tokens.count === 0 ? 0 : (100 * facts) / tokens.count,
    spans: recap ? [...spans, recap] : spans,
  };
}

const sentenceReason =
  "Every content word of this sentence was there before: look whether it says anything that the text has not said.";
const recapReason = "The last paragraph says again what the others said: a reader who came this far has read it.";

/** The closing paragraph, where it recaps: compared with the one before it in the same text. */
function recapSpan(
  tokens: Tokens,
  sentences: Sentences,
  paragraphs: readonly { start: number; content: number; old: number }[],
): TextSpan | undefined {
  const last = paragraphs.at(-1);
  const before = paragraphs.at(-2);
  if (!last || !before || paragraphs.length < 4 || last.content < 15 || before.content < 15) return undefined;
  const share = last.old / last.content;
  if (share < recapShare || share - before.old / before.content < recapDifference) return undefined;
  return restatement(tokens.text, last.start, sentences.ends[sentences.count - 1]!, 2, recapReason, "recap");
}

const restatement = (
  text: string,
  start: number,
  end: number,
  severity: 1 | 2,
  why: string,
  name: string,
): TextSpan => ({
  start,
  end,
  text: text.slice(start, end),
  tendency: families.restatement,
  family: "restatement",
  rule: `restatement/${name}`,
  severity,
  why,
  suggestion: null,
});

/** A set of hashes by open addressing: no objects, linear time. */
function createStemSet(most: number): { add(stem: number): boolean } {
  let size = 64;
  while (size < most * 2) size *= 2;
  const table = new Int32Array(size);
  return {
    /** Whether it is new. */
    add(stem) {
      const key = stem === 0 ? 1 : stem;
      let slot = (Math.imul(key, 0x9e3779b1) >>> 0) & (size - 1);
      while (table[slot] !== 0) {
        if (table[slot] === key) return false;
        slot = (slot + 1) & (size - 1);
      }
      table[slot] = key;
      return true;
    },
  };
}
