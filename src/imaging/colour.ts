/** CIELAB under D65: lightness 0–100, a* green to red, b* blue to yellow. */
export type Lab = readonly [lightness: number, a: number, b: number];

/** sRGB byte to linear light 0–1 (IEC 61966-2-1). */
export const linearOfByte: Float32Array = Float32Array.from({ length: 256 }, (_, byte) => {
  const v = byte / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
});

const backSteps = 4096;

/** Linear light in 4096 steps to the nearest sRGB byte. */
const byteOfStep: Uint8Array = Uint8Array.from({ length: backSteps + 1 }, (_, step) => {
  const v = step / backSteps;
  return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055));
});

/** Linear light to an sRGB byte; clamps below 0 and above 1. */
export function byteOfLinear(linear: number): number {
  if (linear <= 0) return 0;
  return linear >= 1 ? 255 : byteOfStep[(linear * backSteps + 0.5) | 0]!;
}

/** Relative luminance of linear RGB, 0–1 (Rec. 709 primaries). */
export const luminance = (r: number, g: number, b: number): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Luma of sRGB bytes, 0–255 (Rec. 601 weights), as SSIM and the sharpness measures use it. */
export const luma = (r: number, g: number, b: number): number => 0.299 * r + 0.587 * g + 0.114 * b;

// White of D65 and the sRGB primaries (IEC 61966-2-1).
const whiteX = 0.95047;
const whiteZ = 1.08883;

/** sRGB bytes to CIELAB (CIE 15). */
export function labOfBytes(red: number, green: number, blue: number): Lab {
  const r = linearOfByte[red]!;
  const g = linearOfByte[green]!;
  const b = linearOfByte[blue]!;
  const x = labCurve((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / whiteX);
  const y = labCurve(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = labCurve((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / whiteZ);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const labCurve = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (t * (24389 / 27) + 16) / 116);

const degrees = Math.PI / 180;

/**
 * Colour difference CIEDE2000; 1 is about the smallest that is seen side by side.
 * G. Sharma, W. Wu, E. N. Dalal, "The CIEDE2000 color-difference formula", Color Research & Application 30 (2005).
 */
export function deltaE2000(first: Lab, second: Lab): number {
  const [l1, a1, b1] = first;
  const [l2, a2, b2] = second;
  const meanChroma7 = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7;
  const stretch = 1.5 - 0.5 * Math.sqrt(meanChroma7 / (meanChroma7 + 25 ** 7));
  const c1 = Math.hypot(a1 * stretch, b1);
  const c2 = Math.hypot(a2 * stretch, b2);
  const h1 = hueOf(a1 * stretch, b1);
  const h2 = hueOf(a2 * stretch, b2);
  const turn = c1 * c2 === 0 ? 0 : shortestTurn(h2 - h1);
  const lightness = (l2 - l1) / lightnessWeight((l1 + l2) / 2);
  const meanC = (c1 + c2) / 2;
  const meanH = c1 * c2 === 0 ? h1 + h2 : meanHue(h1, h2);
  const chroma = (c2 - c1) / (1 + 0.045 * meanC);
  const hue = (2 * Math.sqrt(c1 * c2) * Math.sin((turn / 2) * degrees)) / (1 + 0.015 * meanC * hueWeight(meanH));
  return Math.sqrt(lightness ** 2 + chroma ** 2 + hue ** 2 + rotation(meanC, meanH) * chroma * hue);
}

const hueOf = (a: number, b: number): number => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / degrees + 360) % 360);

function shortestTurn(difference: number): number {
  if (difference > 180) return difference - 360;
  return difference < -180 ? difference + 360 : difference;
}

function meanHue(h1: number, h2: number): number {
  if (Math.abs(h1 - h2) <= 180) return (h1 + h2) / 2;
  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

const lightnessWeight = (mean: number): number => 1 + (0.015 * (mean - 50) ** 2) / Math.sqrt(20 + (mean - 50) ** 2);

const hueWeight = (hue: number): number =>
  1 -
  0.17 * Math.cos((hue - 30) * degrees) +
  0.24 * Math.cos(2 * hue * degrees) +
  0.32 * Math.cos((3 * hue + 6) * degrees) -
  0.2 * Math.cos((4 * hue - 63) * degrees);

function rotation(meanChroma: number, hue: number): number {
  const chroma7 = meanChroma ** 7;
  const angle = 30 * Math.exp(-(((hue - 275) / 25) ** 2));
  return -2 * Math.sqrt(chroma7 / (chroma7 + 25 ** 7)) * Math.sin(2 * angle * degrees);
}
