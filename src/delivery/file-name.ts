import { invalid } from "../core/errors.ts";

/** What may stand in braces in a name, and what it becomes. */
export type NameParts = Readonly<Record<string, string | number | null>>;

/** Names that Windows keeps for its devices, with or without an ending. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/iu;
const longestName = 120;

/**
 * A file name without its ending, from a pattern as "{title} {seed}": one that every file system takes, with no folder in
 * it. Parts that are not known are left out together with the mark before them.
 */
export function fileName(pattern: string, parts: NameParts): string {
  const filled = pattern.replace(/([ _.-]*)\{([^{}]*)\}/gu, (_, mark: string, name: string) => {
    if (!Object.hasOwn(parts, name))
      throw invalid(
        `There is no {${name}} for names.`,
        `There are: ${Object.keys(parts)
          .map((one) => `{${one}}`)
          .join(", ")}.`,
      );
    const value = parts[name];
    return value === null || value === "" ? "" : mark + String(value);
  });
  const plain = filled
    .normalize("NFC")
    .toWellFormed()
    .replace(/[\p{Control}\p{Format}\p{Surrogate}<>:"/\\|?*�]+/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/^[ .\-_]+/u, "");
  const name = shorten(plain).replace(/[ .]+$/u, "");
  if (name === "") return "picture";
  return reserved.test(name) ? `${name}-picture` : name;
}

/** Whole characters, and at most 240 bytes: file systems count bytes. */
function shorten(name: string): string {
  let short = [...name].slice(0, longestName).join("");
  while (Buffer.byteLength(short) > 240) short = [...short].slice(0, -1).join("");
  return short;
}
