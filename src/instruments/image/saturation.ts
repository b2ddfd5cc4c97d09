import { imageInstrument } from "../image-instrument.ts";
import { meanLab } from "./mean-lab.ts";

/** Mean chroma of CIELAB. */
export const saturation = imageInstrument({
  id: "saturation",
  version: 2,
  quantities: [
    {
      name: "saturation",
      unit: "C*",
      better: "neither",
      meaning: "How colourful the picture is: the mean chroma of CIELAB; 0 is grey, above 40 is loud.",
    },
  ],
  measure: (picture) => ({ saturation: meanLab(picture).chroma }),
});
