import { z } from "zod";
import { parseLeniently } from "../http/request.ts";

export const Session = z.object({ session_id: z.string(), version: z.string().nullish() });

/** Any answer may be an error instead. */
export const Trouble = z.object({
  error: z.string().nullish().catch(null),
  error_id: z.string().nullish().catch(null),
});

const Parameter = z.object({
  id: z.string(),
  default: z.unknown().optional(),
  values: z.array(z.string()).nullish().catch(null),
});

/** Models are listed by name, in newer versions with their architecture: [name, architecture]. */
const ModelName = z.union([
  z.string(),
  z
    .tuple([z.string()])
    .rest(z.unknown())
    .transform(([name]) => name),
]);

export const Parameters = z.object({
  list: z.array(Parameter.nullable().catch(null)).catch([]),
  models: z.record(z.string(), z.array(ModelName).catch([])).catch({}),
});
export type Parameters = z.infer<typeof Parameters>;

export const Status = z.object({
  backend_status: z.object({ status: z.string().nullish(), message: z.string().nullish() }).nullish().catch(null),
});

/** A data URL or an address; `metadata` is JSON in a string, in some versions an object. */
const MadeImage = z.object({ image: z.string(), metadata: z.unknown().optional() });

const Metadata = z.object({ sui_image_params: z.object({ seed: z.coerce.number().int() }) });

/** The seed that a picture was drawn from, as its metadata says; undefined when it does not. */
export function seedIn(metadata: unknown): number | undefined {
  const value = typeof metadata === "string" ? parseLeniently(metadata) : metadata;
  return Metadata.safeParse(value).data?.sui_image_params.seed;
}

/** One frame of GenerateText2ImageWS; each has one of these. */
export const Frame = z.object({
  gen_progress: z
    .object({
      overall_percent: z.number().nullish().catch(null),
      preview: z.string().nullish().catch(null),
    })
    .nullish()
    .catch(null),
  image: z
    .union([z.string().transform((image) => ({ image, metadata: undefined })), MadeImage])
    .nullish()
    .catch(null),
  error: z.string().nullish().catch(null),
  error_id: z.string().nullish().catch(null),
});
export type Frame = z.infer<typeof Frame>;
