export interface Complex {
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/**
 * Discrete Fourier transform of a square of `side` × `side` numbers, in place; `side` is a power of two.
 * Radix 2, decimation in time (J. W. Cooley, J. W. Tukey, 1965). "inverse" divides by the number of values.
 */
export function fourier2d(values: Complex, side: number, direction: "forward" | "inverse"): void {
  const line = { real: new Float64Array(side), imaginary: new Float64Array(side) };
  for (let row = 0; row < side; row++) transformLine(values, line, row * side, 1, direction);
  for (let column = 0; column < side; column++) transformLine(values, line, column, side, direction);
}

function transformLine(
  values: Complex,
  line: Complex,
  start: number,
  step: number,
  direction: "forward" | "inverse",
): void {
  const { length } = line.real;
  for (let i = 0; i < length; i++) {
    line.real[i] = values.real[start + i * step]!;
    line.imaginary[i] = values.imaginary[start + i * step]!;
  }
  fourier(line, direction);
  for (let i = 0; i < length; i++) {
    values.real[start + i * step] = line.real[i]!;
    values.imaginary[start + i * step] = line.imaginary[i]!;
  }
}

/** One line, in place. */
export function fourier(values: Complex, direction: "forward" | "inverse"): void {
  const { length } = values.real;
  reverseBits(values);
  for (let half = 1; half < length; half *= 2) butterflies(values, half, direction === "forward" ? -Math.PI : Math.PI);
  if (direction === "forward") return;
  for (let i = 0; i < length; i++) {
    values.real[i]! /= length;
    values.imaginary[i]! /= length;
  }
}

function reverseBits({ real, imaginary }: Complex): void {
  for (let i = 0, j = 0; i < real.length; i++) {
    if (i < j) {
      [real[i], real[j]] = [real[j]!, real[i]!];
      [imaginary[i], imaginary[j]] = [imaginary[j]!, imaginary[i]!];
    }
    let bit = real.length >> 1;
    for (; bit > 0 && j & bit; bit >>= 1) j ^= bit;
    j |= bit;
  }
}

/** Joins neighbouring transforms of `half` values into transforms of twice as many. */
function butterflies({ real, imaginary }: Complex, half: number, turn: number): void {
  for (let k = 0; k < half; k++) {
    const cosine = Math.cos((turn * k) / half);
    const sine = Math.sin((turn * k) / half);
    for (let top = k; top < real.length; top += 2 * half) {
      const low = top + half;
      const re = real[low]! * cosine - imaginary[low]! * sine;
      const im = real[low]! * sine + imaginary[low]! * cosine;
      real[low] = real[top]! - re;
      imaginary[low] = imaginary[top]! - im;
      real[top]! += re;
      imaginary[top]! += im;
    }
  }
}
