import { armsOf, roundIn } from "../../core/history.ts";
import type { History } from "../../core/history.ts";
import { describeChange } from "../../core/change.ts";
import { invalid } from "../../core/errors.ts";
import { capitalised, listed } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { createTruths } from "../../core/method/interpretation/truth.ts";
import type { Variation } from "../../core/variation.ts";
import type { DeliveryFile } from "../../delivery/write-folder.ts";
import type { DocumentAbout } from "../../documents/about.ts";
import { compareText } from "../../text/index.ts";
import { methodOptions } from "../shared/method-options.ts";
import { describeComparison } from "../text/compare-texts.ts";
import { textOf } from "../text/text-of.ts";
import { wayOf } from "./lineage.ts";
import { type MetadataMode, recordOf } from "./picture-words.ts";

export const textFormats = ["txt", "md", "html", "docx"] as const;
export type TextFormat = (typeof textFormats)[number];

export interface TextFilesOptions {
  readonly formats?: readonly string[] | undefined;
  /** Name without its ending. */
  readonly name: string;
  readonly creator: string;
  readonly mode: MetadataMode;
}

/** The text in each format as it was asked for; those that can, say where it is from. */
export async function textFiles(
  studio: Studio,
  history: History,
  variation: Variation,
  { formats, name, creator, mode }: TextFilesOptions,
): Promise<readonly DeliveryFile[]> {
  const wrong = formats?.find((format) => !isTextFormat(format));
  if (wrong !== undefined)
    throw invalid(`A text cannot be delivered as ${wrong}.`, `It can as ${listed(textFormats)}.`);
  const text = await textOf(studio, variation);
  const about = aboutOf(studio, history, variation, creator, mode);
  const files: DeliveryFile[] = [];
  for (const format of new Set((formats ?? ["txt"]).filter(isTextFormat)))
    files.push({ path: `${name}.${format}`, mediaType: mediaTypes[format], data: await written(text, format, about) });
  return files;
}

const isTextFormat = (format: string): format is TextFormat => textFormats.some((one) => one === format);

const mediaTypes: Readonly<Record<TextFormat, string>> = {
  txt: "text/plain",
  md: "text/markdown",
  html: "text/html",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
};

/** .txt and .md are the text to the letter: Markdown is readable as it is. */
async function written(text: string, format: TextFormat, about: DocumentAbout): Promise<Uint8Array> {
  if (format === "html") return bytes((await import("../../documents/to-html.ts")).toHtml(text, about));
  if (format === "docx") return (await import("../../documents/to-docx.ts")).toDocx(text, about);
  return bytes(text);
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const trained = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

function aboutOf(
  studio: Studio,
  history: History,
  variation: Variation,
  creator: string,
  mode: MetadataMode,
): DocumentAbout {
  if (mode === "none") return { title: "", creator: "", tool: "", digitalSourceType: "", record: "" };
  const byModel = wayOf(history, variation).some(
    ({ recipe }) => studio.engines.get(recipe.engine)?.makes === "text" && recipe.engine !== "copy-desk",
  );
  return {
    title: mode === "full" ? history.session.title : "",
    creator,
    tool: `Samebut ${studio.version}`,
    digitalSourceType: byModel ? trained : "",
    record: mode === "full" ? JSON.stringify(recordOf(history, variation)) : "",
  };
}

/** What was asked, each step and what it did, and the text: as one page. */
export async function textReport(studio: Studio, history: History, variation: Variation): Promise<DeliveryFile> {
  const { toHtml } = await import("../../documents/to-html.ts");
  const truths = createTruths(history, await methodOptions(studio, history));
  const { brief, title } = history.session;
  const way = wayOf(history, variation);
  const steps: string[] = [];
  for (const [i, step] of way.entries()) {
    const { kind, ordinal } = roundIn(history, step.round);
    const change = armsOf(history, step.round).find(({ id }) => id === step.arm)?.change;
    const before = way[i - 1];
    const became = before
      ? describeComparison(compareText(await textOf(studio, before), await textOf(studio, step)))
      : "The text that everything began from.";
    steps.push(
      `### Round ${ordinal} · ${capitalised(kind)}`,
      change
        ? `${capitalised(describeChange(change))}, by ${step.recipe.engine}.`
        : `As written, by ${step.recipe.engine}.`,
      fenced(became),
    );
  }
  const words = { present: "right", absent: "missed", unsure: "unsure" } as const;
  const report = [
    `# ${title}`,
    "## What was asked",
    fenced(brief.prompt),
    ...brief.elements.map(
      (element) => `- ${words[truths.observation(element, variation).answer]}: ${element.statement}`,
    ),
    "## How it came about",
    ...steps,
    "## The delivered text",
    fenced(await textOf(studio, variation)),
    "Numbers, names, dates, quotations, links and negations were compared at every step. A change that nobody asked for is named above.",
  ].join("\n\n");
  const about = { title, creator: "", tool: `Samebut ${studio.version}`, digitalSourceType: "", record: "" };
  return { path: "report.html", mediaType: "text/html", data: bytes(toHtml(report, about)) };
}

/** As it is, whatever marks it holds. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}\n${text}\n${fence}`;
}
