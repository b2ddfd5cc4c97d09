import { invalid } from "../core/errors.ts";
import { automatic1111 } from "./automatic1111/kind.ts";
import { comfyui } from "./comfyui/kind.ts";
import { createDiffusionEngine } from "./diffusion/engine.ts";
import { hostedKinds } from "./hosted-kinds.ts";
import type { EngineKind } from "./kind.ts";
import { sdServer } from "./sd-server/kind.ts";
import { swarmui } from "./swarmui/kind.ts";

const diffusion: EngineKind = {
  kind: "diffusion",
  title: "A diffusion model folder in the diffusers ONNX layout",
  create({ id, folder }) {
    if (folder === undefined)
      throw invalid(
        "An engine of kind “diffusion” needs the model folder.",
        "For example: samebut engines add diffusion ./my-model",
      );
    return createDiffusionEngine({
      id,
      folder,
      title: id,
      about: `A diffusion model of your own, read from ${folder}.`,
    });
  },
};

/** Every kind of engine that can be connected. A server that answers like several is taken for the first of them. */
export const kinds: readonly EngineKind[] = [
  diffusion,
  sdServer, // before automatic1111, whose interface it speaks in part
  automatic1111,
  comfyui,
  swarmui,
  ...hostedKinds,
];
