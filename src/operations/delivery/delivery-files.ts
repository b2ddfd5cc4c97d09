import { type History, armsOf, roundsOf } from "../../core/history.ts";
import type { Round } from "../../core/round.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { DeliveryFile } from "../../delivery/write-folder.ts";
import { contactSheet } from "../../imaging/contact-sheet/contact-sheet.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { type FileFormat, convertFile } from "../../imaging/files/encode-file.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { orientationIn } from "../../metadata/write/orientation.ts";
import { writeMetadata } from "../../metadata/write/write-metadata.ts";
import { describeEffects, effectsOfRound } from "../shared/effects-of-round.ts";
import { type MethodOptions, methodOptions } from "../shared/method-options.ts";
import { interpretRound } from "../shared/interpret-round.ts";
import { lineageOf } from "./lineage.ts";
import { type WordsOptions, pictureWords, recordOf, sourceTypeOf } from "./picture-words.ts";
import { sheetOf } from "./round-sheet.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

export interface PictureOptions extends Omit<WordsOptions, "named"> {
  readonly format: FileFormat;
  readonly profile: "srgb" | "p3";
  /** 1–100 where the format packs with loss; the usual when left out. */
  readonly quality?: number;
  /** Name without its ending. */
  readonly name: string;
}

/** The picture in one format; it carries its recipe for other tools and its place in the session for this one. */
export async function pictureFile(
  studio: Studio,
  history: History,
  variation: Variation,
  options: PictureOptions,
): Promise<DeliveryFile> {
  const { format, name } = options;
  const data = await converted(await studio.blobs.read(variation.blob), variation, options);
  const words = pictureWords(studio, history, variation, { ...options, named: format === "png" });
  return {
    path: `${name}.${endings[format] ?? format}`,
    mediaType: `image/${format}`,
    data: writeMetadata(data, words),
  };
}

const endings: Partial<Record<FileFormat, string>> = { jpeg: "jpg", tiff: "tif" };

/** The same bytes where they are of that format already; else converted, with the depth and resolution of its final pass. */
async function converted(
  bytes: Uint8Array,
  { mediaType, recipe: { settings } }: Variation,
  { format, profile, quality }: Pick<PictureOptions, "format" | "profile" | "quality">,
): Promise<Uint8Array> {
  const dpi = Number(settings["dpi"]);
  const isAsItIs = mediaType === `image/${format}` && profile === "srgb" && !(dpi > 0);
  if (isAsItIs && quality === undefined) return bytes;
  const isTurned = ["image/jpeg", "image/webp", "image/png"].includes(mediaType) && orientationIn(bytes) !== 1;
  const upright = isTurned ? await encodePicture(await decodePicture(bytes), "png") : bytes;
  const depth = settings["depth"] === 16 && profile === "srgb" ? 16 : 8;
  return convertFile(upright, { format, profile, depth, ...(dpi > 0 ? { dpi } : {}), ...(quality ? { quality } : {}) });
}

/** Everything needed to make the picture again, and how it came about. */
export async function sidecarFile(studio: Studio, history: History, variation: Variation): Promise<DeliveryFile> {
  const options = await methodOptions(studio, history);
  const steps = lineageOf(history, variation).map((step) => ({
    variation: step.id,
    hash: step.blob,
    mediaType: step.mediaType,
    width: step.width,
    height: step.height,
    round: step.round,
    change: armsOf(history, step.round).find(({ id }) => id === step.arm)?.change ?? null,
    recipe: step.recipe,
  }));
  const rounds = history.rounds.map((round) => ({
    id: round.id,
    kind: round.kind,
    attempt: round.attempt,
    parent: round.parent,
    effects: effectsOfRound(studio, history, round.id, options),
  }));
  const sidecar = {
    samebut: studio.version,
    digitalSourceType: sourceTypeOf(history, variation),
    record: recordOf(history, variation),
    session: { id: history.session.id, title: history.session.title, brief: history.session.brief },
    attempts: history.attempts,
    lineage: steps,
    rounds,
  };
  return { path: "recipe.json", mediaType: "application/json", data: text(`${JSON.stringify(sidecar, null, 2)}\n`) };
}

/** A contact sheet per round, numbered in the order of the work. */
export async function sheetFiles(studio: Studio, history: History): Promise<DeliveryFile[]> {
  const rounds = history.attempts.flatMap(({ id }) => roundsOf(history, id));
  const options = await methodOptions(studio, history);
  const files: DeliveryFile[] = [];
  for (const [index, round] of rounds.entries()) {
    const sheet = await contactSheet(
      await sheetOf(studio, history, round.id, sentencesFor(studio, history, round, options)),
    );
    files.push({ path: `round-${index + 1}-${round.kind}.png`, mediaType: "image/png", data: sheet });
  }
  return files;
}

function sentencesFor(
  studio: Studio,
  history: History,
  { id, kind }: Round,
  options: MethodOptions,
): readonly string[] {
  if (kind === "orientation") return [interpretRound(history, id, options).sentence];
  return kind === "fix"
    ? describeEffects(effectsOfRound(studio, history, id, options).map((arm) => ({ ...arm, measured: [] }))).map(
        (line) => line.trim(),
      )
    : [];
}
