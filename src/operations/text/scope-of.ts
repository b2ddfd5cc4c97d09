import { type NamedText, type Scope, instructionScope, nameSentences, namedScope } from "../../text/index.ts";

/** The sentences that may change, and where that is known from; all of them where neither the person nor the instruction names any. */
export interface FoundScope extends Scope {
  readonly named: NamedText;
  /** Nothing limits the change. */
  readonly isAll: boolean;
}

export function scopeOf(text: string, instruction: string, asked: string | undefined): FoundScope {
  const named = nameSentences(text);
  const found = asked === undefined ? instructionScope(named, instruction) : namedScope(named, asked);
  if (found) return { ...found, named, isAll: found.sentences.length === named.sentences.length };
  return {
    sentences: named.sentences.map(({ number }) => number),
    why: "neither --scope nor the instruction says which sentences are meant",
    named,
    isAll: true,
  };
}

/** "sentences 2–4 and 7 of 12". */
export function scopeText({ sentences, named }: Pick<FoundScope, "sentences" | "named">): string {
  const count = named.sentences.length;
  if (sentences.length === count) return count === 1 ? "the only sentence" : `all ${count} sentences`;
  const runs: string[] = [];
  for (let i = 0; i < sentences.length;) {
    let last = i;
    while (sentences[last + 1] === sentences[last]! + 1) last++;
    runs.push(last === i ? `${sentences[i]}` : `${sentences[i]}–${sentences[last]}`);
    i = last + 1;
  }
  const list = runs.length > 1 ? `${runs.slice(0, -1).join(", ")} and ${runs.at(-1)}` : runs[0];
  return `${sentences.length === 1 ? "sentence" : "sentences"} ${list} of ${count}`;
}
