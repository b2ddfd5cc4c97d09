import type { z } from "zod";
import { type History, roundIn, variationIn } from "../../core/history.ts";
import { plural } from "../../core/sentences.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { chosenEdits, readCopyPass } from "../../proofing/copy-pass.ts";
import type { Gate } from "../finish/gate.ts";
import { isText, textOf } from "./text-of.ts";
import { judgeText } from "./text-gate.ts";

type Studied = Pick<Studio, "blobs">;

/** A last copy pass; what a writer shortened on the way to one is none. */
export const isCopyPass = (variation: Variation): boolean =>
  isText(variation) && variation.recipe.settings["pass"] === "final";

/** What was approved before it was shortened and edited. */
export function approvedBefore(history: History, result: Variation): Variation {
  const control = variationIn(history, result.control!);
  const wentOn = roundIn(history, control.round).kind === "final" && control.control !== null;
  return wentOn ? approvedBefore(history, control) : control;
}

/** The check of a copy pass that was made before, from what its recipe says was asked for. */
export async function judgeCopyPass(
  studio: Studied,
  history: History,
  result: Variation,
  signal: AbortSignal,
): Promise<z.output<typeof Gate>> {
  const { settings } = result.recipe;
  const source = approvedBefore(history, result);
  const before = variationIn(history, result.control!);
  const pass = await readCopyPass(await textOf(studio, before), { spelling: settings["spelling"] !== false, signal });
  const chosen = { without: numbersIn(settings["without"]), also: numbersIn(settings["also"]) };
  const { length } = settings;
  return judgeText(studio, history, {
    source,
    result,
    edits: chosenEdits(pass, chosen),
    length: typeof length === "number" ? length : undefined,
    rewritten: before !== source,
  });
}

const numbersIn = (setting: unknown): readonly number[] =>
  typeof setting === "string" ? setting.split(",").map(Number) : [];

/** As the list of passes has it: nothing of it is about pixels. */
export function describeCopyPass(history: History, result: Variation) {
  const source = approvedBefore(history, result);
  const { length } = result.recipe.settings;
  const shortened = source.id !== result.control ? ", shortened first" : "";
  const asked = typeof length === "number" ? `, at most ${plural(length, "word")}` : "";
  return {
    variation: result.id,
    source: source.id,
    width: null,
    height: null,
    fit: null,
    upscaler: null,
    depth: null,
    dpi: null,
    redraw: null,
    steppedDownFrom: null,
    sentence: `${shortId(result.id)}: last copy pass of ${shortId(source.id)}${shortened}${asked}`,
  };
}
