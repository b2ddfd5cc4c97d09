import type { History } from "../../core/history.ts";
import { armsOf } from "../../core/history.ts";
import { isImported } from "../../core/imported.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { type LineageStep, digitalSourceType } from "../../metadata/digital-source-type.ts";
import { type Tool, toolTitles } from "../../metadata/foreign-recipe.ts";
import { parametersKeyword, parametersText } from "../../metadata/parameters-text.ts";
import { type SamebutRecord, recordText } from "../../metadata/samebut-record.ts";
import { type PictureWords, noWords } from "../../metadata/write/words.ts";
import { xmpPacket } from "../../metadata/write/xmp-packet.ts";
import { lineageOf } from "./lineage.ts";

/** What delivered files say of themselves: everything; that and how a machine made it but no words of the person; nothing. */
export const metadataModes = ["full", "private", "none"] as const;
export type MetadataMode = (typeof metadataModes)[number];

export interface WordsOptions {
  readonly mode: MetadataMode;
  /** Name of the person, for the fields of IPTC; empty: nobody is named. */
  readonly creator: string;
  /** The format has named texts, where our record stands by itself. */
  readonly named: boolean;
}

/** What is written into a delivered picture; sources: IPTC Photo Metadata 2025.1, XMP media management. */
export function pictureWords(
  studio: Pick<Studio, "version" | "engines">,
  history: History,
  variation: Variation,
  options: WordsOptions,
): PictureWords {
  if (options.mode === "none") return noWords;
  const full = options.mode === "full";
  const root = rootOf(history, variation);
  const parameters = full ? parametersText(root.recipe, studio.version) : null;
  const record = recordOf(history, variation);
  return {
    software: `Samebut ${studio.version}`,
    userComment: parameters,
    texts:
      parameters === null
        ? []
        : [
            { keyword: parametersKeyword, text: parameters, international: true },
            { keyword: "invokeai_metadata", text: JSON.stringify(invokeWords(root)), international: true },
            recordText(record),
          ],
    xmp: xmpOf(studio, history, variation, root, full ? record : null, options),
  };
}

/** The step whose prompt and seed drew the picture, for programs that know one recipe per picture. */
const rootOf = (history: History, variation: Variation): Variation =>
  lineageOf(history, variation).findLast(({ recipe }) => recipe.prompt !== "" && recipe.seed !== null) ?? variation;

/** What InvokeAI recalls of a foreign picture. */
const invokeWords = ({ recipe }: Variation): Readonly<Record<string, unknown>> => ({
  generation_mode: recipe.source === null ? "txt2img" : "img2img",
  positive_prompt: recipe.prompt,
  negative_prompt: recipe.negativePrompt,
  width: recipe.size.width,
  height: recipe.size.height,
  ...(recipe.seed === null ? {} : { seed: recipe.seed }),
  ...(recipe.steps === null ? {} : { steps: recipe.steps }),
  ...(recipe.guidance === null ? {} : { cfg_scale: recipe.guidance }),
});

export function recordOf(history: History, variation: Variation): SamebutRecord {
  const control = history.variations.find(({ id }) => id === variation.control);
  return {
    version: 1,
    session: history.session.id,
    round: variation.round,
    variation: variation.id,
    parents: control ? [{ variation: control.id, hash: control.blob }] : [],
    change: armsOf(history, variation.round).find(({ id }) => id === variation.arm)?.change ?? null,
    recipe: variation.recipe,
  };
}

function xmpOf(
  studio: Pick<Studio, "version">,
  history: History,
  variation: Variation,
  root: Variation,
  record: SamebutRecord | null,
  options: WordsOptions,
): string {
  const control = history.variations.find(({ id }) => id === variation.control);
  const { creator } = options;
  const system = systemOf(root);
  const isDrawn = sourceTypeOf(history, variation) !== null && system !== null;
  return xmpPacket({
    "Iptc4xmpExt:DigitalSourceType": sourceTypeOf(history, variation),
    "Iptc4xmpExt:AISystemUsed": isDrawn ? system.name : null,
    "Iptc4xmpExt:AISystemVersionUsed": isDrawn ? system.version : null,
    "Iptc4xmpExt:AIPromptInformation": record && isDrawn ? root.recipe.prompt : null,
    "Iptc4xmpExt:AIPromptWriterName": record && isDrawn ? creator : null,
    "dc:creator": creator === "" ? null : { seq: [creator] },
    "dc:title": record ? { alt: history.session.title } : null,
    "xmp:CreatorTool": `Samebut ${studio.version}`,
    "xmp:CreateDate": new Date(variation.createdAt).toISOString(),
    "xmpMM:DocumentID": `xmp.did:${history.session.id}`,
    "xmpMM:InstanceID": `xmp.iid:${variation.id}`,
    "xmpMM:DerivedFrom": control
      ? { struct: { "stRef:documentID": `xmp.did:${history.session.id}`, "stRef:instanceID": `xmp.iid:${control.id}` } }
      : null,
    "samebut:Record": record && !options.named ? JSON.stringify(record) : null,
  });
}

/** The model that drew the root, and which one exactly; null for a picture that no machine is known to have drawn. */
function systemOf({ recipe }: Variation): { readonly name: string; readonly version: string } | null {
  if (!isImported(recipe))
    return {
      name: recipe.model ?? recipe.engine,
      version: recipe.model ? recipe.engine : recipe.fingerprint.slice(0, 80),
    };
  const tool = recipe.fingerprint.slice("imported:".length) as Tool;
  if (tool === "unknown" && !recipe.model) return null;
  return {
    name: [toolTitles[tool], recipe.model].filter(Boolean).join(", "),
    version: String(recipe.settings["version"] ?? ""),
  };
}

export const systemNameOf = (root: Variation): string | null => systemOf(root)?.name ?? null;

/** IPTC's code, derived from what the lineage knows. */
export const sourceTypeOf = (history: History, variation: Variation): string | null =>
  digitalSourceType(lineageOf(history, variation).map(stepOf));

function stepOf({ recipe }: Variation): LineageStep {
  const stated = String(recipe.settings["digitalSourceType"] ?? "");
  if (!isImported(recipe)) return { by: makerOf(recipe), stated };
  const knownTool = !recipe.fingerprint.endsWith(":unknown");
  if (knownTool && stated === "") return { by: "model", stated };
  const camera = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture";
  return { by: "elsewhere", stated: stated || (recipe.settings["camera"] ? camera : "") };
}

/** Adjusting is arithmetic; a final pass is a model where it draws again, else whatever enlarges. */
function makerOf({ engine, strength, settings }: Variation["recipe"]): LineageStep["by"] {
  if (engine === "adjust") return "numbers";
  if (engine !== "finish") return "model";
  if (strength !== null || settings["redraw"] !== undefined) return "model";
  return settings["upscaler"] === "lanczos" ? "numbers" : "network";
}
