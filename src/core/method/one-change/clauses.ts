/** A stretch of a prompt that says one thing. */
export interface Clause {
  /** Able to stand alone: "from the left" after "hard light" becomes "light from the left". */
  readonly text: string;
  /** As written. */
  readonly source: string;
  /** What stood between it and the clause before. */
  readonly joint: string;
}

const breaks = /\s*[,;.]\s*(?:and\s+)?|\s+(?:and|but|plus|while)\s+/giu;
const prepositions =
  /\s+(?=(?:with|without|on|onto|in|inside|from|against|under|over|behind|beside|before|near|at)\s)/giu;
// "in the middle", "at the left" and the like say where something is and stay one phrase with what follows them.
const directional = /^(?:from)\s/iu;
const small = new Set(
  "a an the of on in at to by with and or but is are be it its as from for into onto this that more very make made placed positioned set seen shot lit".split(
    " ",
  ),
);

/**
 * A text in clauses: at commas, "and" and the like, and before prepositions ("hard light | from the left | on marble").
 * Crude on purpose: it knows no grammar of any one world and only serves to find more than one thing said at once.
 */
export const clausesOf = (text: string): readonly Clause[] => {
  const clauses: Clause[] = [];
  for (const part of split(text, breaks)) {
    let head = "";
    for (const piece of split(part.source, prepositions)) {
      const standing = directional.test(piece.source) && head !== "" ? `${head} ${piece.source}` : piece.source;
      clauses.push({ text: standing, source: piece.source, joint: head === "" ? part.joint : piece.joint });
      head = head === "" ? lastWord(piece.source) : head;
    }
  }
  return clauses.filter(({ source }) => contentWords(source).length > 0);
};

function split(text: string, separator: RegExp): readonly Omit<Clause, "text">[] {
  const pieces: { source: string; joint: string }[] = [];
  let from = 0;
  let joint = "";
  for (const match of text.matchAll(separator)) {
    pieces.push({ source: text.slice(from, match.index).trim(), joint });
    joint = match[0];
    from = match.index + match[0].length;
  }
  pieces.push({ source: text.slice(from).trim(), joint });
  return pieces.filter(({ source }) => source !== "");
}

const lastWord = (text: string): string => text.split(/\s+/u).at(-1) ?? "";

/** Lower-case words that carry meaning. */
export const contentWords = (text: string): readonly string[] =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !small.has(word));
