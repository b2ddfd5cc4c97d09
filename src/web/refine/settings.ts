import type { Adjustment } from "../../core/recipe.ts";
import type { PixelAdjustment } from "../../pixels/adjust.ts";
import type { Box } from "../../pixels/crop.ts";
import type { Cube } from "../../pixels/cube.ts";
import { straightenedSize } from "../../pixels/turn.ts";

/** What the adjustment strip is set to. 0 changes nothing. */
export interface Amounts {
  /** Mired; positive is warmer. */
  readonly temperature: number;
  /** Stops of green turned to magenta. */
  readonly tint: number;
  /** Stops. */
  readonly exposure: number;
  /** Factor − 1. */
  readonly contrast: number;
  /** How far the quarter tones and the three-quarter tones are lifted, on the sRGB scale of 0–1. */
  readonly darks: number;
  readonly lights: number;
  /** Factor − 1. */
  readonly saturation: number;
  /** Hues in degrees and how much of each. */
  readonly shadowHue: number;
  readonly shadowAmount: number;
  readonly highlightHue: number;
  readonly highlightAmount: number;
  readonly lookAmount: number;
  readonly denoise: number;
  readonly sharpen: number;
  readonly vignette: number;
  readonly grain: number;
  /** Quarter turns clockwise, 0–3. */
  readonly quarters: number;
  /** Degrees clockwise. */
  readonly straighten: number;
}

/** A .cube file that was chosen; it is uploaded when the picture is kept. */
export interface Look {
  readonly name: string;
  readonly file: File;
  readonly cube: Cube;
}

/** The name of the chosen look until its file is uploaded. */
export const chosenLook = "chosen";

export interface Settings {
  readonly amounts: Amounts;
  readonly look: Look | undefined;
}

export const untouched: Settings = {
  amounts: {
    temperature: 0,
    tint: 0,
    exposure: 0,
    contrast: 0,
    darks: 0,
    lights: 0,
    saturation: 0,
    shadowHue: 220,
    shadowAmount: 0,
    highlightHue: 40,
    highlightAmount: 0,
    lookAmount: 1,
    denoise: 0,
    sharpen: 0,
    vignette: 0,
    grain: 0,
    quarters: 0,
    straighten: 0,
  },
  look: undefined,
};

/** What is made of a picture, in the order of `samebut adjust`: what looks at the frame comes after the frame. */
export interface Plan {
  readonly colour: readonly PixelAdjustment[];
  readonly frame: readonly Turn[];
  readonly crop: Extract<Adjustment, { kind: "crop" }> | undefined;
  readonly detail: readonly PixelAdjustment[];
}

type Turn = Extract<Adjustment, { kind: "rotate" | "straighten" }>;

/** `lookName` is the name under which the chosen look is known: its hash once it is uploaded. */
export function planOf({ amounts: set, look }: Settings, box: Box | undefined, lookName = chosenLook): Plan {
  const some = <Kind>(amount: number, adjustment: Kind): readonly Kind[] => (amount === 0 ? [] : [adjustment]);
  return {
    colour: [
      ...some<PixelAdjustment>(set.denoise, { kind: "denoise", light: set.denoise, colour: set.denoise }),
      ...some<PixelAdjustment>(set.exposure, { kind: "exposure", stops: set.exposure }),
      ...some<PixelAdjustment>(set.temperature, { kind: "temperature", mired: set.temperature }),
      ...some<PixelAdjustment>(set.tint, { kind: "tint", stops: set.tint }),
      ...some<PixelAdjustment>(set.contrast, { kind: "contrast", amount: set.contrast }),
      ...some<PixelAdjustment>(Math.abs(set.darks) + Math.abs(set.lights), curveOf(set)),
      ...some<PixelAdjustment>(set.saturation, { kind: "saturation", amount: set.saturation }),
      ...some<PixelAdjustment>(set.shadowAmount + set.highlightAmount, splitToneOf(set)),
      ...some<PixelAdjustment>(look ? set.lookAmount : 0, { kind: "lut", file: lookName, amount: set.lookAmount }),
    ],
    frame: [
      ...some<Turn>(set.quarters, { kind: "rotate", quarters: set.quarters }),
      ...some<Turn>(set.straighten, { kind: "straighten", degrees: set.straighten }),
    ],
    crop: box && { kind: "crop", ...box },
    detail: [
      ...some<PixelAdjustment>(set.sharpen, { kind: "sharpen", amount: set.sharpen, radius: 1 }),
      ...some<PixelAdjustment>(set.vignette, { kind: "vignette", amount: set.vignette }),
      ...some<PixelAdjustment>(set.grain, { kind: "grain", amount: set.grain, size: 1.5, seed: 0 }),
    ],
  };
}

export const adjustmentsOf = ({ colour, frame, crop, detail }: Plan): readonly Adjustment[] => [
  ...colour,
  ...frame,
  ...(crop ? [crop] : []),
  ...detail,
];

const curveOf = ({ darks, lights }: Amounts): PixelAdjustment => ({
  kind: "curve",
  channel: "all",
  points: [
    [0, 0],
    [0.25, 0.25 + darks],
    [0.75, 0.75 + lights],
    [1, 1],
  ],
});

const splitToneOf = (set: Amounts): PixelAdjustment => ({
  kind: "split-tone",
  shadows: { hue: set.shadowHue, amount: set.shadowAmount },
  highlights: { hue: set.highlightHue, amount: set.highlightAmount },
  balance: 0,
});

export const isUntouched = (settings: Settings): boolean => {
  const { colour, frame, detail } = planOf(settings, undefined);
  return colour.length + frame.length + detail.length === 0;
};

/** The size that a picture has when it is cropped: after it was turned and straightened. */
export function uncroppedSize(
  { width, height }: { readonly width: number; readonly height: number },
  { quarters, straighten }: Amounts,
): { readonly width: number; readonly height: number } {
  const turned = quarters % 2 === 1 ? { width: height, height: width } : { width, height };
  return straighten === 0 ? turned : straightenedSize(turned, straighten);
}
