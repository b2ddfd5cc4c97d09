/** What a UTF-16 code unit can be in a text. */
export const CharacterClass = {
  space: 0,
  newline: 1,
  letter: 2,
  digit: 3,
  apostrophe: 4,
  hyphen: 5,
  terminal: 6,
  pause: 7,
  quote: 8,
  bracket: 9,
  symbol: 10,
  /** Belongs to the word around it and is not read: soft hyphen, joiners, variation selectors. */
  silent: 11,
} as const;

export const unknown = 255;
/** At [code unit]: its class, or `unknown` until somebody asked. Hot loops read it themselves before they ask. */
export const knownClasses = new Uint8Array(65_536).fill(unknown);

/** The class of a code unit. Half of a surrogate pair is a symbol: emoji, and letters of rare scripts. */
export function classOf(code: number): number {
  const known = knownClasses[code]!;
  if (known !== unknown) return known;
  const found = classify(String.fromCharCode(code), code);
  knownClasses[code] = found;
  return found;
}

function classify(character: string, code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return CharacterClass.symbol;
  if (character === "\n" || character === "\r" || code === 0x2028 || code === 0x2029) return CharacterClass.newline;
  if (/\s/u.test(character) || code === 0) return CharacterClass.space;
  if (code === 0xad || (code >= 0x200b && code <= 0x200d) || code === 0xfe0e || code === 0xfe0f || code === 0xfeff)
    return CharacterClass.silent;
  if (/[\p{L}\p{M}_]/u.test(character)) return CharacterClass.letter;
  if (/\p{Nd}/u.test(character)) return CharacterClass.digit;
  if ("'’ʼ".includes(character)) return CharacterClass.apostrophe;
  if ("-‐‑".includes(character)) return CharacterClass.hyphen;
  if (".!?…。！？؟۔।".includes(character)) return CharacterClass.terminal;
  if (",;:–—、，；：،".includes(character)) return CharacterClass.pause;
  if (/["“”„«»‘‚‹›「」『』`]/u.test(character)) return CharacterClass.quote;
  if (/[\p{Ps}\p{Pe}]/u.test(character)) return CharacterClass.bracket;
  return CharacterClass.symbol;
}

export const isBlank = (code: number): boolean => classOf(code) <= CharacterClass.newline;

for (let code = 0; code < 0x250; code++) classOf(code);
for (let code = 0x2000; code < 0x2070; code++) classOf(code);
