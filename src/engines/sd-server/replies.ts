import { z } from "zod";

const Numbers = z.number().nullish().catch(null);

const Defaults = z.object({
  width: Numbers,
  height: Numbers,
  sample_params: z
    .object({
      sample_steps: Numbers,
      sample_method: z.string().nullish().catch(null),
      scheduler: z.string().nullish().catch(null),
      guidance: z.object({ txt_cfg: Numbers, distilled_guidance: Numbers }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
});

const Flags = z.record(z.string(), z.unknown());
const byMode = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .object({ img_gen: schema.nullish().catch(null) })
    .nullish()
    .catch(null);

/** GET /sdcpp/v1/capabilities; the fields without a mode are what older servers had. */
export const Capabilities = z.object({
  model: z.object({ name: z.string().nullish(), stem: z.string().nullish() }),
  samplers: z.array(z.string()).catch([]),
  schedulers: z.array(z.string()).catch([]),
  limits: z
    .object({
      min_width: Numbers,
      max_width: Numbers,
      min_height: Numbers,
      max_height: Numbers,
      max_upscale_width: Numbers,
    })
    .nullish()
    .catch(null),
  /** Newer servers enlarge pictures by themselves, with those of these that have `image_upscale`. */
  upscale: z.boolean().nullish().catch(null),
  upscalers: z.array(z.object({ name: z.string(), image_upscale: z.boolean().nullish().catch(null) })).catch([]),
  supported_modes: z.array(z.string()).nullish().catch(null),
  defaults: Defaults.nullish().catch(null),
  defaults_by_mode: byMode(Defaults),
  features: Flags.nullish().catch(null),
  features_by_mode: byMode(Flags),
});
export type Capabilities = z.infer<typeof Capabilities>;

/** POST /sdcpp/v1/upscale answers at once. */
export const Enlarged = z.object({ images: z.array(z.object({ b64_json: z.string().nullish() })).catch([]) });

export const Accepted = z.object({ id: z.string(), poll_url: z.string().nullish() });

export const Job = z.object({
  status: z.string(),
  result: z
    .object({ images: z.array(z.object({ b64_json: z.string().nullish() })).catch([]) })
    .nullish()
    .catch(null),
  error: z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish().catch(null),
  /** Not in every version. */
  progress: Numbers,
});
export type Job = z.infer<typeof Job>;
