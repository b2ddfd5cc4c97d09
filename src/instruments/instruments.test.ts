import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Instrument } from "../core/instrument.ts";
import type { Sample } from "../core/sample.ts";
import { encodePicture } from "../imaging/files/encode.ts";
import { resizeLanczos } from "../imaging/lanczos.ts";
import type { Picture } from "../imaging/picture.ts";
import { blurPlane, gaussianKernel } from "../imaging/planes.ts";
import { ballPicture, flatPicture, noisePicture, paintPicture } from "../imaging/testing.ts";
import { centring } from "./image/centring.ts";
import { exposure } from "./image/exposure.ts";
import { saturation } from "./image/saturation.ts";
import { sharpness } from "./image/sharpness.ts";
import { temperature } from "./image/temperature.ts";
import { texture } from "./image/texture.ts";
import { contrast } from "./image/contrast.ts";
import { instrumentContract } from "./instrument-contract.ts";
import { instruments } from "./registry.ts";

const never = new AbortController().signal;

async function sampleOf(picture: Picture): Promise<Sample> {
  const data = await encodePicture(picture, "png");
  return { hash: createHash("sha256").update(data).digest("hex"), mediaType: "image/png", data };
}

async function read(instrument: Instrument, quantity: string, picture: Picture): Promise<number> {
  const measured = await instrument.measure(await sampleOf(picture), never);
  return measured.find((one) => one.quantity === quantity)!.value;
}

const hard = [
  flatPicture(1, 1, [9, 9, 9]),
  flatPicture(3, 40, [0, 0, 0]),
  flatPicture(64, 64, [255, 255, 255]),
  flatPicture(2, 2, [255, 0, 0]),
  noisePicture(48, 48),
  ballPicture(96, 64),
];

for (const instrument of instruments.filter(({ reads }) => reads === "image"))
  instrumentContract({ instrument, samples: () => Promise.all(hard.map(sampleOf)) });

it("no two quantities share a name", () => {
  const names = instruments.flatMap(({ quantities }) => quantities.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
});

/** A picture with grain: a ball under light noise. */
const grainy = mix(ballPicture(96, 96), noisePicture(96, 96, 5), 0.12);

function mix(a: Picture, b: Picture, share: number): Picture {
  return {
    ...a,
    data: a.data.map((value, i) => Math.round(value * (1 - share) + b.data[i]! * share)),
  };
}

/** Each channel blurred on its own. */
function blur(picture: Picture, sigma: number): Picture {
  const channels = [0, 1, 2].map((c) => {
    const data = Float32Array.from({ length: picture.width * picture.height }, (_, i) => picture.data[i * 3 + c]!);
    return blurPlane({ width: picture.width, height: picture.height, data }, gaussianKernel(sigma)).data;
  });
  return {
    ...picture,
    data: Uint8Array.from(picture.data, (_, i) => Math.round(channels[i % 3]![Math.floor(i / 3)]!)),
  };
}

const gain = (picture: Picture, gains: readonly [number, number, number]): Picture => ({
  ...picture,
  data: picture.data.map((value, i) => Math.min(255, Math.round(value * gains[i % 3]!))),
});

describe("each instrument follows what it is named after", () => {
  type Ladder = readonly [string, Instrument, string, readonly Picture[]];
  const ladders: readonly Ladder[] = [
    [
      "blurring lowers sharpness",
      sharpness,
      "sharpness",
      [blur(grainy, 3), blur(grainy, 1.5), blur(grainy, 0.7), grainy],
    ],
    [
      "brightening raises exposure",
      exposure,
      "exposure",
      [0.25, 0.5, 0.75, 1].map((factor) => gain(grainy, [factor, factor, factor])),
    ],
    [
      "brightening clips light",
      exposure,
      "clipped-light",
      [1, 1.5, 3].map((factor) => gain(grainy, [factor, factor, factor])),
    ],
    [
      "darkening clips shadows",
      exposure,
      "clipped-dark",
      [1, 0.025, 0.008].map((factor) => gain(grainy, [factor, factor, factor])),
    ],
    [
      "spreading raises contrast",
      contrast,
      "contrast",
      [0.2, 0.5, 1].map((share) => mix(flatPicture(96, 96, [100, 100, 100]), grainy, share)),
    ],
    [
      "warming raises warmth",
      temperature,
      "warmth",
      [0.6, 0.8, 1, 1.2].map((warm) => gain(grainy, [warm, 1, 1 / warm])),
    ],
    ["less green raises tint", temperature, "tint", [1.1, 1, 0.9].map((green) => gain(grainy, [1, green, 1]))],
    [
      "colouring raises saturation",
      saturation,
      "saturation",
      [0.2, 0.5, 1].map((share) => mix(flatPicture(96, 96, [100, 100, 100]), grainy, share)),
    ],
    ["smoothing lowers texture", texture, "texture", [blur(grainy, 2), blur(grainy, 1), blur(grainy, 0.5), grainy]],
    [
      "moving out raises the distance from the centre",
      centring,
      "off-centre",
      [48, 58, 68, 76].map((x) => ballPicture(96, 96, [x, 48])),
    ],
  ];

  it.each(ladders)("%s", async (_, instrument, quantity, pictures) => {
    const values = await Promise.all(pictures.map((picture) => read(instrument, quantity, picture)));
    for (const [i, value] of values.slice(1).entries()) expect(value).toBeGreaterThan(values[i]!);
  });
});

describe("the numbers mean what their sentences say", () => {
  it("middle grey is 0 EV and twice the light is 1 EV more", async () => {
    expect(await read(exposure, "exposure", flatPicture(8, 8, [118, 118, 118]))).toBeCloseTo(0, 1);
    expect(await read(exposure, "exposure", flatPicture(8, 8, [160, 160, 160]))).toBeCloseTo(0.96, 1);
  });

  it("a picture of half black, half white has all the contrast there is", async () => {
    expect(
      await read(
        contrast,
        "contrast",
        paintPicture(10, 10, (x) => (x < 5 ? [0, 0, 0] : [255, 255, 255])),
      ),
    ).toBeCloseTo(255, 3);
  });

  it("grey has neither warmth nor saturation", async () => {
    for (const [instrument, quantity] of [
      [temperature, "warmth"],
      [temperature, "tint"],
      [saturation, "saturation"],
    ] as const) {
      expect(await read(instrument, quantity, flatPicture(4, 4, [90, 90, 90]))).toBeCloseTo(0, 1);
    }
  });

  it("a flat picture is flat all over", async () =>
    expect(await read(texture, "flat-share", flatPicture(64, 64, [120, 120, 120]))).toBe(1));

  it("places the edges where the subject is, whatever the size", async () => {
    const ball = ballPicture(96, 96, [70, 30]);
    for (const picture of [ball, resizeLanczos(ball, { width: 200, height: 200 })]) {
      expect(await read(centring, "edge-middle-x", picture)).toBeGreaterThan(0.6);
      expect(await read(centring, "edge-middle-y", picture)).toBeLessThan(0.5);
    }
  });
});
