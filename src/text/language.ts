import { CharacterClass, classOf } from "./characters.ts";
import type { CompiledRules } from "./compile-rules.ts";
import type { Tokens } from "./tokens.ts";

/** "unknown": too few words to tell, or none. */
export type Language = "english" | "other" | "unknown";

const enoughWords = 20;
/** English prose has 40 % grammar words and more; other languages share under a tenth with it by chance. */
const englishShare = 0.17;

/** English or not: by the share of English grammar words, over words in letters. Looks at most at 20,000 words. */
export function readLanguage(tokens: Tokens, rules: CompiledRules): Language {
  const most = Math.min(tokens.count, 20_000);
  let words = 0;
  let grammar = 0;
  let foreign = 0;
  for (let i = 0; i < most; i++) {
    const code = tokens.text.charCodeAt(tokens.starts[i]!);
    if (classOf(code) !== CharacterClass.letter) continue;
    words++;
    if (code > 0x24f) foreign++;
    else if (rules.grammar[tokens.ids[i]!] === 1) grammar++;
  }
  if (foreign > 0 && foreign * 2 > words) return "other";
  if (words < enoughWords) return "unknown";
  return grammar / words >= englishShare ? "english" : "other";
}
