import type { Instrument } from "../core/instrument.ts";
import { centring } from "./image/centring.ts";
import { contrast } from "./image/contrast.ts";
import { exposure } from "./image/exposure.ts";
import { saturation } from "./image/saturation.ts";
import { sharpness } from "./image/sharpness.ts";
import { temperature } from "./image/temperature.ts";
import { texture } from "./image/texture.ts";
import { tendencies } from "./text/tendencies.ts";

/** Every instrument that ships, in the order in which their numbers are shown. */
export const instruments: readonly Instrument[] = [
  exposure,
  contrast,
  temperature,
  saturation,
  sharpness,
  texture,
  centring,
  tendencies,
];
