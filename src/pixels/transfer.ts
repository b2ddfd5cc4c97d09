/** sRGB level 0–255 to linear light 0–1, and on in a straight line below and along the curve above (IEC 61966-2-1). */
export function linearOfLevel(level: number): number {
  const v = level / 255;
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** Linear light to the sRGB level, the inverse of `linearOfLevel`. */
export function levelOfLinear(linear: number): number {
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055);
}

/** Relative luminance of linear RGB (Rec. 709 primaries). */
export const luminance = (r: number, g: number, b: number): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** A function of one number, made fast by a table. */
export type Curve = (x: number) => number;

/** A function of one number as a table with straight lines between its points. */
export interface Table {
  readonly values: Float32Array;
  /** Beyond the table the function itself answers. */
  readonly exact: Curve;
}

/** Points per level: a 16-bit step is a 257th of one. */
const pointsPerLevel = 16;
const levelPoints = 255 * pointsPerLevel;

/** A function of an sRGB level. */
export const tableOfLevels = (exact: Curve): Table => ({
  exact,
  values: Float32Array.from({ length: levelPoints + 2 }, (_, i) => exact(i / pointsPerLevel)),
});

export function atLevel({ values, exact }: Table, level: number): number {
  if (!(level >= 0 && level <= 255)) return exact(level);
  const at = level * pointsPerLevel;
  const whole = at | 0;
  return values[whole]! + (at - whole) * (values[whole + 1]! - values[whole]!);
}

/** Points over the square root of light 0–1: dense in the shadows, where eyes are. The table reaches two stops over white. */
const lightPoints = 4096;
const brightest = 4;

/** A function of linear light. */
export const tableOfLight = (exact: Curve): Table => ({
  exact,
  values: Float32Array.from({ length: lightPoints * Math.sqrt(brightest) + 2 }, (_, i) =>
    exact((i / lightPoints) ** 2),
  ),
});

export function atLight({ values, exact }: Table, light: number): number {
  if (!(light >= 0 && light <= brightest)) return exact(light);
  const at = Math.sqrt(light) * lightPoints;
  const whole = at | 0;
  return values[whole]! + (at - whole) * (values[whole + 1]! - values[whole]!);
}

/** `atLevel` for every third number, written out: this is where the time of an adjustment goes. */
export function alongLevels({ values, exact }: Table, data: Float32Array, from: number, to: number): void {
  for (let i = from; i < to; i += 3) {
    const level = data[i]!;
    if (level >= 0 && level <= 255) {
      const at = level * pointsPerLevel;
      const whole = at | 0;
      const low = values[whole]!;
      data[i] = low + (at - whole) * (values[whole + 1]! - low);
    } else data[i] = exact(level);
  }
}

/** `atLight` for every third number. */
export function alongLight({ values, exact }: Table, data: Float32Array, from: number, to: number): void {
  for (let i = from; i < to; i += 3) {
    const light = data[i]!;
    if (light >= 0 && light <= brightest) {
      const at = Math.sqrt(light) * lightPoints;
      const whole = at | 0;
      const low = values[whole]!;
      data[i] = low + (at - whole) * (values[whole + 1]! - low);
    } else data[i] = exact(light);
  }
}

export const linearTable: Table = tableOfLevels(linearOfLevel);
export const levelTable: Table = tableOfLight(levelOfLinear);
