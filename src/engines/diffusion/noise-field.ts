import type { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { gaussianNoise } from "./noise.ts";

export type Window = NonNullable<Recipe["window"]>;

/** Left, top, width and height of what is drawn, as shares of the whole canvas: 0, 0, 1, 1 is all of it. */
export type WindowShares = readonly [left: number, top: number, width: number, height: number];

export const windowShares = (window: Window | null, { width, height }: Size): WindowShares =>
  window === null
    ? [0, 0, 1, 1]
    : [
        window.left / window.canvas.width,
        window.top / window.canvas.height,
        width / window.canvas.width,
        height / window.canvas.height,
      ];

/**
 * One tile's part of a noise field that covers the whole canvas: overlapping tiles start from the same numbers where they
 * overlap. Every row of every channel has a stream of its own, so a tile draws its rows and nothing of the rest.
 *
 * @param seed 0…2³² − 1
 * @param cell pixels per side of a latent cell; the window's place is a multiple of it
 * @param stream 0 is the starting noise, step i of a stochastic sampler takes i + 1
 * @returns `channels` planes of the tile's cells, rows from the top
 */
export function windowNoise(
  seed: number,
  window: Window,
  tile: Size & { readonly channels: number; readonly cell: number },
  stream = 0,
): Float32Array {
  const { cell, channels } = tile;
  const [width, height] = [tile.width / cell, tile.height / cell];
  const [left, top] = [window.left / cell, window.top / cell];
  const noise = new Float32Array(channels * width * height);
  for (let channel = 0; channel < channels; channel++) {
    for (let y = 0; y < height; y++) {
      const row = gaussianNoise(seed, left + width, rowStream(stream, channel, top + y));
      noise.set(row.subarray(left), (channel * height + y) * width);
    }
  }
  return noise;
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain) over the three numbers. */
function rowStream(stream: number, channel: number, row: number): number {
  return [stream, channel, row].reduce((hash, value) => {
    let word = Math.imul(hash ^ value, 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) + 0x9e3779b9;
  }, 0x2545f491);
}
