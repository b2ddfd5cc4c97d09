import { unzipSync } from "fflate";
import { invalid } from "../core/errors.ts";
import { decodeEntities } from "./entities.ts";

/** Of `word/document.xml` unpacked: a small file may not become a large one. */
const largestDocument = 32 * 1024 * 1024;

/** The words of a Word document: headings with #, list items with "- ", a blank line between paragraphs. Pictures, notes and comments stay behind. */
export function readDocx(bytes: Uint8Array, name: string): string {
  const xml = documentIn(bytes, name);
  const paragraphs = [...xml.matchAll(/<w:p(?:\s[^>]{0,2000})?>([\s\S]*?)<\/w:p>/gu)].map(([, inside]) =>
    paragraphOf(inside!),
  );
  let text = "";
  paragraphs.forEach(({ line, isItem }, i) => {
    if (line === "") return;
    const before = paragraphs[i - 1];
    text += (text === "" ? "" : isItem && before?.isItem ? "\n" : "\n\n") + line;
  });
  if (text.trim() === "") throw invalid(`${name} holds no words.`, "Choose another file, or paste the text.");
  return `${text}\n`;
}

function documentIn(bytes: Uint8Array, name: string): string {
  try {
    const wanted = "word/document.xml";
    const files = unzipSync(bytes, {
      filter: ({ name: path, originalSize }) => {
        if (path === wanted && originalSize > largestDocument)
          throw invalid(`${name} unpacks to more than 32 MB of text.`, "Give the part that is to be worked on.");
        return path === wanted;
      },
    });
    const found = files[wanted];
    if (found) return new TextDecoder().decode(found);
  } catch (cause) {
    if (cause instanceof Error && cause.name === "StudioError") throw cause;
    throw invalid(`${name} is damaged: it cannot be unpacked.`, "Save it again as .docx, or paste its text.");
  }
  throw invalid(`${name} is an archive, no Word document.`, "Give a .docx, .md or .txt file.");
}

function paragraphOf(inside: string): { readonly line: string; readonly isItem: boolean } {
  const level = /<w:pStyle\s+w:val="(?:Heading|heading|Title)\s?(\d?)"/u.exec(inside);
  const isItem = /<w:numPr>/u.test(inside);
  const words = [...inside.matchAll(/<w:t(?:\s[^>]{0,200})?>([^<]*)<\/w:t>|<w:(br|cr|tab)\b[^>]{0,200}\/>/gu)]
    .map(([, text, mark]) => (mark === undefined ? decodeEntities(text ?? "") : mark === "tab" ? "\t" : "\n"))
    .join("")
    .trim();
  if (words === "") return { line: "", isItem: false };
  const mark = level ? `${"#".repeat(Math.min(6, Number(level[1]) || 1))} ` : isItem ? "- " : "";
  return { line: mark + words, isItem };
}
