import { z } from "zod";
import type { Change } from "../../core/change.ts";
import type { ElementKind } from "../../core/element.ts";
import { type History, armsOf, variationIn, variationsOf } from "../../core/history.ts";
import { type EditMeasurements, KeepTheRest, keepTheRest } from "../../core/method/refinement/keep-the-rest.ts";
import type { Studio } from "../../core/studio.ts";
import { type Truths, createTruths } from "../../core/method/interpretation/truth.ts";
import type { Variation } from "../../core/variation.ts";
import { comparePixels } from "../compare-variations.ts";
import { accuracyIn } from "./method-options.ts";

export const RestCheck = KeepTheRest.extend({ variation: z.string() });
export type RestCheck = z.infer<typeof RestCheck>;

/** Whether each refined variation kept everything that it was not for. */
export async function checkTheRest(studio: Studio, history: History, round: string): Promise<RestCheck[]> {
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const checks: RestCheck[] = [];
  for (const after of variationsOf(history, round)) {
    const change = armsOf(history, round).find(({ id }) => id === after.arm)?.change;
    if (after.control === null || !change) continue;
    const before = variationIn(history, after.control);
    const measured = await measure(studio, history, truths, change, before, after);
    checks.push({
      ...keepTheRest(measured, wholePictureColour(history, change) ? { deltaE: Number.POSITIVE_INFINITY } : {}),
      variation: after.id,
    });
  }
  return checks;
}

async function measure(
  studio: Studio,
  history: History,
  truths: Truths,
  change: Change,
  before: Variation,
  after: Variation,
): Promise<EditMeasurements> {
  const untouched = history.session.brief.elements.filter(({ id }) => id !== change.element);
  const elements = untouched.map((element) => ({
    statement: element.statement,
    before: truths.of(element, before).probability,
    after: truths.of(element, after).probability,
    read:
      truths.observation(element, after).answer !== "unsure" || truths.observation(element, before).answer === "unsure",
  }));
  // Another frame leaves what is in it as it was; laid over the whole picture it would only seem to move.
  if (reframes(change)) return { registration: { dx: 0, dy: 0, scale: 1 }, ssim: 1, deltaE: 0, elements };
  // A replay from the root is another drawing of the same: it is held to the elements, not to the pixels.
  if (isReplay(before, after)) return { registration: { dx: 0, dy: 0, scale: 1 }, ssim: 1, deltaE: 0, elements };
  const compared = await comparePixels(studio, before, after);
  if (!compared) return { registration: null, ssim: null, deltaE: null, elements };
  return {
    registration: { dx: compared.shift.x, dy: compared.shift.y, scale: 1 },
    ssim: compared.similarity,
    deltaE: compared.meanDifference,
    elements,
  };
}

/** Drawn from an earlier picture than the one that it follows. */
export const isReplay = (before: Variation, after: Variation): boolean =>
  after.recipe.strength !== null && after.recipe.source !== null && after.recipe.source !== before.blob;

const frames: ReadonlySet<string> = new Set(["crop", "extend", "rotate", "straighten", "resize"]);
const reframes = (change: Change): boolean =>
  change.kind === "adjustment" && change.adjustments.some(({ kind }) => frames.has(kind));

const colourKinds: ReadonlySet<ElementKind> = new Set(["lighting", "colour", "background", "style"]);

/** Where colour all over the picture is what was asked for, its change is no drift. */
function wholePictureColour(history: History, change: Change): boolean {
  if (change.kind === "adjustment") return true;
  const element = history.session.brief.elements.find(({ id }) => id === change.element);
  return element !== undefined && colourKinds.has(element.kind);
}
