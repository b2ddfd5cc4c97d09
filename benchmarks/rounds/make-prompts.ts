import type { Random } from "../../src/core/method/statistics/random.ts";
import type { World, WorldAttribute, WorldValue } from "../../src/still-life/world.ts";

/** Attributes that the judges read too seldom to count on: a third of their answers on material are "unsure". */
const leftOut = new Set(["material"]);
const always = ["subject", "colour"];

/**
 * A prompt of four to six elements, each value with one of its phrases. `planted` of the elements are said in words that
 * the model was taught to miss; what it then really does is measured, and a task goes by that.
 */
export function randomPrompt(world: World, planted: number, random: Random): string {
  const attributes = world.attributes.filter(({ name }) => !leftOut.has(name));
  const others = shuffled(
    attributes.filter(({ name }) => !always.includes(name)),
    random,
  );
  const count = Math.max(4 + Math.floor(random.uniform() * 3), planted + 2);
  const chosen = [...attributes.filter(({ name }) => always.includes(name)), ...others.slice(0, count - 2)];
  const weak = new Set(
    shuffled(
      chosen.filter(({ values }) => values.some(({ badlyHeard }) => badlyHeard.length > 0)),
      random,
    )
      .slice(0, planted)
      .map(({ name }) => name),
  );
  const phrases = new Map(chosen.map((attribute) => [attribute.name, phraseFor(attribute, weak, random)]));
  const thing = `${phrases.get("colour") ?? ""} ${phrases.get("subject") ?? ""}`;
  const rest = chosen
    .filter(({ name }) => !always.includes(name))
    .map(({ name }) => phrases.get(name) ?? "")
    .map((phrase) => (/(?:table|desk|surface|tabletop|slab)$/u.test(phrase) ? `on a ${phrase}` : phrase))
    .map((phrase) => phrase.replace(/^on a ([aeiou])/u, "on an $1"));
  return [`${/^[aeiou]/u.test(thing) ? "an" : "a"} ${thing}`, ...shuffled(rest, random)].join(", ");
}

function phraseFor(attribute: WorldAttribute, weak: ReadonlySet<string>, random: Random): string {
  const asked = attribute.values.filter(({ isDefault }) => !isDefault);
  if (!weak.has(attribute.name)) return oneOf(oneOf(asked, random).phrases, random);
  const badly: readonly WorldValue[] = asked.filter(({ badlyHeard }) => badlyHeard.length > 0);
  return oneOf(oneOf(badly, random).badlyHeard, random);
}

function oneOf<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random.uniform() * items.length)];
  if (item === undefined) throw new RangeError("There is nothing to choose from.");
  return item;
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, at: random.uniform() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
