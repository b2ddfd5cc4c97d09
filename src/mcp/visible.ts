// Control characters but tab and newline, bidirectional controls, invisible joiners and tags: what a name can hide behind.
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text in which nothing is hidden: characters that show nothing or turn what stands around them are written as their number. */
export const visible = (text: string): string => text.replace(hidden, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
