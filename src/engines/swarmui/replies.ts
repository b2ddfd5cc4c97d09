import { z } from "zod";
import { Identifier, LenientNumber, LenientText, lenientList } from "../http/lenient.ts";
import { parseLeniently } from "../http/request.ts";

export const Session = z.object({ session_id: Identifier, version: LenientText });

/** Any answer may be an error instead. */
export const Trouble = z.object({
  error: LenientText,
  error_id: LenientText,
});

const Parameter = z.object({
  id: z.string(),
  default: z.unknown().optional(),
  values: lenientList(z.string()).nullish(),
});

/** Models are listed by name, in newer versions with their architecture: [name, architecture]. */
const ModelName = z.union([
  z.string(),
  z
    .tuple([z.string()])
    .rest(z.unknown())
    .transform(([name]) => name),
  z.object({ name: z.string() }).transform(({ name }) => name),
]);

export const Parameters = z.object({
  list: lenientList(Parameter),
  models: z.record(z.string(), lenientList(ModelName)).catch({}),
});
export type Parameters = z.infer<typeof Parameters>;

export const Status = z.object({
  backend_status: z.object({ status: LenientText, message: LenientText }).nullish().catch(null),
});

/** A data URL or an address; `metadata` is JSON in a string, in some versions an object. */
const MadeImage = z.object({ image: z.string(), metadata: z.unknown().optional() });

const Metadata = z.object({ sui_image_params: z.object({ seed: LenientNumber }) });

/** The seed that a picture was drawn from, as its metadata says; undefined when it does not. */
export function seedIn(metadata: unknown): number | undefined {
  const value = typeof metadata === "string" ? parseLeniently(metadata) : metadata;
  return Metadata.safeParse(value).data?.sui_image_params.seed ?? undefined;
}

/** One frame of GenerateText2ImageWS; each has one of these. */
export const Frame = z.object({
  gen_progress: z
    .object({
      overall_percent: LenientNumber,
      preview: LenientText,
    })
    .nullish()
    .catch(null),
  image: z
    .union([z.string().transform((image) => ({ image, metadata: undefined })), MadeImage])
    .nullish()
    .catch(null),
  error: LenientText,
  error_id: LenientText,
});
export type Frame = z.infer<typeof Frame>;
