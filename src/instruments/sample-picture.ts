import type { Sample } from "../core/sample.ts";
import { decodePicture } from "../imaging/decode.ts";
import { type Picture, flattenPicture } from "../imaging/picture.ts";

const decoded = new WeakMap<Sample, Promise<Picture>>();

/** The sample's pixels without alpha, unpacked once however many instruments look at them. */
export function samplePicture(sample: Sample): Promise<Picture> {
  let picture = decoded.get(sample);
  if (!picture) {
    picture = decodePicture(sample.data).then((opened) => flattenPicture(opened));
    decoded.set(sample, picture);
  }
  return picture;
}
