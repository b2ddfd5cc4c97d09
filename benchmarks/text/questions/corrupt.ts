import { compiledRules } from "../../../src/text/compile-rules.ts";
import { readText } from "../../../src/text/elements.ts";

export interface Corruption {
  readonly kind: string;
  readonly after: string;
}

const otherNames = ["Quillon", "Zabrek", "Ottavia", "Wexmoor", "Yarrowby"];
const units: readonly (readonly [RegExp, string])[] = [
  [/(\d\s?)(?:km|kilometers|kilometres)\b/u, "$1miles"],
  [/(\d\s)miles\b/u, "$1kilometres"],
  [/(\d\s?)kg\b/u, "$1g"],
  [/(\d\s?)mg\b/u, "$1g"],
  [/(\d)(?:%| percent| per cent)/u, "$1 points"],
  [/(\d\s)years\b/u, "$1months"],
  [/(\d\s)months\b/u, "$1years"],
  [/(\d\s)days\b/u, "$1weeks"],
  [/(\d\s)hours\b/u, "$1minutes"],
];

/** One of each kind that the text allows: a number, a name, a negation added or taken, a quotation, a unit made wrong. */
export function corruptions(text: string, random: () => number): readonly Corruption[] {
  const { facts } = readText(text, compiledRules());
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const replaced = ({ start, end }: { start: number; end: number }, by: string): string =>
    text.slice(0, start) + by + text.slice(end);
  const made: (Corruption | undefined)[] = [];
  const digits = pick([...text.matchAll(/\b\d[\d,.]*\b/gu)]);
  if (digits) {
    const wrong = digits[0].replace(/\d(?=\D*$)/u, (last) => String((Number(last) + 3) % 10));
    made.push({
      kind: "number",
      after: replaced({ start: digits.index, end: digits.index + digits[0].length }, wrong),
    });
  }
  const name = pick(facts.filter(({ kind }) => kind === "name"));
  if (name) made.push({ kind: "name", after: replaced(name, pick(otherNames)!) });
  const negated = pick([...text.matchAll(/\b(?:is|was|are|were|does|do|did|has|had|can|could|will|would) not\b/gu)]);
  if (negated)
    made.push({
      kind: "negation taken",
      after: replaced({ start: negated.index, end: negated.index + negated[0].length }, negated[0].replace(" not", "")),
    });
  const plain = pick([...text.matchAll(/\b(?:is|was|are|were|can|could|will|would)\b(?! not)/gu)]);
  if (plain)
    made.push({
      kind: "negation added",
      after: replaced({ start: plain.index, end: plain.index + plain[0].length }, `${plain[0]} not`),
    });
  const quote = pick(facts.filter(({ kind, text: said }) => kind === "quote" && said.split(" ").length > 2));
  if (quote) made.push({ kind: "quotation", after: replaced(quote, quote.text.replace(/\s\S+(?=\s)/u, " otherwise")) });
  for (const [pattern, by] of units) {
    if (!pattern.test(text)) continue;
    made.push({ kind: "unit", after: text.replace(pattern, by) });
    break;
  }
  return made.filter((one) => one !== undefined).filter(({ after }) => after !== text);
}
