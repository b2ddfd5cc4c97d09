import { StudioError } from "../core/errors.ts";
import { type Guard, guards } from "./guards.ts";
import { expandPattern, verbForms } from "./pattern.ts";
import { type Rule, type RuleGroup, families } from "./rule.ts";
import { ruleGroups } from "./rules/index.ts";
import { tailVerbs } from "./rules/tail-verbs.ts";
import { stopwords } from "./stopwords.ts";
import { type Vocabulary, createVocabulary } from "./vocabulary.ts";

/** One phrase as it stands in the tree: its rule, and what to put in its place; undefined where only a person knows. */
export interface Phrase {
  readonly rule: Rule;
  readonly words: number;
  readonly replacement: string | undefined;
  /** Counts only where it stands aside: begun by a pause or a new sentence, and followed by a pause. */
  readonly aside: boolean;
  /** Says of a match that it means something else here. */
  readonly guard: Guard | undefined;
}

/**
 * All phrases as one tree over word numbers, so that a text is read once however many rules there are. `next` maps
 * node × word to node by open addressing; node 0 is the root and no node leads back to it.
 */
export interface CompiledRules {
  readonly vocabulary: Vocabulary;
  readonly rules: readonly Rule[];
  /** At [node]: the phrase that ends there. */
  readonly phrases: readonly (Phrase | undefined)[];
  step(node: number, word: number): number;
  /** At [word number]: the node that a phrase beginning with this word leads to, or 0. */
  readonly roots: Int32Array;
  /** At [word number]: 1 for words that carry grammar. */
  readonly grammar: Uint8Array;
}

let compiled: CompiledRules | undefined;

/** The lists that ship, compiled once, on first use. */
export const compiledRules = (): CompiledRules => (compiled ??= compileRules(ruleGroups));

interface Line {
  readonly rule: Rule;
  readonly aside: boolean;
  readonly phrases: readonly { readonly words: readonly string[]; readonly replacement: string | undefined }[];
}

export function compileRules(groups: readonly RuleGroup[]): CompiledRules {
  const lines = groups.flatMap((group) =>
    group.lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => readLine(line, group)),
  );
  const vocabulary = createVocabulary([
    ...stopwords,
    ...tailVerbs,
    ...lines.flatMap(({ phrases }) => phrases.flatMap(({ words }) => words)),
  ]);
  const grammar = new Uint8Array(vocabulary.words.length);
  for (const word of stopwords) grammar[vocabulary.idOf(word)] = 1;
  return { vocabulary, rules: lines.map(({ rule }) => rule), grammar, ...growTree(lines, vocabulary) };
}

/** "utilize~ => use~": the rule, and every form of it with the same form of the replacement. */
function readLine(line: string, group: RuleGroup): Line {
  const [pattern = "", ...rest] = line.split("=>");
  if (rest.length > 1) throw new StudioError("internal", `The rule “${line}” has two arrows.`);
  const sequences = expandPattern(pattern.replace("@aside", "").trim());
  const first = sequences[0];
  if (!first) throw new StudioError("internal", `The rule “${line}” looks for nothing.`);
  const rule: Rule = {
    id: `${group.family}/${slug(first.words)}`,
    family: group.family,
    tendency: families[group.family],
    severity: group.severity,
    why: group.why,
  };
  const replacement = rest[0]?.trim();
  const aside = pattern.includes("@aside");
  return {
    rule,
    aside,
    phrases: sequences.map(({ words, form }) => ({ words, replacement: inForm(replacement, form) })),
  };
}

const slug = (words: readonly string[]): string => words.join("-").replace(/[^\p{L}\p{N}-]+/gu, "");

/** The replacement in the verb form that was found: "use~" for "leveraging" is "using". */
function inForm(replacement: string | undefined, form: number): string | undefined {
  if (replacement === undefined) return undefined;
  return replacement.replace(/(\S+)~/u, (_, verb: string) => verbForms(verb)[form] ?? verb);
}

function growTree(lines: readonly Line[], vocabulary: Vocabulary): Pick<CompiledRules, "phrases" | "step" | "roots"> {
  const children: Map<number, number>[] = [new Map()];
  const phrases: (Phrase | undefined)[] = [undefined];
  for (const { rule, aside, phrases: forms } of lines) {
    const guard = guards.get(rule.id);
    for (const { words, replacement } of forms) {
      let node = 0;
      for (const word of words) {
        const id = vocabulary.idOf(word);
        let next = children[node]!.get(id);
        if (next === undefined) {
          next = children.push(new Map()) - 1;
          phrases.push(undefined);
          children[node]!.set(id, next);
        }
        node = next;
      }
      phrases[node] ??= { rule, words: words.length, replacement, aside, guard };
    }
  }
  const roots = new Int32Array(vocabulary.words.length);
  for (const [word, node] of children[0]!) roots[word] = node;
  return { phrases, step: flatten(children), roots };
}

/** The tree as two flat columns: a lookup touches no objects. */
function flatten(children: readonly ReadonlyMap<number, number>[]): CompiledRules["step"] {
  const edges = children.reduce((sum, map) => sum + map.size, 0);
  let size = 64;
  while (size < edges * 3) size *= 2;
  const mask = size - 1;
  const keys = new Float64Array(size).fill(-1);
  const targets = new Int32Array(size);
  const slotOf = (node: number, word: number): number =>
    (Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x85ebca6b)) >>> 8;
  children.forEach((map, node) => {
    for (const [word, target] of map) {
      let slot = slotOf(node, word) & mask;
      while (keys[slot] !== -1) slot = (slot + 1) & mask;
      keys[slot] = node * 65_536 + word;
      targets[slot] = target;
    }
  });
  return (node, word) => {
    const key = node * 65_536 + word;
    for (let slot = slotOf(node, word) & mask; keys[slot] !== -1; slot = (slot + 1) & mask)
      if (keys[slot] === key) return targets[slot]!;
    return 0;
  };
}
