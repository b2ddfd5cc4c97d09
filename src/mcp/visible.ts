// Control and format characters (Unicode Cc and Cf), line separators and variation selectors, which can carry hidden
// text. Tab, newline, the joiners of scripts and emoji, and the selector of emoji stay.
const hidden = /(?!\t|\n|\u200c|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{VS}\u2028\u2029]/gu;

/** Text in which nothing is hidden: characters that show nothing or turn what stands around them are written as their number. */
export const visible = (text: string): string =>
  text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
