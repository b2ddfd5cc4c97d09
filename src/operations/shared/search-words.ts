/** What somebody looks for, as words that must all be there, in any order. */
export const wordsOf = (search: string | undefined): readonly string[] =>
  (search ?? "").toLowerCase().split(/\s+/u).filter(Boolean);
