import type { Size } from "../core/size.ts";

/** Decoded pixels: sRGB, 8 bits per channel, rows from the top, channels interleaved, no padding. */
export interface Picture extends Size {
  /** 3 is RGB, 4 is RGB with straight (not premultiplied) alpha. */
  readonly channels: 3 | 4;
  /** `width * height * channels` bytes. */
  readonly data: Uint8Array;
}

/** A rectangle of whole pixels inside a picture. */
export interface PixelBox extends Size {
  readonly left: number;
  readonly top: number;
}

export function cropPicture(picture: Picture, box: PixelBox): Picture {
  const { channels } = picture;
  const data = new Uint8Array(box.width * box.height * channels);
  const rowBytes = box.width * channels;
  for (let y = 0; y < box.height; y++) {
    const from = ((box.top + y) * picture.width + box.left) * channels;
    data.set(picture.data.subarray(from, from + rowBytes), y * rowBytes);
  }
  return { width: box.width, height: box.height, channels, data };
}

/** Pixels laid over one colour, so that nothing is see-through any more. */
export function flattenPicture(
  picture: Picture,
  background: readonly [number, number, number] = [255, 255, 255],
): Picture {
  if (picture.channels === 3) return picture;
  const pixels = picture.width * picture.height;
  const data = new Uint8ClampedArray(pixels * 3);
  for (let i = 0; i < pixels; i++) {
    const alpha = picture.data[i * 4 + 3]! / 255;
    for (let c = 0; c < 3; c++) data[i * 3 + c] = picture.data[i * 4 + c]! * alpha + background[c]! * (1 - alpha);
  }
  return {
    width: picture.width,
    height: picture.height,
    channels: 3,
    data: new Uint8Array(data.buffer),
  };
}

/** The size at which `size` fits into `box` with its ratio kept; enlarges as well as shrinks. */
export function fitInto(size: Size, box: Size): Size {
  const scale = Math.min(box.width / size.width, box.height / size.height);
  return {
    width: Math.max(1, Math.round(size.width * scale)),
    height: Math.max(1, Math.round(size.height * scale)),
  };
}
