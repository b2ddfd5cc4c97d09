const words = "first second third fourth fifth sixth seventh eighth ninth tenth".split(" ");

/** "third", "3rd", "3", "last", "opening": which one of `count`, from 1; undefined where it is none of these. */
export function ordinal(word: string, count: number): number | undefined {
  const plain = word.toLowerCase();
  if (/^(?:last|final|closing)$/u.test(plain)) return count;
  if (plain === "opening") return 1;
  const named = words.indexOf(plain) + 1;
  if (named > 0) return named;
  const digits = /^(\d{1,6})(?:st|nd|rd|th)?$/u.exec(plain);
  return digits ? Number(digits[1]) : undefined;
}

export const ordinalPattern = String.raw`\d{1,6}(?:st|nd|rd|th)?|${words.join("|")}|last|final|closing|opening`;
