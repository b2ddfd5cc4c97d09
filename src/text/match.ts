import type { CompiledRules, Phrase } from "./compile-rules.ts";
import { Gap, type Tokens } from "./tokens.ts";

/** Words [first, last] of a text are this phrase. */
export interface Match {
  readonly first: number;
  readonly last: number;
  readonly phrase: Phrase;
}

/** The longest phrase at each place, from left to right, none over another, none across punctuation. */
export function matchPhrases(tokens: Tokens, rules: CompiledRules, masked: Uint8Array | undefined): readonly Match[] {
  const { ids, gaps, count } = tokens;
  const { roots, phrases, step } = rules;
  const matches: Match[] = [];
  for (let i = 0; i < count; i++) {
    let node = roots[ids[i]!]!;
    if (node === 0 || (masked !== undefined && masked[i] === 1)) continue;
    let last = -1;
    let phrase: Phrase | undefined;
    for (let j = i; ;) {
      const found = phrases[node];
      if (found && holds(tokens, found, i, j)) {
        phrase = found;
        last = j;
      }
      j++;
      if (j >= count || gaps[j] !== Gap.joined || ids[j] === 0 || (masked !== undefined && masked[j] === 1)) break;
      node = step(node, ids[j]!);
      if (node === 0) break;
    }
    if (phrase === undefined) continue;
    matches.push({ first: i, last, phrase });
    i = last;
  }
  return matches;
}

const holds = (tokens: Tokens, phrase: Phrase, first: number, last: number): boolean =>
  !(phrase.aside && !standsAside(tokens, first, last)) && !phrase.guard?.(tokens, first, last);

const standsAside = ({ gaps, count }: Tokens, first: number, last: number): boolean =>
  gaps[first]! >= Gap.pause && (last + 1 >= count || gaps[last + 1]! >= Gap.pause);
