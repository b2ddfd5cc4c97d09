import { invalid } from "../../core/errors.ts";
import type { Adjustment } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";

export interface TargetRequest {
  readonly size?: Size | undefined;
  readonly print?: string | undefined;
  readonly dpi: number;
  /** Millimetres added on every side, to be cut off after printing. */
  readonly bleed: number;
  readonly scale?: number | undefined;
}

/** Neither a size nor a brief says otherwise: as large as a small model's picture is of use. */
export const usualScale = 8;

/** Exact pixels of the delivery: as asked, in pixels, for a print or by a factor; else the brief's, else the usual factor. */
export function targetSize(
  from: Size,
  briefed: Size | undefined,
  { size, print, dpi, bleed, scale }: TargetRequest,
): Size {
  if ([size, print, scale].filter((one) => one !== undefined).length > 1)
    throw invalid("Several sizes cannot all be met.", "Give one of --size, --print and --scale.");
  if (print !== undefined) return printSize(print, dpi, bleed);
  const scaled = (factor: number): Size => ({
    width: Math.max(1, Math.round(from.width * factor)),
    height: Math.max(1, Math.round(from.height * factor)),
  });
  if (scale !== undefined) return scaled(scale);
  return size ?? briefed ?? scaled(usualScale);
}

const millimetresPerInch = 25.4;

/** ISO 216 and the usual American sheets, upright, in millimetres. */
const sheets: Readonly<Record<string, readonly [number, number]>> = {
  a0: [841, 1189],
  a1: [594, 841],
  a2: [420, 594],
  a3: [297, 420],
  a4: [210, 297],
  a5: [148, 210],
  a6: [105, 148],
  letter: [215.9, 279.4],
  legal: [215.9, 355.6],
  tabloid: [279.4, 431.8],
};

const units: Readonly<Record<string, number>> = { mm: 1, cm: 10, in: millimetresPerInch, inch: millimetresPerInch };

/**
 * Pixels of a print: "210x297mm", "8.5 x 11 in", "A3", "A3 landscape".
 *
 * @param bleed millimetres on every side
 */
export function printSize(print: string, dpi: number, bleed: number): Size {
  const [width, height] = millimetresOf(print.trim().toLowerCase());
  const pixels = (length: number): number => Math.round(((length + 2 * bleed) / millimetresPerInch) * dpi);
  return { width: Math.max(1, pixels(width)), height: Math.max(1, pixels(height)) };
}

function millimetresOf(print: string): readonly [number, number] {
  const sheet = /^([a-z]+\d?)(?:[ -](landscape|portrait))?$/u.exec(print);
  const upright = sheets[sheet?.[1] ?? ""];
  if (upright) return sheet?.[2] === "landscape" ? [upright[1], upright[0]] : upright;
  const measured = /^(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in|inch)$/u.exec(print);
  const unit = units[measured?.[3] ?? ""];
  if (!measured || unit === undefined)
    throw invalid(
      `“${print}” is no print size.`,
      `Give width x height with a unit, for example 210x297mm or 8.5x11in, or a sheet: ${Object.keys(sheets).join(", ")}, with “landscape” for the wide way.`,
    );
  return [Number(measured[1]) * unit, Number(measured[2]) * unit];
}

/** Shapes nearer than this are the same: rounding to whole pixels moves a ratio by as much. */
const sameShape = 1e-3;

/** How the picture is brought to the target's shape: cut around the middle, or given room around. Never stretched. */
export function framingFor(from: Size, target: Size, fit: "crop" | "extend"): readonly Adjustment[] {
  const ratio = target.width / target.height / (from.width / from.height);
  if (Math.abs(ratio - 1) < sameShape) return [];
  if (fit === "crop") {
    const [width, height] = [Math.min(1, ratio), Math.min(1, 1 / ratio)];
    return [{ kind: "crop", left: (1 - width) / 2, top: (1 - height) / 2, width, height }];
  }
  const [across, down] = [Math.max(0, ratio - 1) / 2, Math.max(0, 1 / ratio - 1) / 2];
  return [{ kind: "extend", left: across, right: across, top: down, bottom: down }];
}
