import { type FloatPlane, boxMean } from "./box.ts";
import type { FloatRows } from "./float-rows.ts";

/** Pixels around one that are looked at, for light and for colour: noise of colour is coarser. */
const lightRadius = 2;
const colourRadius = 4;

/** Rows that noise is judged by above and below. */
export const denoiseReach = 2 * colourRadius;

/** Deviation in levels of the noise that amount 1 takes away. */
const strongest = 20;

/**
 * Noise smoothed away where the picture is calm, edges kept: guided filter (K. He, J. Sun, X. Tang, 2013), light by itself
 * and colour by the edges of light.
 *
 * @param light how much of the noise of light, 0–1
 * @param colour how much of the noise of colour, 0–1
 */
export function denoiseRows(rows: FloatRows, light: number, colour: number): FloatRows {
  if (light === 0 && colour === 0) return rows;
  const { width, height, data } = rows;
  const empty = (): FloatPlane => ({ width, height, data: new Float32Array(width * height) });
  const [luma, red, blue] = [empty(), empty(), empty()];
  for (let i = 0; i < luma.data.length; i++) {
    const y = 0.299 * data[i * 3]! + 0.587 * data[i * 3 + 1]! + 0.114 * data[i * 3 + 2]!;
    luma.data[i] = y;
    red.data[i] = data[i * 3]! - y;
    blue.data[i] = data[i * 3 + 2]! - y;
  }
  const smooth = light === 0 ? luma : guided(luma, luma, lightRadius, light * strongest);
  const [r, b] = [red, blue].map((plane) =>
    colour === 0 ? plane : guided(smooth, plane, colourRadius, colour * strongest),
  ) as [FloatPlane, FloatPlane];
  const result = new Float32Array(data.length);
  for (let i = 0; i < luma.data.length; i++) {
    const y = smooth.data[i]!;
    result[i * 3] = y + r.data[i]!;
    result[i * 3 + 2] = y + b.data[i]!;
    result[i * 3 + 1] = y - (0.299 * r.data[i]! + 0.114 * b.data[i]!) / 0.587;
  }
  return { ...rows, data: result };
}

/** The plane as, around every pixel, a straight function of the guide; steps of the guide under `deviation` count as noise. */
function guided(guide: FloatPlane, plane: FloatPlane, radius: number, deviation: number): FloatPlane {
  const mean = (make: (i: number) => number): FloatPlane =>
    boxMean({ ...guide, data: guide.data.map((_, i) => make(i)) }, radius);
  const guideMean = boxMean(guide, radius).data;
  const planeMean = boxMean(plane, radius).data;
  const squares = mean((i) => guide.data[i]! ** 2).data;
  const products = mean((i) => guide.data[i]! * plane.data[i]!).data;
  const slope = new Float32Array(guide.data.length);
  const offset = new Float32Array(guide.data.length);
  for (let i = 0; i < slope.length; i++) {
    const variance = Math.max(0, squares[i]! - guideMean[i]! ** 2);
    slope[i] = (products[i]! - guideMean[i]! * planeMean[i]!) / (variance + deviation ** 2);
    offset[i] = planeMean[i]! - slope[i]! * guideMean[i]!;
  }
  const [a, b] = [boxMean({ ...guide, data: slope }, radius), boxMean({ ...guide, data: offset }, radius)];
  return { ...guide, data: guide.data.map((value, i) => a.data[i]! * value + b.data[i]!) };
}
