import type { Element, Span } from "../core/element.ts";
import { type Mention, parse } from "./parse.ts";
import { phraseBook } from "./phrase-book.ts";
import { ignoredWords } from "./ignored-words.ts";
import { tokenise } from "./tokens.ts";
import { type World, findValue } from "./world.ts";

export { type Mention, parse } from "./parse.ts";

/** What an element asks for: a value of an attribute, or, negated, any other value of it. */
export interface AttributeTarget {
  readonly attribute: string;
  readonly value: string;
  readonly negated: boolean;
}

/** Content words that the world has no meaning for, in small letters, each once, in order. */
export function unknownWords(prompt: string, world: World): readonly string[] {
  const { words, fillers } = phraseBook(world);
  const strange = tokenise(prompt).filter(
    ({ word }) => !words.has(word) && !fillers.has(word) && !ignoredWords.has(word),
  );
  return [...new Set(strange.map(({ start, end }) => prompt.slice(start, end).toLowerCase()))];
}

/** Whether the prompt says anything that the model was taught. */
export const hasKnownWord = (prompt: string, world: World): boolean =>
  parse(prompt, world).some(({ negator }) => !negator);

/** The elements of a prompt: one for each value it asks for, with all the places where it says so. */
export function elementsOf(prompt: string, world: World): readonly Element[] {
  const byTarget = Map.groupBy(parse(prompt, world), (mention) => idOf(mention));
  return [...byTarget.values()].map((mentions) => {
    const element = elementOf(mentions[0]!, prompt, world);
    return { ...element, words: mentions.flatMap(wordsOf) };
  });
}

/** A mention as an element, in the person's own words. */
export function elementOf(mention: Mention, prompt: string, world: World): Element {
  const { attribute, value } = findValue(world, mention.attribute, mention.value);
  const statement = statementOf(mention, prompt);
  return {
    id: idOf(mention),
    kind: attribute.kind,
    statement,
    question: mention.negator ? `${statement}: is that so in the picture?` : value.question,
    importance: "must",
    words: wordsOf(mention),
  };
}

const idOf = ({ attribute, value, negator }: Mention): string =>
  `${negator ? "not-" : ""}${attribute}-${value}`.toLowerCase().replace(/[^a-z0-9]+/gu, "-");

const wordsOf = ({ negator, parts }: Mention): Span[] =>
  (negator ? [negator, ...parts] : [...parts]).toSorted((a, b) => a.start - b.start);

function statementOf({ negator, phrase, span }: Mention, prompt: string): string {
  const words = phrase.replace(/\s+/gu, " ").toLowerCase();
  return negator && negator.start < span.start
    ? `${prompt.slice(negator.start, negator.end).toLowerCase()} ${words}`
    : words;
}

/**
 * What an element asks for, read from its statement or else from its question: also for elements written by hand.
 * Several targets when it asks for several things at once; none when it is about something else.
 */
export function attributesOf(element: Element, world: World): readonly AttributeTarget[] {
  for (const text of [element.statement, element.question]) {
    const mentions = parse(text, world);
    const kindOf = ({ attribute }: Mention) => world.attributes.find(({ name }) => name === attribute)?.kind;
    const ofItsKind = mentions.filter((mention) => kindOf(mention) === element.kind);
    const meant = ofItsKind.length > 0 ? ofItsKind : mentions;
    if (meant.length > 0)
      return meant.map(({ attribute, value, negator }) => ({
        attribute,
        value,
        negated: negator !== undefined,
      }));
  }
  return [];
}

/** The one thing that an element asks for; undefined when it asks for none that the world has, or for several. */
export function attributeOf(element: Element, world: World): AttributeTarget | undefined {
  const [target, ...more] = attributesOf(element, world);
  return more.length === 0 ? target : undefined;
}
