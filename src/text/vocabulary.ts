/**
 * The words that rules speak of, each with a small number from 1 on. Looked up by hash and then letter by letter, so
 * that a scan makes no strings. Words are held in lower case with straight apostrophes.
 */
export interface Vocabulary {
  readonly words: readonly string[];
  /** The number of the word at [start, end) of a text, or 0. */
  find(text: string, start: number, end: number, hash: number): number;
  /** The number of a word written in lower case, or 0. */
  idOf(word: string): number;
}

export const firstHash = 0x811c9dc5 | 0;

/** FNV-1a over code units that are folded to lower case. */
export const addToHash = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** At [code unit]: lower case for Latin, Greek and Cyrillic letters; the straight apostrophe for curly ones; else itself. */
export const folded = Uint16Array.from({ length: 65_536 }, (_, code) => foldOf(code));

function foldOf(code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code + 32 : code;
  if (code === 0x2019 || code === 0x02bc) return 39;
  if ((code >= 0xc0 && code <= 0xde && code !== 0xd7) || (code >= 0x391 && code <= 0x3a9)) return code + 32;
  if (code >= 0x410 && code <= 0x42f) return code + 32;
  return code;
}

export function hashOf(word: string): number {
  let hash = firstHash;
  for (let i = 0; i < word.length; i++) hash = addToHash(hash, folded[word.charCodeAt(i)]!);
  return hash;
}

export function createVocabulary(list: Iterable<string>): Vocabulary {
  const words = ["", ...new Set(list)];
  let size = 64;
  while (size < words.length * 4) size *= 2;
  const table = new Int32Array(size);
  const hashes = new Int32Array(words.length);
  for (let id = 1; id < words.length; id++) {
    hashes[id] = hashOf(words[id]!);
    let slot = hashes[id]! & (size - 1);
    while (table[slot] !== 0) slot = (slot + 1) & (size - 1);
    table[slot] = id;
  }
  const find = (text: string, start: number, end: number, hash: number): number => {
    for (let slot = hash & (size - 1); table[slot] !== 0; slot = (slot + 1) & (size - 1)) {
      const id = table[slot]!;
      if (hashes[id] === hash && sameWord(words[id]!, text, start, end)) return id;
    }
    return 0;
  };
  return { words, find, idOf: (word) => find(word, 0, word.length, hashOf(word)) };
}

function sameWord(word: string, text: string, start: number, end: number): boolean {
  if (word.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) !== folded[text.charCodeAt(start + i)]) return false;
  return true;
}
