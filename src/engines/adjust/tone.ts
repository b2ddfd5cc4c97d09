import type { Adjustment } from "../../core/recipe.ts";
import { byteOfLinear, linearOfByte, luminance } from "../../imaging/colour.ts";
import type { Picture } from "../../imaging/picture.ts";
import { temperatureGains } from "./temperature.ts";

/** The adjustments that give each pixel a new colour from its old one alone. */
export type ToneAdjustment = Extract<Adjustment, { kind: "exposure" | "temperature" | "contrast" | "saturation" }>;

const toneKinds: ReadonlySet<string> = new Set(["exposure", "temperature", "contrast", "saturation"]);
export const isTone = (adjustment: Adjustment): adjustment is ToneAdjustment => toneKinds.has(adjustment.kind);

/** Linear reflectance that photographers call middle grey. */
const middleGrey = 0.18;

/**
 * All tone adjustments in order, in linear light, in one pass: nothing is rounded or clipped in between, so an exposure that
 * lifts the sky over white and one that takes it back give the sky back. Alpha stays.
 */
export function adjustTone(picture: Picture, adjustments: readonly ToneAdjustment[]): Picture {
  const steps = fuse(adjustments);
  if (steps.length === 0) return picture;
  const first = bake(steps[0]);
  const rest = first ? steps.slice(1) : steps;
  const tables = first ?? [linearOfByte, linearOfByte, linearOfByte];
  const { channels } = picture;
  const data = picture.data.slice();
  const colour: Colour = [0, 0, 0];
  for (let i = 0; i < data.length; i += channels) {
    for (let c = 0; c < 3; c++) colour[c] = tables[c]![data[i + c]!]!;
    for (const step of rest) apply(step, colour);
    for (let c = 0; c < 3; c++) data[i + c] = byteOfLinear(colour[c]!);
  }
  return { ...picture, data };
}

type Colour = [red: number, green: number, blue: number];

/** What happens to a linear colour: each channel times a gain, each channel to a power around middle grey, or a pull to grey. */
type ToneStep =
  | { readonly kind: "gains"; readonly gains: readonly [number, number, number] }
  | { readonly kind: "contrast"; readonly power: number }
  | { readonly kind: "saturation"; readonly factor: number };

/** Steps that change nothing are left out; neighbouring gains become one. */
function fuse(adjustments: readonly ToneAdjustment[]): readonly ToneStep[] {
  const fused: ToneStep[] = [];
  for (const step of adjustments.map(toStep)) {
    const last = fused.at(-1);
    if (isNothing(step)) continue;
    if (step.kind === "gains" && last?.kind === "gains") {
      const [r, g, b] = last.gains;
      fused[fused.length - 1] = {
        kind: "gains",
        gains: [r * step.gains[0], g * step.gains[1], b * step.gains[2]],
      };
    } else fused.push(step);
  }
  return fused;
}

function toStep(adjustment: ToneAdjustment): ToneStep {
  switch (adjustment.kind) {
    case "exposure": {
      const gain = 2 ** adjustment.stops;
      return { kind: "gains", gains: [gain, gain, gain] };
    }
    case "temperature":
      return { kind: "gains", gains: temperatureGains(adjustment.mired) };
    case "contrast":
      return { kind: "contrast", power: 1 + adjustment.amount };
    case "saturation":
      return { kind: "saturation", factor: 1 + adjustment.amount };
  }
}

function isNothing(step: ToneStep): boolean {
  if (step.kind === "gains") return step.gains.every((gain) => gain === 1);
  return (step.kind === "contrast" ? step.power : step.factor) === 1;
}

/** The first step from bytes to linear light, as one table per channel; undefined when it mixes channels. */
function bake(step: ToneStep | undefined): readonly Float32Array[] | undefined {
  if (!step || step.kind === "saturation") return undefined;
  return [0, 1, 2].map((channel) =>
    linearOfByte.map((value) => {
      const colour: Colour = [value, value, value];
      apply(step, colour);
      return colour[channel]!;
    }),
  );
}

/**
 * Contrast is a power around middle grey, that is a slope around it on a scale of stops (pivoted contrast as in ACES and the
 * ASC CDL's power). Saturation moves along the line to the grey of the same luminance (SMIL/CSS "saturate", in linear light).
 */
function apply(step: ToneStep, colour: Colour): void {
  if (step.kind === "gains") {
    for (let c = 0; c < 3; c++) colour[c]! *= step.gains[c]!;
  } else if (step.kind === "contrast") {
    for (let c = 0; c < 3; c++) colour[c] = middleGrey * (Math.max(0, colour[c]!) / middleGrey) ** step.power;
  } else {
    const grey = luminance(...colour);
    for (let c = 0; c < 3; c++) colour[c] = grey + step.factor * (colour[c]! - grey);
  }
}
