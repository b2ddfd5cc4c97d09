import type { RawText } from "./raw-metadata.ts";

/** What a file says of itself in the standard fields of IPTC, XMP and EXIF; empty where it says nothing. */
export interface StandardWords {
  /** IPTC Photo Metadata 2025.1: AIPromptInformation. */
  readonly prompt: string;
  /** AISystemUsed, else the software that says it made the picture. */
  readonly system: string;
  readonly systemVersion: string;
  readonly title: string;
  readonly caption: string;
  readonly creator: string;
  /** The whole address of the code. */
  readonly digitalSourceType: string;
  /** The maker of the camera, where there was one. */
  readonly camera: string;
}

export function standardWords(texts: readonly RawText[]): StandardWords {
  const find = (where: string, ...names: readonly string[]): string =>
    names
      .map((name) => texts.find((text) => text.where === where && text.keyword === name)?.text.trim() ?? "")
      .find((text) => text !== "") ?? "";
  const make = find("EXIF", "Make");
  return {
    prompt: find("XMP", "Iptc4xmpExt:AIPromptInformation"),
    system: find("XMP", "Iptc4xmpExt:AISystemUsed") || find("XMP", "xmp:CreatorTool") || find("EXIF", "Software"),
    systemVersion: find("XMP", "Iptc4xmpExt:AISystemVersionUsed"),
    title:
      find("XMP", "dc:title", "photoshop:Headline") ||
      find("IPTC", "ObjectName", "Headline") ||
      find("PNG text", "Title"),
    caption:
      find("XMP", "dc:description") ||
      find("IPTC", "Caption-Abstract") ||
      find("EXIF", "ImageDescription", "XPComment") ||
      find("PNG text", "Description"),
    creator: find("XMP", "dc:creator", "photoshop:Credit") || find("IPTC", "By-line") || find("EXIF", "Artist"),
    digitalSourceType: sourceType(find("XMP", "Iptc4xmpExt:DigitalSourceType", "Iptc4xmpExt:DigitalSourcefileType")),
    camera: /^\s*(?:workflow|prompt)\s*:/iu.test(make) ? "" : make.slice(0, 100),
  };
}

export const sourceTypeBase = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/** The code alone, an https address and spellings in capitals are all found in the wild. */
function sourceType(text: string): string {
  const code = /([A-Za-z]{4,60})\/?\s*$/u.exec(text)?.[1];
  return code === undefined ? "" : sourceTypeBase + code.charAt(0).toLowerCase() + code.slice(1);
}
