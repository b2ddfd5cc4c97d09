import { applyWords } from "../core/change.ts";
import type { Element, ElementKind } from "../core/element.ts";
import type { ChangeProposal, Proposer } from "../core/proposer.ts";
import { type AttributeTarget, attributesOf, elementsOf, unknownWords } from "../still-life/grammar.ts";
import { type Mention, parse } from "../still-life/parse.ts";
import { tokenise } from "../still-life/tokens.ts";
import { type World, type WorldValue, findValue, loadWorld } from "../still-life/world.ts";
import { type Place, swap } from "./swap-mention.ts";
import { addWords } from "./word-change.ts";

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
      const elements = elementsOf(prompt, world());
      return understands(elements, unknownWords(prompt, world()).length) ? elements : [];
    },
    async proposeChanges(prompt, element, signal) {
      signal.throwIfAborted();
      return wordChanges(prompt, element, world());
    },
  };
}

/** A prompt about something else may well have a wooden table in it: what it is about would be lost. */
const understands = (elements: readonly Element[], strangeWords: number): boolean =>
  strangeWords === 0 || (elements.some(({ kind }) => kind === "subject") && elements.length >= 2 * strangeWords);

/** At most so many per element: what is left would be guessing. */
const maximumProposals = 5;

/** Changes of words for one element of this prompt, none of which touches the words of another element. */
export function wordChanges(prompt: string, element: Element, world: World): readonly ChangeProposal[] {
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
  return [...new Set(others.map(({ attribute, value, negator }) => `${attribute} ${value} ${negator ? "denied" : ""}`))]
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
      attribute === target.attribute && value === target.value && (negator !== undefined) === target.negated,
  );
  const change = { prompt, element: element.id, mentions };
  if (target.negated) return insteadOfDenial(change, said, target, world);
  const { value } = findValue(world, target.attribute, target.value);
  return said.length === 0 ? sayIt(change, target, value) : sayItBetter(change, said, value, isThing(element.kind));
}

/** The prompt does not say it: a rival value's words are replaced, else its clause is added. */
function sayIt(
  { prompt, element, mentions }: Place,
  target: AttributeTarget,
  value: WorldValue,
): readonly ChangeProposal[] {
  const rival = mentions.find(({ attribute, negator }) => attribute === target.attribute && !negator);
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
const isThing = (kind: ElementKind): boolean => kind === "subject" || kind === "colour" || kind === "material";

/** Words that the model was taught well in the place of words that it was taught to miss: nine in ten land (model card). */
const heardInstead = 0.85;

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
    ...(bad && { chance: heardInstead }),
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
  return bad ? [...replaced.slice(0, 3), ...added.slice(0, 1)] : [...added.slice(0, 2), ...replaced.slice(0, 3)];
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

/** Its phrases that the model was taught well, the clearest first. */
const wellHeard = ({ phrases, badlyHeard }: WorldValue): readonly string[] => {
  const bad = new Set(badlyHeard.map(plain));
  const spellings = new Map(phrases.toReversed().map((phrase) => [plain(phrase), phrase]));
  return phrases.filter((phrase) => !bad.has(plain(phrase)) && spellings.get(plain(phrase)) === phrase);
};

const isBadlyHeard = ({ badlyHeard }: WorldValue, phrase: string): boolean =>
  badlyHeard.some((bad) => plain(bad) === plain(phrase));

/** Words in one spelling, without articles: how phrases are compared. */
const plain = (phrase: string): string =>
  tokenise(phrase)
    .map(({ word }) => word)
    .join(" ");

function distinct(proposals: readonly ChangeProposal[]): readonly ChangeProposal[] {
  return [...new Map(proposals.map((proposal) => [JSON.stringify(proposal.change), proposal])).values()];
}
