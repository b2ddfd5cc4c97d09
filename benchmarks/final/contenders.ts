import sharp from "sharp";
import type { Size } from "../../src/core/size.ts";
import { resizeLanczos } from "../../src/imaging/lanczos.ts";
import type { Picture } from "../../src/imaging/picture.ts";
import { collectPicture } from "../../src/imaging/rows/row-stream.ts";
import { enlarge } from "../../src/imaging/upscale/enlarge.ts";
import { bundledUpscaler, openUpscaler } from "../../src/imaging/upscale/upscaler.ts";

export interface Contender {
  readonly name: string;
  enlarge(picture: Picture, size: Size): Promise<Picture>;
  close?(): Promise<void>;
}

const { signal } = new AbortController();

/** What enlarges without a network. */
export const plain: readonly Contender[] = [
  { name: "Lanczos3, ours", enlarge: async (picture, size) => resizeLanczos(picture, size) },
  {
    name: "sharp (its “lanczos3”)",
    async enlarge({ data, ...shape }, size) {
      const large = await sharp(data, { raw: shape })
        .resize({ ...size, fit: "fill" })
        .raw()
        .toBuffer();
      return { ...size, channels: 3, data: new Uint8Array(large) };
    },
  },
];

/** The bundled network as the final pass uses it, at its usual share of texture and at all of it. */
export async function bundled(): Promise<readonly Contender[]> {
  const shares = [
    [0.5, "ours, as shipped (texture 0.5)"],
    [1, "ours, all of the network's texture"],
  ] as const;
  return Promise.all(
    shares.map(async ([texture, name]) => {
      const upscaler = await openUpscaler(bundledUpscaler, signal);
      return {
        name,
        enlarge: (picture: Picture, size: Size) =>
          collectPicture(enlarge(picture, size, { upscaler, texture, signal })),
        close: () => upscaler.close(),
      };
    }),
  );
}
