import type { Medium } from "../../core/brief.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import { kindOf } from "../../imaging/files/file-kind.ts";
import { openForeign } from "../../imaging/files/open-foreign.ts";
import { readXmp } from "../../metadata/containers/xmp.ts";
import type { ForeignRecipe } from "../../metadata/foreign-recipe.ts";
import { type DecodedText, decodeText, refuseKnownFormats } from "../../documents/decode-text.ts";
import { isZip } from "../../documents/is-zip.ts";
import { isHtml, readHtml } from "../../documents/read-html.ts";
import { identify } from "../../metadata/identify.ts";
import { type RawMetadata, type RawText, collectTexts } from "../../metadata/raw-metadata.ts";
import { readMetadata } from "../../metadata/read-metadata.ts";
import { type StandardWords, standardWords } from "../../metadata/standard-words.ts";
import type { SourceFile } from "./source-file.ts";

/** A file made elsewhere, opened and understood as far as it can be. */
export interface Opened {
  readonly name: string;
  readonly medium: Medium;
  /** The picture or text to go on from; undefined for a file that is only a recipe. */
  readonly content:
    | { readonly data: Uint8Array; readonly mediaType: string; readonly width: number; readonly height: number }
    | undefined;
  /** The file as it came, where `content` is not. */
  readonly original: Uint8Array | undefined;
  readonly raw: RawMetadata;
  readonly found: ForeignRecipe | undefined;
  readonly standard: StandardWords;
  readonly notes: readonly string[];
}

export async function openSource(source: SourceFile): Promise<Opened> {
  if (source.bytes.length === 0) throw invalid(`${source.name} is empty.`, "Export it again, or choose another file.");
  if (kindOf(source.bytes)) return openPicture(source);
  refuseKnownFormats(source.bytes, source.name);
  return isZip(source.bytes) ? openWords(source) : openText(source);
}

async function openPicture({ bytes, name, beside }: SourceFile): Promise<Opened> {
  const picture = await openForeign(bytes);
  const inside = readMetadata(bytes);
  const raw = { ...inside, texts: [...inside.texts, ...beside.flatMap(unfolded)] };
  const { data, mediaType, width, height } = picture;
  const standard = standardWords(raw.texts);
  const credited = sourceTypeIn(raw.credentials);
  return {
    name,
    medium: "image",
    content: { data, mediaType, width, height },
    original: picture.converted ? bytes : undefined,
    raw,
    found: identify(raw.texts),
    standard: { ...standard, digitalSourceType: standard.digitalSourceType || credited },
    notes: [...picture.notes, ...(credited ? [creditedNote] : [])],
  };
}

/** A Word document gives its words; the file itself is kept as a reference. */
async function openWords({ bytes, name }: SourceFile): Promise<Opened> {
  const { readDocx } = await import("../../documents/read-docx.ts");
  const text = new TextEncoder().encode(readDocx(bytes, name));
  const opened = openText({ bytes: text, name, beside: [] });
  return {
    ...opened,
    original: bytes,
    notes: ["Its words were taken; pictures, notes and comments stay in the file."],
  };
}

const creditedNote = "It carries Content Credentials, which say how it came about; they were read, not verified.";

/** IPTC's code stands as plain text in the actions of a C2PA manifest. Providers that write no recipe write this. */
function sourceTypeIn(credentials: Uint8Array | null): string {
  if (credentials === null) return "";
  const text = Buffer.from(credentials).toString("latin1");
  return /http:\/\/cv\.iptc\.org\/newscodes\/digitalsourcetype\/[A-Za-z]{4,40}/u.exec(text)?.[0] ?? "";
}

/** An XMP file beside a picture is a packet of properties. */
function unfolded(text: RawText): readonly RawText[] {
  if (!/<x:xmpmeta|<rdf:RDF/u.test(text.text.slice(0, 2_000))) return [text];
  const into = collectTexts();
  readXmp(text.text, into);
  return into.collected().texts;
}

const largestText = 1024 * 1024;

/** A recipe in a text file opens a session without a picture; any other text is what the session goes on from. */
function openText({ bytes, name, beside }: SourceFile): Opened {
  const { text: written, note } = decoded(bytes, name);
  const isPage = isHtml(written, name);
  if (!isPage && /^\s*<(?:\?xml|!DOCTYPE|svg)\b/iu.test(written))
    throw invalid(`${name} is a drawing or a page of data, not a picture of pixels.`, "Export it as PNG.");
  const text = isPage ? readHtml(written, name) : written;
  const texts: readonly RawText[] = [{ where: "file", keyword: "file", text }];
  const found = identify(texts);
  const data = new TextEncoder().encode(text);
  return {
    name,
    medium: found ? "image" : "text",
    content: found ? undefined : { data, mediaType: "text/plain", width: 1, height: 1 },
    original: found || Buffer.compare(data, bytes) !== 0 ? bytes : undefined,
    raw: { texts: [...texts, ...beside], credentials: null, problems: [] },
    found: found ?? identify(beside),
    standard: standardWords([]),
    notes: [...(note === undefined ? [] : [note]), ...(isPage ? [pageNote] : [])],
  };
}

const pageNote = "Its words were taken as Markdown; scripts, menus and looks stay in the file.";

/** What is too long or no text at all is said before it is read to its end. */
function decoded(bytes: Uint8Array, name: string): DecodedText {
  if (bytes.length > largestText) throw tooLong(bytes, name);
  const read = textIn(bytes, name);
  if (read.text.trim() === "") throw invalid(`${name} is empty.`, "Choose another file.");
  return read;
}

function tooLong(bytes: Uint8Array, name: string): StudioError {
  textIn(bytes.subarray(0, 4_096), name);
  return invalid(
    `${name} is longer than ${largestText / 1024 / 1024} MB of text.`,
    "Give the part that is to be worked on.",
  );
}

/** Where nothing can be read, it may have been meant as a picture. */
function textIn(bytes: Uint8Array, name: string): DecodedText {
  try {
    return decodeText(bytes, name);
  } catch (cause) {
    throw new StudioError("invalid", `${name} is neither a picture that can be opened nor a text.`, {
      hint: "Give a PNG, JPEG, WebP, AVIF, TIFF or GIF file, or a text in UTF-8, .docx or .html. If it is one, it is damaged: export it again.",
      cause,
    });
  }
}
