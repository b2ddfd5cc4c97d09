/** Whole rows of a picture: red, green and blue interleaved, sRGB scale of 0–255 with fractions, not clamped. */
export interface FloatRows {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}
