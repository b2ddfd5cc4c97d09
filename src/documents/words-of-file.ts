import { type DecodedText, decodeText, refuseKnownFormats } from "./decode-text.ts";
import { isZip } from "./is-zip.ts";

/** The words of a text file or Word document. Throws "invalid", with the remedy, for anything else. */
export async function wordsOfFile(bytes: Uint8Array, name: string): Promise<DecodedText> {
  refuseKnownFormats(bytes, name);
  if (!isZip(bytes)) return decodeText(bytes, name);
  const { readDocx } = await import("./read-docx.ts");
  return { text: readDocx(bytes, name), note: "Its words were taken; pictures, notes and comments stay in the file." };
}
