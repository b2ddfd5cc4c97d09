const words = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** "four", "13". */
export const inWords = (count: number): string => words[count] ?? String(count);
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
export const quoted = (text: string): string => `“${text}”`;
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

/** A probability for people: two digits, and never quite 0 or 1 unless it is. */
export const odds = (probability: number): string => {
  if (probability > 0.99 && probability < 1) return "over .99";
  if (probability < 0.01 && probability > 0) return "under .01";
  return probability.toFixed(2).replace(/^0/u, "");
};
