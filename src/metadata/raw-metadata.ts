/** One text found in a file, before anybody says what it means. */
export interface RawText {
  /** Where it was: "PNG text", "EXIF", "XMP", "IPTC", "JPEG comment", "beside the file". */
  readonly where: string;
  /** Its name there: "parameters", "UserComment", "Iptc4xmpExt:DigitalSourceType". */
  readonly keyword: string;
  readonly text: string;
}

/** Everything that a file says about itself, as it stands there. Nothing of it is trusted. */
export interface RawMetadata {
  readonly texts: readonly RawText[];
  /** Content Credentials (C2PA) are inside: their bytes, unread. */
  readonly credentials: Uint8Array | null;
  /** What could not be read, each a sentence. */
  readonly problems: readonly string[];
}

/** Longest text that is read, in characters: nobody writes longer ones by hand, and a few bytes can unpack to gigabytes. */
export const longestText = 4 * 1024 * 1024;
/** Of all texts of a file together. */
export const mostText = 4 * longestText;
/** Texts of one file; real ones have a handful. */
export const mostTexts = 500;

/** Collects texts within bearable limits. */
export interface TextCollector {
  add(where: string, keyword: string, text: string): void;
  problem(sentence: string): void;
  credentials(data: Uint8Array): void;
  collected(): RawMetadata;
}

export function collectTexts(): TextCollector {
  const texts: RawText[] = [];
  const problems = new Set<string>();
  const credentials: Uint8Array[] = [];
  let length = 0;
  return {
    add(where, keyword, text) {
      const clean = text.replaceAll("\0", "").toWellFormed();
      if (clean.trim() === "") return;
      if (clean.length > longestText || length + clean.length > mostText || texts.length >= mostTexts) {
        problems.add(`The ${where} “${keyword.slice(0, 60)}” is longer than any recipe, so it was left out.`);
        return;
      }
      length += clean.length;
      texts.push({ where, keyword: keyword.slice(0, 200), text: clean });
    },
    problem: (sentence) => void problems.add(sentence),
    credentials: (data) => void credentials.push(data),
    collected: () => ({
      texts,
      credentials: credentials.length === 0 ? null : Buffer.concat(credentials),
      problems: [...problems],
    }),
  };
}
