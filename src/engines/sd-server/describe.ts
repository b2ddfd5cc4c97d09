import { createHash } from "node:crypto";
import type { Ability, EngineDescription } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { bestSize } from "../local-server/best-size.ts";
import { readReply } from "../local-server/read-reply.ts";
import type { SizeRule } from "../local-server/recipe-reasons.ts";
import { Capabilities } from "./replies.ts";

export interface SdServer {
  readonly description: EngineDescription;
  readonly size: SizeRule;
  /** Of pictures that are only enlarged. */
  readonly enlargedSize: SizeRule;
}

export async function describeSdServer(http: HttpClient, id: string, signal: AbortSignal): Promise<SdServer> {
  const request = { path: "sdcpp/v1/capabilities", effect: "read", signal, tries: 2, timeoutSeconds: 20 } as const;
  const told = await readReply(http, Capabilities, request);
  if (told.supported_modes && !told.supported_modes.includes("img_gen"))
    throw new StudioError("unavailable", `${http.service.name} has loaded a model that makes no pictures.`, {
      hint: "Start it with a picture model.",
    });
  const defaults = told.defaults_by_mode?.img_gen ?? told.defaults;
  const sampling = defaults?.sample_params;
  const model = told.model.name || told.model.stem || "the loaded model";
  const upscalers = told.upscale === true ? told.upscalers.filter((one) => one.image_upscale === true) : [];
  const { width, height } = defaults ?? {};
  return {
    size: sizeRule(told.limits),
    enlargedSize: { multiple: 8, smallest: 64, largest: told.limits?.max_upscale_width ?? 8192 },
    description: {
      id,
      title: "stable-diffusion.cpp",
      makes: "image",
      abilities: [...abilitiesOf(told, model), ...(upscalers.length > 0 ? (["upscale"] as const) : [])],
      fingerprint: `sd-server-${createHash("sha256")
        .update(JSON.stringify([model, sampling ?? null]))
        .digest("hex")
        .slice(0, 16)}`,
      sizes: "any",
      defaultSize: width && height ? { width, height } : bestSize(model),
      steps: range(1, 150, sampling?.sample_steps ?? 20),
      guidance: range(0, 30, sampling?.guidance?.txt_cfg ?? 7),
      ...(told.samplers.length > 0 ? { samplers: defaultFirst(told.samplers, sampling?.sample_method) } : {}),
      settings: {
        ...(told.schedulers.length > 0
          ? { scheduler: { about: "The noise schedule; the model's own when left out.", values: told.schedulers } }
          : {}),
        ...(upscalers.length > 0
          ? {
              upscaler: {
                about: "Which model enlarges a source; the first when left out.",
                values: upscalers.map(({ name }) => name),
              },
            }
          : {}),
        distilled_guidance: { about: "Distilled guidance of Flux models." },
      },
      price: { micros: 0, currency: "USD" },
      idempotent: true,
      resumable: true,
      concurrency: 2,
      about: `${model}, drawn by stable-diffusion.cpp at ${http.base.origin}.`,
    },
  };
}

const sizeRule = (limits: Capabilities["limits"]): SizeRule => ({
  multiple: 8,
  smallest: Math.max(8, limits?.min_width ?? 64, limits?.min_height ?? 64),
  largest: Math.min(limits?.max_width ?? 4096, limits?.max_height ?? 4096),
});

/** Models that edit by instruction take the picture as a reference, and have no denoising strength. */
function abilitiesOf(told: Capabilities, model: string): Ability[] {
  const features = told.features_by_mode?.img_gen ?? told.features ?? {};
  const has = (name: string): boolean => features[name] !== false;
  const edits = /kontext|edit/iu.test(model) && has("ref_images");
  return [
    "text-to-image",
    ...(edits ? (["instruction", "references"] as const) : []),
    ...(!edits && has("init_image") ? (["image-to-image"] as const) : []),
    ...(!edits && has("init_image") && has("mask_image") ? (["mask"] as const) : []),
    "seeds",
    "negative-prompt",
  ];
}

const range = (minimum: number, maximum: number, value: number): NonNullable<EngineDescription["steps"]> => ({
  minimum,
  maximum: Math.max(maximum, value),
  default: Math.max(minimum, value),
});

/** A server that leaves the choice to the model names none of its list as the default: so do we. */
const defaultFirst = (names: readonly string[], first: string | null | undefined): string[] =>
  first ? [first, ...names.filter((name) => name !== first)] : [...names];

/** What newer servers call the choice of the model itself. */
export const modelsChoice = "default";
