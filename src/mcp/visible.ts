// Control and format characters (Unicode Cc and Cf), line separators and the selectors that can carry hidden text.
// Tab, newline and the joiners of scripts and emoji stay.
const hidden = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029\u{e0100}-\u{e01ef}]/gu;

/** Text in which nothing is hidden: characters that show nothing or turn what stands around them are written as their number. */
export const visible = (text: string): string =>
  text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
