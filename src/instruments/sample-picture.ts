import type { Sample } from "../core/sample.ts";
import { decodePicture } from "../imaging/files/decode.ts";
import { type Picture, flattenPicture } from "../imaging/picture.ts";

/** Longest side at which a picture is measured, in pixels: that of a screen on which it would be looked at. */
const measuredSide = 2048;

const decoded = new WeakMap<Sample, Promise<Picture>>();

/** The sample's pixels without alpha, unpacked once however many instruments look at them. */
export function samplePicture(sample: Sample): Promise<Picture> {
  let picture = decoded.get(sample);
  if (!picture) {
    picture = decodePicture(sample.data, { longestSide: measuredSide }).then((opened) => flattenPicture(opened));
    decoded.set(sample, picture);
  }
  return picture;
}
