import { z } from "zod";
import type { Ability, EngineDescription } from "../../core/engine.ts";
import type { Size } from "../../core/size.ts";
import { sizeOfRatio } from "../hosted/aspect.ts";

/** One input of a model, as its OpenAPI document says. */
const Input = z.looseObject({
  minimum: z.number().optional().catch(undefined),
  maximum: z.number().optional().catch(undefined),
  default: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  type: z.string().optional().catch(undefined),
  allOf: z.array(z.looseObject({ $ref: z.string().optional() })).optional(),
});
type Input = z.infer<typeof Input>;

const Schemas = z.looseObject({
  Input: z.looseObject({ properties: z.record(z.string(), Input) }),
});

/** Which names a model has for what a recipe says. Every model on Replicate chooses its own. */
export interface InputNames {
  readonly seed?: string;
  readonly picture?: string;
  /** The picture goes in as a list. */
  readonly pictureIsList: boolean;
  readonly strength?: string;
  readonly mask?: string;
  readonly negativePrompt?: string;
  readonly steps?: string;
  readonly guidance?: string;
  readonly sampler?: string;
  readonly count?: string;
  /** How many times an upscaler enlarges. */
  readonly factor?: string;
  /** Absent in models that only work on a picture. */
  readonly prompt?: string;
  readonly format?: string;
  readonly sizedBy: "pixels" | "aspect" | "nothing";
}

export interface ModelInputs {
  readonly names: InputNames;
  readonly samplers: readonly string[];
  readonly ratios: readonly string[];
  /** How many times it may enlarge. */
  readonly factors: { readonly least: number; readonly most: number };
  readonly ranges: Pick<EngineDescription, "steps" | "guidance">;
  readonly defaultSize: Size;
}

const square: Size = { width: 1024, height: 1024 };

/** What is taken for granted of a model whose inputs are not documented: words and a seed. */
export const plainInputs: ModelInputs = {
  names: { prompt: "prompt", seed: "seed", pictureIsList: false, sizedBy: "nothing" },
  samplers: [],
  ratios: [],
  factors: { least: 1, most: 4 },
  ranges: {},
  defaultSize: square,
};

/** @param openapi `latest_version.openapi_schema` of a model */
export function readInputs(openapi: unknown): ModelInputs {
  const document = z.looseObject({ components: z.looseObject({ schemas: Schemas }) }).safeParse(openapi).data;
  if (!document) return plainInputs;
  const { schemas } = document.components;
  const inputs = schemas.Input.properties;
  const first = (...names: readonly string[]): string | undefined => names.find((name) => name in inputs);
  const picture = first("image", "input_image", "img", "init_image", "image_input", "input_images", "image_prompt");
  const named = {
    seed: first("seed"),
    picture,
    strength: picture === undefined ? undefined : first("prompt_strength", "strength", "denoising_strength"),
    mask: first("mask", "mask_image"),
    negativePrompt: first("negative_prompt"),
    steps: first("num_inference_steps", "steps"),
    guidance: first("guidance", "guidance_scale", "cfg", "cfg_scale"),
    sampler: first("scheduler", "sampler"),
    prompt: first("prompt"),
    factor: picture === undefined ? undefined : factorOf(inputs),
    count: first("num_outputs", "number_of_images", "num_images"),
    format: first("output_format"),
  };
  const choices = (name: string | undefined): readonly string[] =>
    name === undefined ? [] : enumOf(inputs[name], schemas);
  return {
    names: {
      ...(Object.fromEntries(Object.entries(named).filter(([, name]) => name !== undefined)) as Partial<InputNames>),
      pictureIsList: picture !== undefined && inputs[picture]?.type === "array",
      sizedBy: "width" in inputs && "height" in inputs ? "pixels" : "aspect_ratio" in inputs ? "aspect" : "nothing",
    },
    samplers: choices(named.sampler),
    ratios: choices("aspect_ratio" in inputs ? "aspect_ratio" : undefined).filter((ratio) => /^\d+:\d+$/u.test(ratio)),
    factors: factorsOf(named.factor === undefined ? undefined : inputs[named.factor]),
    ranges: {
      ...rangeOf("steps", named.steps === undefined ? undefined : inputs[named.steps]),
      ...rangeOf("guidance", named.guidance === undefined ? undefined : inputs[named.guidance]),
    },
    defaultSize: {
      width: Number(inputs["width"]?.default ?? square.width),
      height: Number(inputs["height"]?.default ?? square.height),
    },
  };
}

/** "scale" alone means many things; beside a prompt only the plain names count. */
function factorOf(inputs: Readonly<Record<string, Input>>): string | undefined {
  const plain = ["upscale_factor", "scale_factor", "upscaling_factor", "outscale"];
  return [...plain, ...("prompt" in inputs ? [] : ["scale", "upscale"])].find((name) => {
    const input = inputs[name];
    return input !== undefined && input.type !== "boolean";
  });
}

/** Some begin at zero, which enlarges nothing. */
const factorsOf = (input: Input | undefined): ModelInputs["factors"] => ({
  least: Math.max(1, input?.minimum ?? 1),
  most: Math.max(1, input?.maximum ?? 4),
});

/** Choices stand in the input, or in a schema that it refers to. The default is first. */
function enumOf(input: Input | undefined, schemas: Readonly<Record<string, unknown>>): readonly string[] {
  const reference = input?.allOf
    ?.find(({ $ref }) => $ref !== undefined)
    ?.$ref?.split("/")
    .at(-1);
  const named = reference === undefined ? undefined : (schemas[reference] as { enum?: unknown[] } | undefined)?.enum;
  const choices = (input?.enum ?? named ?? []).filter((choice) => typeof choice === "string");
  return choices.toSorted((a, b) => Number(b === input?.default) - Number(a === input?.default));
}

function rangeOf(name: "steps" | "guidance", input: Input | undefined): Pick<EngineDescription, "steps" | "guidance"> {
  if (!input) return {};
  const [minimum, maximum] = [
    input.minimum ?? (name === "steps" ? 1 : 0),
    input.maximum ?? (name === "steps" ? 100 : 30),
  ];
  const standard = typeof input.default === "number" ? input.default : minimum;
  return { [name]: { minimum, maximum, default: Math.min(maximum, Math.max(minimum, standard)) } };
}

/** A model with a strength draws over pictures; one that takes pictures without one edits them by its prompt. */
export function abilitiesOf({ names }: ModelInputs): Ability[] {
  if (names.factor !== undefined) return ["upscale", ...(names.seed === undefined ? [] : (["seeds"] as const))];
  return [
    "text-to-image",
    ...(names.seed === undefined ? [] : (["seeds"] as const)),
    ...(names.strength === undefined ? [] : (["image-to-image"] as const)),
    ...(names.picture !== undefined && names.strength === undefined ? (["instruction"] as const) : []),
    ...(names.pictureIsList && names.strength === undefined ? (["references"] as const) : []),
    ...(names.mask === undefined ? [] : (["mask"] as const)),
    ...(names.negativePrompt === undefined ? [] : (["negative-prompt"] as const)),
  ];
}

/** Shapes by their ratio at about a megapixel, in steps of 16. */
export function sizesOf({ names, ratios, defaultSize }: ModelInputs): [Size, ...Size[]] | "any" {
  if (names.sizedBy === "pixels" || names.factor !== undefined) return "any";
  if (names.sizedBy === "nothing" || ratios.length === 0) return [defaultSize];
  const sizes = ratios.map(sizeOfRatio);
  return [square, ...sizes.filter(({ width, height }) => width !== height)];
}
