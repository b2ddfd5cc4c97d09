import { linearOfByte, luminance } from "../../imaging/colour.ts";
import { imageInstrument } from "../image-instrument.ts";

const middleGrey = 0.18;
/** Below this share of white an 8-bit picture is black: half of its smallest step. */
const black = 0.5 / 255 / 12.92;

/** Mean luminance in stops, as a meter would read it, and how much of the picture has lost its detail. */
export const exposure = imageInstrument({
  id: "exposure",
  version: 2,
  quantities: [
    {
      name: "exposure",
      unit: "EV",
      better: "neither",
      meaning:
        "How bright the whole picture is: its mean luminance in stops over (+) or under (−) middle grey of 18 %.",
    },
    {
      name: "clipped-light",
      unit: "share",
      better: "lower",
      meaning:
        "The share of pixels with a colour channel at its end (254 or more), where light areas have lost their drawing.",
    },
    {
      name: "clipped-dark",
      unit: "share",
      better: "lower",
      meaning: "The share of pixels with all channels at 1 or less, where shadows have lost their drawing.",
    },
  ],
  measure: ({ data }) => {
    const pixels = data.length / 3;
    let light = 0;
    let high = 0;
    let low = 0;
    for (let i = 0; i < data.length; i += 3) {
      const [r, g, b] = [data[i]!, data[i + 1]!, data[i + 2]!];
      light += luminance(linearOfByte[r]!, linearOfByte[g]!, linearOfByte[b]!);
      if (r >= 254 || g >= 254 || b >= 254) high++;
      if (r <= 1 && g <= 1 && b <= 1) low++;
    }
    return {
      exposure: Math.log2(Math.max(black, light / pixels) / middleGrey),
      "clipped-light": high / pixels,
      "clipped-dark": low / pixels,
    };
  },
});
