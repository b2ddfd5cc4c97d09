import { randomFrom, shuffle } from "../learn.ts";

/** What was done to a sentence of the first text, or where a sentence of the second came from. */
export type Truth = "keep" | "edit" | "delete" | "insert" | "move";

export interface Mutation {
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** For each sentence of `before`. */
  readonly fates: readonly Truth[];
  /** For each sentence of `after`: the sentence it was, or -1. */
  readonly origins: readonly number[];
}

/**
 * 10 % light edits, 5 % half rewritten, 4 % each deleted, inserted and moved, times `rate`. A moved sentence goes at
 * least two places, so that nobody can dispute which one moved.
 */
export function mutate(before: readonly string[], strangers: readonly string[], rate: number, seed: number): Mutation {
  const random = randomFrom(seed);
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? "";
  const fates: Truth[] = [];
  let after: { text: string; origin: number }[] = [];
  before.forEach((sentence, i) => {
    const dice = random() / rate;
    if (dice < 0.04) fates.push("delete");
    else if (dice < 0.08) {
      fates.push("move");
      after.push({ text: sentence, origin: i });
    } else if (dice < 0.23) {
      const text =
        dice < 0.18 ? editLightly(sentence, random, pick(strangers)) : rewriteHalf(sentence, random, pick(strangers));
      fates.push(text === sentence ? "keep" : "edit");
      after.push({ text, origin: i });
    } else {
      fates.push("keep");
      after.push({ text: sentence, origin: i });
    }
    if (random() < 0.04 * rate) after.push({ text: pick(strangers), origin: -1 });
  });
  before.forEach((_, i) => {
    if (fates[i] !== "move") return;
    const at = after.findIndex(({ origin }) => origin === i);
    const [one] = after.splice(at, 1);
    const places = Array.from({ length: after.length + 1 }, (__, place) => place).filter(
      (place) => Math.abs(place - at) >= 2,
    );
    if (places.length === 0) fates[i] = "keep";
    const to = places.length === 0 ? at : places[Math.floor(random() * places.length)]!;
    after = [...after.slice(0, to), one!, ...after.slice(to)];
  });
  return { before, after: after.map(({ text }) => text), fates, origins: after.map(({ origin }) => origin) };
}

/** One word of the sentence replaced, dropped or doubled by one of another. */
function editLightly(sentence: string, random: () => number, stranger: string): string {
  const words = sentence.split(" ");
  const inner = words.length > 2 ? 1 + Math.floor(random() * (words.length - 2)) : 0;
  const other = stranger.split(" ").filter((word) => /^[a-z]+$/u.test(word));
  const fresh = other[Math.floor(random() * other.length)] ?? "well";
  const way = random();
  if (way < 0.4) words[inner] = fresh;
  else if (way < 0.7) words.splice(inner, 1);
  else words.splice(inner, 0, fresh);
  return words.join(" ");
}

/** Half of the words replaced by words of another sentence. */
function rewriteHalf(sentence: string, random: () => number, stranger: string): string {
  const words = sentence.split(" ");
  const other = stranger.replace(/[.!?]+$/u, "").split(" ");
  const order = words.map((_, i) => i).slice(0, -1);
  shuffle(order, random);
  for (const i of order.slice(0, Math.floor(words.length / 2))) words[i] = other[i % other.length] ?? words[i]!;
  return words.join(" ");
}
