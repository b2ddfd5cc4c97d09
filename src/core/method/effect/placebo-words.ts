/** Words that ask for nothing that could be seen, the shortest first. */
const neutral = [
  "as asked",
  "as shown here",
  "in this picture",
  "as one single picture",
  "seen here as it is",
] as const;
const neutralInText = ["as asked", "in this text", "written as one text", "put here as it is"] as const;

/**
 * Neutral words of about the same length as changes have, which the prompt does not say yet. `length` is a number of
 * words; the nearest is taken.
 */
export function placeboWords(prompt: string, medium: "image" | "text", length: number): string {
  const words = medium === "image" ? neutral : neutralInText;
  const fresh = words.filter((phrase) => !prompt.includes(phrase));
  const distance = (phrase: string): number => Math.abs(phrase.split(" ").length - length);
  return (fresh.length > 0 ? fresh : words).toSorted((a, b) => distance(a) - distance(b))[0] ?? words[0];
}
