const pairs =
  /“([^“”]{1,2000})”|"([^"]{1,2000})"|«\s?([^«»]{1,2000}?)\s?»|„([^„“”]{1,2000})[“”]|(?<![\p{L}\p{N}])[‘']((?:[^‘’']|(?<=\p{L})[’'](?=\p{L})){1,2000})[’'](?![\p{L}\p{N}])/gu;

/** What stands in quotation marks, in order; apostrophes inside words are none. */
export const quotedIn = (text: string): readonly string[] =>
  [...text.slice(0, 20_000).matchAll(pairs)].map((match) => match.slice(1).find((part) => part !== undefined)!);
