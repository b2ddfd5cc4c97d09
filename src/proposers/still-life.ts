import { type Change, applyWords } from "../core/change.ts";
import type { Element, ElementKind, Span } from "../core/element.ts";
import type { ChangeProposal, Proposer } from "../core/proposer.ts";
import { type AttributeTarget, attributesOf, elementsOf } from "../still-life/grammar.ts";
import { type Mention, parse } from "../still-life/parse.ts";
import { tokenise } from "../still-life/tokens.ts";
import { type World, type WorldValue, findValue, loadWorld } from "../still-life/world.ts";
import { addWords, replaceWords } from "./word-change.ts";

export interface StillLifeProposerOptions {
  readonly world?: World;
}

/** Reads prompts by the grammar of the built-in model, and knows other words for what it has not heard. Offline. */
export function createStillLifeProposer(options: StillLifeProposerOptions = {}): Proposer {
  const world = (): World => options.world ?? loadWorld();
  return {
    id: "still-life",
    async proposeElements(prompt, signal) {
      signal.throwIfAborted();
      return elementsOf(prompt, world());
    },
    async proposeChanges(prompt, element, signal) {
      signal.throwIfAborted();
      return wordChanges(prompt, element, world());
    },
  };
}

/** At most so many per element: what is left would be guessing. */
const maximumProposals = 5;

/** Changes of words for one element of this prompt, none of which touches the words of another element. */
export function wordChanges(
  prompt: string,
  element: Element,
  world: World,
): readonly ChangeProposal[] {
  const mentions = parse(prompt, world);
  const proposals = attributesOf(element, world).flatMap((target) =>
    changesFor(prompt, element, target, mentions, world),
  );
  const touched = new Set(attributesOf(element, world).map(({ attribute }) => attribute));
  const before = otherDemands(mentions, touched);
  const alone = distinct(proposals).filter(({ change }) => {
    const after = change.kind === "words" ? applyWords(prompt, change) : undefined;
    return after !== undefined && otherDemands(parse(after, world), touched) === before;
  });
  return alone.slice(0, maximumProposals);
}

/** What mentions ask for outside some attributes, as a text to compare: a change for one element leaves it as it is. */
const otherDemands = (mentions: readonly Mention[], touched: ReadonlySet<string>): string => {
  const others = mentions.filter(({ attribute }) => !touched.has(attribute));
  return [
    ...new Set(
      others.map(
        ({ attribute, value, negator }) => `${attribute} ${value} ${negator ? "denied" : ""}`,
      ),
    ),
  ]
    .toSorted()
    .join("\n");
};

function changesFor(
  prompt: string,
  element: Element,
  target: AttributeTarget,
  mentions: readonly Mention[],
  world: World,
): readonly ChangeProposal[] {
  const said = mentions.filter(
    ({ attribute, value, negator }) =>
      attribute === target.attribute &&
      value === target.value &&
      (negator !== undefined) === target.negated,
  );
  const change = { prompt, element: element.id, mentions };
  if (target.negated) return insteadOfDenial(change, said, target, world);
  const { value } = findValue(world, target.attribute, target.value);
  return said.length === 0
    ? sayIt(change, target, value)
    : sayItBetter(change, said, value, isThing(element.kind));
}

interface Place {
  readonly prompt: string;
  readonly element: string;
  readonly mentions: readonly Mention[];
}

/** The prompt does not say it: a rival value's words are replaced, else its clause is added. */
function sayIt(
  { prompt, element, mentions }: Place,
  target: AttributeTarget,
  value: WorldValue,
): readonly ChangeProposal[] {
  const rival = mentions.find(
    ({ attribute, negator }) => attribute === target.attribute && !negator,
  );
  const instead: readonly ChangeProposal[] = rival
    ? [
        {
          change: swap({ prompt, element, mentions }, rival, wellHeard(value)[0] ?? value.clause),
          source: "grammar",
          why: `The prompt says “${rival.phrase}”, which is something else.`,
        },
      ]
    : [];
  return [
    ...instead,
    ...wellHeard(value)
      .slice(0, 2)
      .map((clause) => ({
        change: addWords(element, clause),
        source: "grammar",
        why: `The prompt does not say it yet; the model hears “${clause}”.`,
      })),
  ];
}

/** Said twice, a subject or what it is made of would be a second thing. */
const isThing = (kind: ElementKind): boolean =>
  kind === "subject" || kind === "colour" || kind === "material";

/** The prompt says it: more words for it at the end, or other words in their place, whichever is more promising first. */
function sayItBetter(
  place: Place,
  said: readonly Mention[],
  value: WorldValue,
  thing: boolean,
): readonly ChangeProposal[] {
  const first = said.find(({ phrase }) => isBadlyHeard(value, phrase)) ?? said[0];
  if (!first) return [];
  const used = new Set(said.map(({ phrase }) => plain(phrase)));
  const others = wellHeard(value).filter((phrase) => !used.has(plain(phrase)));
  const bad = isBadlyHeard(value, first.phrase);
  const replaced = others.map((phrase) => ({
    change: swap(place, first, phrase),
    source: "synonym",
    why: bad
      ? `The model hears “${phrase}” but not “${first.phrase}”.`
      : `“${phrase}” means the same and may be heard better than “${first.phrase}”.`,
  }));
  const added = others.map((phrase) => ({
    change: addWords(place.element, phrase),
    source: "emphasis",
    why: `Says it a second time in other words: “${first.phrase}” and “${phrase}”.`,
  }));
  if (thing) return replaced;
  return bad
    ? [...replaced.slice(0, 3), ...added.slice(0, 1)]
    : [...added.slice(0, 2), ...replaced.slice(0, 3)];
}

/** The model does not hear "no": it is told what to show instead. */
function insteadOfDenial(
  place: Place,
  said: readonly Mention[],
  target: AttributeTarget,
  world: World,
): readonly ChangeProposal[] {
  const { attribute } = findValue(world, target.attribute, target.value);
  const others = attribute.values
    .filter(({ value }) => value !== target.value)
    .flatMap((value) => wellHeard(value).slice(0, 1));
  const [denial] = said;
  return others.map((phrase) => ({
    change: denial ? swap(place, denial, phrase) : addWords(place.element, phrase),
    source: "grammar",
    why: `The model does not hear “no” or “not”; “${phrase}” says what to show instead.`,
  }));
}

/** Puts a phrase in place of a mention. Words that other mentions share stay where they are, and so do words between. */
function swap({ prompt, element, mentions }: Place, mention: Mention, phrase: string): Change {
  if (mention.negator)
    return insteadOf({ prompt, element, mentions }, mention, mention.negator, phrase);
  const shared = mentions.filter((other) => other !== mention && overlap(other, mention));
  if (shared.length === 0 && mention.parts.length === 1) {
    return replaceWithArticle(element, prompt, mention.span, phrase);
  }
  const end = Math.max(mention.span.end, ...shared.map(({ span }) => span.end));
  const from = Math.min(mention.span.start, ...shared.map(({ span }) => span.start));
  const kept = without(prompt, { start: from, end }, mention);
  return replaceWords(
    element,
    prompt,
    { start: from, end },
    kept === "" ? phrase : `${kept}, ${phrase}`,
  );
}

/** "a green pear" becomes "an emerald pear". */
function replaceWithArticle(element: string, prompt: string, span: Span, phrase: string): Change {
  const article = /(?<![\p{L}\p{N}])(an?)(\s+)$/iu.exec(prompt.slice(0, span.start));
  const right = /^[aeiou]/iu.test(phrase) ? "an" : "a";
  if (!article?.[1] || article[1].toLowerCase() === right)
    return replaceWords(element, prompt, span, phrase);
  const capital = article[1].startsWith("A") ? right.replace("a", "A") : right;
  return replaceWords(
    element,
    prompt,
    { start: article.index, end: span.end },
    `${capital}${article[2]}${phrase}`,
  );
}

/** "a mug without hard shadows" becomes "a mug, soft light". */
function insteadOf(
  { prompt, element }: Place,
  { span }: Mention,
  negator: Span,
  phrase: string,
): Change {
  const before = prompt.slice(0, negator.start).trimEnd();
  const needsComma = /[\p{L}\p{N}]$/u.test(before);
  const start = needsComma ? before.length : negator.start;
  return replaceWords(
    element,
    prompt,
    { start, end: span.end },
    needsComma ? `, ${phrase}` : phrase,
  );
}

const overlap = (a: Mention, b: Mention): boolean =>
  a.span.start < b.span.end && b.span.start < a.span.end;

/** A stretch of the prompt less the words that only this mention uses. */
function without(prompt: string, stretch: Span, { own }: Mention): string {
  let text = "";
  let from = stretch.start;
  for (const cut of own) {
    text += prompt.slice(from, cut.start);
    from = cut.end;
  }
  return (text + prompt.slice(from, stretch.end))
    .replace(/\s+/gu, " ")
    .replace(/\s,/gu, ",")
    .trim();
}

/** Its phrases that the model was taught well, the clearest first. */
const wellHeard = ({ phrases, badlyHeard }: WorldValue): readonly string[] => {
  const bad = new Set(badlyHeard.map(plain));
  const spellings = new Map(phrases.toReversed().map((phrase) => [plain(phrase), phrase]));
  return phrases.filter(
    (phrase) => !bad.has(plain(phrase)) && spellings.get(plain(phrase)) === phrase,
  );
};

const isBadlyHeard = ({ badlyHeard }: WorldValue, phrase: string): boolean =>
  badlyHeard.some((bad) => plain(bad) === plain(phrase));

/** Words in one spelling, without articles: how phrases are compared. */
const plain = (phrase: string): string =>
  tokenise(phrase)
    .map(({ word }) => word)
    .join(" ");

function distinct(proposals: readonly ChangeProposal[]): readonly ChangeProposal[] {
  return [
    ...new Map(proposals.map((proposal) => [JSON.stringify(proposal.change), proposal])).values(),
  ];
}
