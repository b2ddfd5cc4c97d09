import { imageInstrument } from "../image-instrument.ts";
import { meanLab } from "./mean-lab.ts";

/** A grey-world reading (G. Buchsbaum, 1980): it cannot tell warm light from a warm thing, so it serves to compare. */
export const temperature = imageInstrument({
  id: "temperature",
  version: 2,
  quantities: [
    {
      name: "warmth",
      unit: "b*",
      better: "neither",
      meaning:
        "How yellow (+) or blue (−) the whole picture is: the mean b* of CIELAB. It stands for the light only between pictures of the same thing.",
    },
    {
      name: "tint",
      unit: "a*",
      better: "neither",
      meaning: "How magenta (+) or green (−) the whole picture is: the mean a* of CIELAB.",
    },
  ],
  measure: (picture) => {
    const { a, b } = meanLab(picture);
    return { warmth: b, tint: a };
  },
});
