import { StudioError } from "../core/errors.ts";

/**
 * The notation of a rule's words. Alternatives stand in brackets, `?` makes the bracket optional, `~` after a word
 * means its regular verb forms, `^` its plural as well:
 *
 *     it (is|'s)? important to note (that)?      leverage~      synergy^
 *
 * Returns every sequence of plain words. Verb forms come in the order base, -s, -ed, -ing.
 */
export function expandPattern(pattern: string): readonly Expanded[] {
  let sequences: Expanded[] = [{ words: [], form: 0 }];
  for (const [, group, optional, word] of pattern.matchAll(/\(([^()]*)\)(\?)?|([^\s()]+)/gu)) {
    const choices = group === undefined ? formsOf(word!) : group.split("|").flatMap(alternativeOf);
    if (optional) choices.push({ words: [], form: 0 });
    sequences = sequences.flatMap((head) =>
      choices.map((tail) => ({ words: [...head.words, ...tail.words], form: head.form || tail.form })),
    );
    if (sequences.length > mostSequences)
      throw new StudioError("internal", `The pattern “${pattern}” stands for more than ${mostSequences} phrases.`);
  }
  return sequences.filter(({ words }) => words.length > 0);
}

export interface Expanded {
  readonly words: readonly string[];
  /** Which verb form: 0 base or none, 1 -s, 2 -ed, 3 -ing. */
  readonly form: number;
}

const mostSequences = 2_000;

function alternativeOf(alternative: string): Expanded[] {
  const words = alternative.trim().split(/\s+/u);
  return words.length === 1 ? formsOf(words[0]!) : [{ words, form: 0 }];
}

function formsOf(word: string): Expanded[] {
  if (word.endsWith("~")) return verbForms(word.slice(0, -1)).map((form, i) => ({ words: [form], form: i }));
  if (word.endsWith("^"))
    return [word.slice(0, -1), pluralOf(word.slice(0, -1))].map((form) => ({ words: [form], form: 0 }));
  return [{ words: [word], form: 0 }];
}

/** Base, third person, past, -ing of a regular verb, and of the few irregular ones that replacements use. */
export function verbForms(verb: string): readonly [string, string, string, string] {
  const irregular = irregularVerbs[verb];
  if (irregular) return irregular;
  const doubled = doubling.has(verb) ? verb + verb.at(-1) : verb;
  const stem = verb.replace(/e$/u, "");
  if (/[^aeiou]y$/u.test(verb)) return [verb, verb.replace(/y$/u, "ies"), verb.replace(/y$/u, "ied"), `${verb}ing`];
  const third = /(?:s|x|z|ch|sh)$/u.test(verb) ? `${verb}es` : `${verb}s`;
  return verb.endsWith("e") && !verb.endsWith("ee")
    ? [verb, third, `${verb}d`, `${stem}ing`]
    : [verb, third, `${doubled}ed`, `${doubled}ing`];
}

const doubling = new Set(["plan", "stop", "step", "cut", "embed", "star", "ship", "propel", "compel", "admit"]);

const irregularVerbs: Readonly<Record<string, readonly [string, string, string, string]>> = {
  show: ["show", "shows", "showed", "showing"],
  make: ["make", "makes", "made", "making"],
  build: ["build", "builds", "built", "building"],
  lead: ["lead", "leads", "led", "leading"],
  find: ["find", "finds", "found", "finding"],
  keep: ["keep", "keeps", "kept", "keeping"],
  get: ["get", "gets", "got", "getting"],
  have: ["have", "has", "had", "having"],
  set: ["set", "sets", "set", "setting"],
  buy: ["buy", "buys", "bought", "buying"],
  send: ["send", "sends", "sent", "sending"],
  tell: ["tell", "tells", "told", "telling"],
  hold: ["hold", "holds", "held", "holding"],
  mean: ["mean", "means", "meant", "meaning"],
  meet: ["meet", "meets", "met", "meeting"],
  strive: ["strive", "strives", "strove", "striving"],
  shed: ["shed", "sheds", "shed", "shedding"],
  speak: ["speak", "speaks", "spoke", "speaking"],
  stand: ["stand", "stands", "stood", "standing"],
  weave: ["weave", "weaves", "wove", "weaving"],
  bring: ["bring", "brings", "brought", "bringing"],
  leave: ["leave", "leaves", "left", "leaving"],
  let: ["let", "lets", "let", "letting"],
  put: ["put", "puts", "put", "putting"],
  pay: ["pay", "pays", "paid", "paying"],
  be: ["be", "is", "was", "being"],
};

const pluralOf = (noun: string): string =>
  /[^aeiou]y$/u.test(noun) ? noun.replace(/y$/u, "ies") : /(?:s|x|z|ch|sh)$/u.test(noun) ? `${noun}es` : `${noun}s`;
