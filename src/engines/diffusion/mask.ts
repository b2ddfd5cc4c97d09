/**
 * The mask in latent cells: 1 where anything may change, 0 where nothing may. A cell is free as soon as one of its
 * pixels is; the exact edge is cut in pixels afterwards.
 *
 * @param mask one byte per pixel, 255 is changed, 0 kept
 * @param cell pixels per side of a latent cell
 */
export function latentMask(mask: Uint8Array, width: number, height: number, cell: number): Float32Array {
  const columns = width / cell;
  const free = new Float32Array(columns * (height / cell));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((mask[y * width + x] ?? 0) > 0) free[Math.floor(y / cell) * columns + Math.floor(x / cell)] = 1;
    }
  }
  return free;
}

/** Puts `kept` back into `latents` wherever the mask is 0, in place. Channels follow one another. */
export function keepOutside(latents: Float32Array, kept: Float32Array, mask: Float32Array): void {
  for (let index = 0; index < latents.length; index++) {
    if (mask[index % mask.length] === 0) latents[index] = kept[index] ?? 0;
  }
}

/** The new pixels inside the mask over the source's exact pixels outside; grey is a mixture. RGB, 8 bits. */
export function pasteInside(source: Uint8Array, picture: Uint8Array, mask: Uint8Array): Uint8Array {
  return picture.map((value, index) => {
    const before = source[index] ?? 0;
    return Math.round(before + ((value - before) * (mask[Math.floor(index / 3)] ?? 0)) / 255);
  });
}
