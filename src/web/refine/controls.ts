import type { Amounts } from "./settings.ts";

/** One slider of the adjustment strip. */
export interface Control {
  readonly name: keyof Amounts;
  readonly label: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** How a value reads: "+12 mired". */
  readonly text: (value: number) => string;
}

export interface ControlGroup {
  readonly title: string;
  readonly open: boolean;
  readonly controls: readonly Control[];
}

const signed = (value: number, digits = 0): string =>
  value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(digits)}`;
const percent = (value: number): string => `${signed(value * 100)} %`;
const plainPercent = (value: number): string => `${Math.round(value * 100)} %`;
const degrees = (value: number): string => `${Math.round(value)}°`;

const both = (name: keyof Amounts, label: string, reach: number, step: number, text: Control["text"]): Control => ({
  name,
  label,
  minimum: -reach,
  maximum: reach,
  step,
  text,
});
const upTo = (name: keyof Amounts, label: string, maximum: number, step: number, text = plainPercent): Control => ({
  name,
  label,
  minimum: 0,
  maximum,
  step,
  text,
});

export const groups: readonly ControlGroup[] = [
  {
    title: "Light and colour",
    open: true,
    controls: [
      both("temperature", "Temperature", 80, 2, (value) => `${signed(value)} mired`),
      both("tint", "Tint", 0.5, 0.02, (value) => (value === 0 ? "0" : `${signed(value, 2)} EV`)),
      both("exposure", "Exposure", 2, 0.1, (value) => `${signed(value, 1)} EV`),
      both("contrast", "Contrast", 0.5, 0.02, percent),
      both("saturation", "Saturation", 1, 0.05, percent),
    ],
  },
  {
    title: "Tone curve",
    open: false,
    controls: [both("darks", "Dark tones", 0.15, 0.01, percent), both("lights", "Light tones", 0.15, 0.01, percent)],
  },
  {
    title: "Split toning and look",
    open: false,
    controls: [
      upTo("shadowAmount", "Shadows", 0.5, 0.01),
      upTo("shadowHue", "Hue of the shadows", 360, 5, degrees),
      upTo("highlightAmount", "Highlights", 0.5, 0.01),
      upTo("highlightHue", "Hue of the highlights", 360, 5, degrees),
      upTo("lookAmount", "How much of the look", 1, 0.05),
    ],
  },
  {
    title: "Detail",
    open: false,
    controls: [
      upTo("sharpen", "Sharpen", 2, 0.05),
      upTo("denoise", "Smooth noise", 1, 0.05),
      upTo("grain", "Grain", 1, 0.05),
      both("vignette", "Vignette", 0.8, 0.05, percent),
    ],
  },
  {
    title: "Frame",
    open: true,
    controls: [both("straighten", "Straighten", 15, 0.5, (value) => (value === 0 ? "0°" : `${signed(value, 1)}°`))],
  },
];
