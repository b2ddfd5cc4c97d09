/** One word of a prompt. Hyphens and apostrophes part words. */
export interface Token {
  /** In small letters and one spelling: what phrases are compared by. */
  readonly word: string;
  /** UTF-16 offsets into the prompt. */
  readonly start: number;
  readonly end: number;
  /** Words of one segment have no comma, stop, bracket or line end between them. */
  readonly segment: number;
}

/** Spellings and forms that mean the same here. */
const oneSpelling: Readonly<Record<string, string>> = {
  lighting: "light",
  lights: "light",
  shadow: "shadows",
  gray: "grey",
  center: "centre",
  centered: "centred",
  backgrounds: "background",
};

const articles = new Set(["a", "an", "the"]);

export const spell = (word: string): string => {
  const small = word.normalize("NFKC").toLowerCase();
  return Object.hasOwn(oneSpelling, small) ? (oneSpelling[small] ?? small) : small;
};

/** The words of a text without articles. */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let segment = 0;
  let last = 0;
  for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
    const word = spell(found[0]);
    // "hard light, from the left" is one thing in spite of its comma.
    if (parts.test(text.slice(last, found.index)) && word !== "from") segment += 1;
    last = found.index + found[0].length;
    if (!articles.has(word)) tokens.push({ word, start: found.index, end: last, segment });
  }
  return tokens;
}

const parts = /[,;.!?()[\]{}"“”«»|\n\r،；，。、]/u;
