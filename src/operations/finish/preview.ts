import type { Studio } from "../../core/studio.ts";
import type { Size } from "../../core/size.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/decode.ts";
import { encodePicture } from "../../imaging/encode.ts";
import { framePicture } from "../../imaging/framing.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { fitInto } from "../../imaging/picture.ts";
import type { Picture as Shown } from "../define.ts";
import { framingFor } from "./target.ts";

const previewBox = { width: 768, height: 768 };

/** Both ways to the target's shape, small: nothing is planned or stored but the two previews. */
export async function previewFraming(studio: Studio, source: Variation, target: Size): Promise<Shown[]> {
  const picture = await decodePicture(await studio.blobs.read(source.blob));
  const ways = ["crop", "extend"] as const;
  return Promise.all(
    ways.map(async (fit) => {
      const framed = framePicture(picture, framingFor(picture, target, fit));
      const small = resizeLanczos(framed, fitInto(target, previewBox));
      const blob = await studio.blobs.put(await encodePicture(small, "png"), "image/png");
      return { blob: blob.hash, mediaType: "image/png", variation: source.id, caption: `--fit ${fit}` };
    }),
  );
}
