import type { Picture } from "../../imaging/picture.ts";
import { type Plane, blurPlane, gaussianKernel, lumaPlane } from "../../imaging/planes.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { imageInstrument } from "../image-instrument.ts";

const side = 128;

/** Where the edges are, and so, on a plain ground, the subject. No model of what draws the eye is behind it. */
export const centring = imageInstrument({
  id: "centring",
  version: 2,
  quantities: [
    {
      name: "off-centre",
      unit: "share",
      better: "neither",
      meaning:
        "How far the middle of all edges lies from the middle of the picture, as a share of half its diagonal; under 0.1 the subject sits dead centre. A busy background pulls it to 0.",
    },
    {
      name: "edge-middle-x",
      unit: "share",
      better: "neither",
      meaning: "Where the middle of all edges lies across the picture: 0 is the left border, 1 the right one.",
    },
    {
      name: "edge-middle-y",
      unit: "share",
      better: "neither",
      meaning: "Where the middle of all edges lies down the picture: 0 is the upper border, 1 the lower one.",
    },
  ],
  measure: (picture) => {
    const { x, y } = edgeMiddle(picture);
    const { width, height } = picture;
    const distance = Math.hypot((x - 0.5) * width, (y - 0.5) * height) / (Math.hypot(width, height) / 2);
    return { "off-centre": distance, "edge-middle-x": x, "edge-middle-y": y };
  },
});

/** Centroid of squared gradients, in shares of the picture; the middle where there are none. */
function edgeMiddle(picture: Picture): { x: number; y: number } {
  const small = lumaPlane(resizeLanczos(picture, { width: side, height: side }));
  const energy = gradientEnergy(blurPlane(small, gaussianKernel(1)));
  let sum = 0;
  let sumX = 0;
  let sumY = 0;
  for (const [i, value] of energy.entries()) {
    sum += value;
    sumX += value * ((i % side) + 0.5);
    sumY += value * (Math.floor(i / side) + 0.5);
  }
  // Less than one level of luma per pixel everywhere is rounding, not an edge.
  return sum < side ? { x: 0.5, y: 0.5 } : { x: sumX / sum / side, y: sumY / sum / side };
}

function gradientEnergy({ width, height, data }: Plane): Float32Array {
  const energy = new Float32Array(data.length);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      energy[at] = (data[at + 1]! - data[at - 1]!) ** 2 + (data[at + width]! - data[at - width]!) ** 2;
    }
  }
  return energy;
}
