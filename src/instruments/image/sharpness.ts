import { imageInstrument } from "../image-instrument.ts";
import { laplacian } from "./laplacian.ts";

/** J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy", ICPR 2000 (variance of the Laplacian). */
export const sharpness = imageInstrument({
  id: "sharpness",
  version: 2,
  quantities: [
    {
      name: "sharpness",
      unit: "luma",
      better: "higher",
      meaning:
        "How strongly neighbouring pixels differ: the standard deviation of the Laplacian of luma. Compare it only between pictures of the same thing and size.",
    },
  ],
  measure: (picture) => {
    const { data } = laplacian(picture);
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
    return { sharpness: Math.sqrt(variance) };
  },
});
