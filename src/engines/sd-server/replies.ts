import { z } from "zod";
import { Identifier, LenientFlag, LenientNumber, LenientText, lenientList } from "../http/lenient.ts";

const Defaults = z.object({
  width: LenientNumber,
  height: LenientNumber,
  sample_params: z
    .object({
      sample_steps: LenientNumber,
      sample_method: LenientText,
      scheduler: LenientText,
      guidance: z.object({ txt_cfg: LenientNumber, distilled_guidance: LenientNumber }).nullish().catch(null),
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
  model: z.object({ name: LenientText, stem: LenientText }),
  samplers: lenientList(z.string()),
  schedulers: lenientList(z.string()),
  limits: z
    .object({
      min_width: LenientNumber,
      max_width: LenientNumber,
      min_height: LenientNumber,
      max_height: LenientNumber,
      max_upscale_width: LenientNumber,
    })
    .nullish()
    .catch(null),
  /** Newer servers enlarge pictures by themselves, with those of these that have `image_upscale`. */
  upscale: LenientFlag,
  upscalers: lenientList(z.object({ name: z.string(), image_upscale: LenientFlag })),
  supported_modes: z.array(z.string()).nullish().catch(null),
  defaults: Defaults.nullish().catch(null),
  defaults_by_mode: byMode(Defaults),
  features: Flags.nullish().catch(null),
  features_by_mode: byMode(Flags),
});
export type Capabilities = z.infer<typeof Capabilities>;

/** POST /sdcpp/v1/upscale answers at once. */
export const Enlarged = z.object({ images: lenientList(z.object({ b64_json: LenientText })) });

export const Accepted = z.object({ id: Identifier, poll_url: LenientText });

export const Job = z.object({
  status: z.string(),
  result: z
    .object({ images: lenientList(z.object({ b64_json: LenientText })) })
    .nullish()
    .catch(null),
  /** In older servers a sentence. */
  error: z
    .union([z.string().transform((message) => ({ message })), z.object({ message: LenientText })])
    .nullish()
    .catch(null),
  /** Not in every version. */
  progress: LenientNumber,
});
export type Job = z.infer<typeof Job>;
