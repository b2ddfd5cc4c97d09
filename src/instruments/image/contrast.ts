import { lumaPlane } from "../../imaging/planes.ts";
import { imageInstrument } from "../image-instrument.ts";
import { percentile } from "../percentile.ts";

/** The spread of luma without its outermost twentieths, so that one glint is no contrast. */
export const contrast = imageInstrument({
  id: "contrast",
  version: 2,
  quantities: [
    {
      name: "contrast",
      unit: "luma",
      better: "neither",
      meaning: "How far light and dark lie apart: the 95th less the 5th percentile of luma, 0 to 255.",
    },
  ],
  measure: (picture) => {
    const rising = lumaPlane(picture).data.toSorted();
    return { contrast: percentile(rising, 0.95) - percentile(rising, 0.05) };
  },
});
