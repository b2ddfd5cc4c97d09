import type { Input } from "../api.ts";

type FinishInput = Input<"finish">;

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Where it goes: a number of pixels, or a sheet of paper. */
export type Target =
  | { readonly on: "screen"; readonly size: Extent }
  | {
      readonly on: "paper";
      readonly sheet: string;
      readonly landscape: boolean;
      readonly dpi: number;
      /** Millimetres. */
      readonly bleed: number;
    };

/** Everything that is chosen before a final pass is made. */
export interface PassSettings {
  readonly target: Target;
  readonly fit: "crop" | "extend";
  /** 0: nothing is drawn again. */
  readonly strength: number;
  /** The session's where none is chosen. */
  readonly engine: string | undefined;
  readonly tiles: NonNullable<FinishInput["tiles"]>;
  readonly upscaler: string;
  readonly texture: number;
  readonly sharpen: number;
  readonly depth: 8 | 16;
}

/** Sheets by the name that the operation knows; others are given with their unit. */
export const sheets = ["A6", "A5", "A4", "A3", "A2", "A1", "A0", "letter", "legal", "tabloid"] as const;

const longestSide = 8192;

/** Times that people enlarge by, as far as 8K. */
export const scalesFor = ({ width, height }: Extent): readonly number[] => {
  const scales = [2, 4, 8].filter((scale) => Math.max(width, height) * scale <= longestSide);
  return scales.length > 0 ? scales : [1];
};

export const timesSize = ({ width, height }: Extent, scale: number): Extent => ({
  width: Math.round(width * scale),
  height: Math.round(height * scale),
});

/** The brief's own size, else as large as 8K allows. */
export function firstSettings(source: Extent, wanted: Extent | undefined): PassSettings {
  return {
    target: { on: "screen", size: wanted ?? timesSize(source, scalesFor(source).at(-1) ?? 1) },
    fit: "crop",
    strength: 0,
    engine: undefined,
    tiles: "neutral",
    upscaler: "built-in",
    texture: 0.5,
    sharpen: 0.3,
    depth: 8,
  };
}

/** As the operation `finish` takes it. */
export function passInput(settings: PassSettings): Omit<FinishInput, "session" | "variation"> {
  const { target, fit, strength, engine, tiles, upscaler, texture, sharpen, depth } = settings;
  return {
    ...(target.on === "screen"
      ? { size: sizeText(target.size, "x") }
      : { print: printText(target), dpi: target.dpi, bleed: target.bleed }),
    fit,
    ...(strength > 0 ? { strength, tiles, ...(engine === undefined ? {} : { engine }) } : {}),
    upscaler,
    texture,
    sharpen,
    depth,
  };
}

/** "A3 landscape"; a size of one's own is as long and as wide as it says. */
const printText = ({ sheet, landscape }: Extract<Target, { on: "paper" }>): string =>
  landscape && (sheets as readonly string[]).includes(sheet) ? `${sheet} landscape` : sheet;

export const sizeText = ({ width, height }: Extent, between = " × "): string => `${width}${between}${height}`;

export const sameTarget = (a: Target, b: Target): boolean => JSON.stringify(a) === JSON.stringify(b);

/** "2400x3000", also with × and spaces; undefined while it is being written. */
export function sizeIn(text: string): Extent | undefined {
  const found = /^\s*(\d{1,5})\s*[x×X]\s*(\d{1,5})\s*$/u.exec(text);
  const [width, height] = [Number(found?.[1]), Number(found?.[2])];
  return width > 0 && height > 0 ? { width, height } : undefined;
}
