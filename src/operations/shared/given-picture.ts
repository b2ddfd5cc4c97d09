import { isHash } from "../../core/blobs.ts";
import { z } from "zod";
import { type Reference, mostReferences } from "../../core/brief.ts";
import { invalid } from "../../core/errors.ts";
import type { Session } from "../../core/session.ts";
import { type Size, sizeText } from "../../core/size.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { openForeign } from "../../imaging/files/open-foreign.ts";
import { flattenPicture } from "../../imaging/picture.ts";
import { readSource } from "../import/source-file.ts";
import { whoCan } from "./who-can.ts";

export const ReferencesField = z
  .array(z.string().min(1).max(4096))
  .max(mostReferences)
  .default([])
  .describe("Pictures that lend their looks: files, or hashes of uploads");

/** A picture that a person names beside a session: a file of this computer, or the hash of an upload. Kept as a blob. */
export async function keepGiven(studio: Pick<Studio, "blobs">, given: string): Promise<Reference> {
  const { bytes, name } = await readSource(studio, isHash(given) ? { blob: given } : { file: given });
  const { data, mediaType } = await openForeign(bytes);
  const { hash } = await studio.blobs.put(data, mediaType);
  return { hash, name, note: "" };
}

/** Several of them; the same picture twice is one. */
export async function keepAllGiven(
  studio: Pick<Studio, "blobs">,
  given: readonly string[],
): Promise<readonly Reference[]> {
  const kept = await Promise.all(given.map((one) => keepGiven(studio, one)));
  return [...new Map(kept.map((reference) => [reference.hash, reference])).values()];
}

/** What it means where the session's engine does not look at them: they stay with the brief, and nothing is drawn from them. */
export async function referencesNote(
  studio: Pick<Studio, "engines">,
  { brief, engine }: Pick<Session, "brief" | "engine">,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { references } = brief;
  if (references.length === 0) return [];
  const names = `Pictures to go by: ${references.map(({ name }) => name).join(", ")}.`;
  const { abilities, title } = await engineOf(studio, engine).describe(signal);
  if (abilities.includes("references")) return [names];
  const instead = "Say in the prompt what it should take from them.";
  return [
    `${names} But ${title} takes no reference pictures: nothing is drawn from them.`,
    await whoCan(studio, "references", instead),
  ];
}

/**
 * A mask: white may change, black is kept. One that changes nothing is refused with what is probably wrong with it, and so
 * is one of another shape than the picture it lies over, where that is named.
 */
export async function keepMask(studio: Pick<Studio, "blobs">, given: string, over?: Size): Promise<string> {
  const { hash, name } = await keepGiven(studio, given);
  const picture = await decodePicture(await studio.blobs.read(hash));
  if (over && !isOfShape(picture, over))
    throw invalid(
      `The mask ${name} is ${sizeText(picture)} and the picture ${sizeText(over)}: they have not the same shape.`,
      `Paint the mask over the picture itself, ${sizeText(over)}.`,
    );
  const { data } = flattenPicture(picture, [0, 0, 0]);
  if (data.some((value) => value > 0)) return hash;
  throw invalid(
    `The mask ${name} is black everywhere, so nothing may change.`,
    picture.channels === 4
      ? "White is what may change. A mask by transparency has to be painted in black and white."
      : "Paint white what may change.",
  );
}

/** The same but for what rounding to whole pixels does. */
const isOfShape = (one: Size, other: Size): boolean =>
  Math.abs(one.width * other.height - other.width * one.height) <=
  1.5 * Math.max(Math.max(one.width, one.height), Math.max(other.width, other.height));
