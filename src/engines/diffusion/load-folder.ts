import { readFile, readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { fileCutShort, notAModelFolder, notOnnx, parseJson, partsMissing } from "./folder-problems.ts";
import { type OnnxHeader, TruncatedError, readOnnxHeader } from "./onnx-header.ts";
import { rememberByFile } from "./remember-by-file.ts";
import { type SchedulerConfig, readSchedulerConfig } from "./scheduler-config.ts";

/** One model file with its config.json beside it. */
export interface ModelPart {
  /** "unet", "vae_decoder": the folder's name. */
  readonly name: string;
  /** Path of model.onnx. */
  readonly file: string;
  readonly header: OnnxHeader;
  readonly config: PartConfig;
}

/** A text encoder and the tokenizer that belongs to it. */
export interface TextPart extends ModelPart {
  readonly tokenizerFolder: string;
}

/** A model folder in the layout of the diffusers ONNX export, with everything needed to describe and run it. */
export interface ModelFolder {
  readonly path: string;
  readonly index: ModelIndex;
  readonly textEncoders: readonly TextPart[];
  readonly denoiser: ModelPart;
  readonly decoder: ModelPart;
  /** Absent: no image-to-image. */
  readonly encoder: ModelPart | undefined;
  readonly scheduler: SchedulerConfig;
  /** Every file that decides what comes out, sorted. */
  readonly files: readonly string[];
}

const PartConfig = z.object({
  sample_size: z.union([z.int(), z.tuple([z.int(), z.int()])]).nullish(),
  in_channels: z.int().nullish(),
  latent_channels: z.int().nullish(),
  block_out_channels: z.array(z.int()).nullish(),
  down_block_types: z.array(z.string()).nullish(),
  patch_size: z.int().nullish(),
  scaling_factor: z.number().nullish(),
  shift_factor: z.number().nullish(),
  time_cond_proj_dim: z.int().nullish(),
  joint_attention_dim: z.int().nullish(),
});
export type PartConfig = z.infer<typeof PartConfig>;

const ModelIndex = z.object({
  _class_name: z.string().default("DiffusionPipeline"),
  force_zeros_for_empty_prompt: z.boolean().nullish(),
  /** Our own field: what a model made for Samebut likes best. */
  samebut: z
    .object({ size: z.int().optional(), defaultSteps: z.int().optional(), defaultGuidance: z.number().optional() })
    .default({}),
});
export type ModelIndex = z.infer<typeof ModelIndex>;

const encoderNames = ["text_encoder", "text_encoder_2", "text_encoder_3"] as const;

function tokenizerName(encoder: string): string {
  return encoder.replace("text_encoder", "tokenizer");
}

/**
 * Reads what a folder holds, without loading weights.
 *
 * @throws StudioError "not-found" naming every missing part, "corrupt" naming a damaged file
 */
export async function loadFolder(path: string): Promise<ModelFolder> {
  const present = await listFiles(path);
  requireParts(path, present);
  const index = await readJson(join(path, "model_index.json"), (json) => ModelIndex.parse(json));
  const scheduler = await readJson(join(path, "scheduler", "scheduler_config.json"), readSchedulerConfig);
  const textEncoders = await Promise.all(
    encoderNames.filter((name) => present.has(`${name}/model.onnx`)).map((name) => textPart(path, name)),
  );
  const part = (name: string): Promise<ModelPart> => modelPart(path, name);
  const [denoiser, decoder, encoder] = await Promise.all([
    part(present.has("unet/model.onnx") ? "unet" : "transformer"),
    part("vae_decoder"),
    present.has("vae_encoder/model.onnx") ? part("vae_encoder") : undefined,
  ]);
  const parts = [...textEncoders, denoiser, decoder, ...(encoder ? [encoder] : [])];
  return {
    path,
    index,
    textEncoders,
    denoiser,
    decoder,
    encoder,
    scheduler,
    files: decidingFiles(path, present, parts),
  };
}

const subfolders = [
  "scheduler",
  ...encoderNames,
  ...encoderNames.map(tokenizerName),
  "unet",
  "transformer",
  "vae_decoder",
  "vae_encoder",
];

/** Files at the top and in the folders of the layout, as "folder/name"; what else lies there is not looked at. */
async function listFiles(path: string): Promise<ReadonlySet<string>> {
  const top = await readdir(path).catch((cause: unknown) => {
    throw notAModelFolder(path, cause);
  });
  const below = await Promise.all(
    subfolders.map(async (folder) =>
      (await readdir(join(path, folder)).catch(() => [])).map((name) => `${folder}/${name}`),
    ),
  );
  return new Set([...top, ...below.flat()]);
}

function requireParts(path: string, present: ReadonlySet<string>): void {
  const missing: string[] = [];
  const need = (name: string): void => void (present.has(name) || missing.push(name));
  need("model_index.json");
  need("scheduler/scheduler_config.json");
  for (const name of encoderNames) {
    if (name !== "text_encoder" && !present.has(`${name}/model.onnx`)) continue;
    need(`${name}/model.onnx`);
    const folder = tokenizerName(name);
    const readable =
      present.has(`${folder}/tokenizer.json`) ||
      (present.has(`${folder}/vocab.json`) && present.has(`${folder}/merges.txt`));
    if (!readable) missing.push(`${folder}/tokenizer.json`);
  }
  if (!present.has("unet/model.onnx") && !present.has("transformer/model.onnx")) {
    missing.push(
      [...present].some((name) => name.startsWith("transformer/")) ? "transformer/model.onnx" : "unet/model.onnx",
    );
  }
  need("vae_decoder/model.onnx");
  const holdsPyTorch = [...present].some((name) =>
    /^(?:text_encoder|unet|transformer|vae)[^/]*\/[^/]+\.(?:safetensors|bin)$/u.test(name),
  );
  if (missing.length > 0) throw partsMissing(path, missing, holdsPyTorch);
}

const textPart = async (path: string, name: string): Promise<TextPart> => ({
  ...(await modelPart(path, name)),
  tokenizerFolder: join(path, tokenizerName(name)),
});

async function modelPart(path: string, name: string): Promise<ModelPart> {
  const file = join(path, name, "model.onnx");
  const header = await readHeader(file);
  await requireExternalFiles(file, header);
  const config = await readJson(join(path, name, "config.json"), (json) => PartConfig.parse(json), "{}");
  return { name, file, header, config };
}

const readHeader = rememberByFile((file: string): OnnxHeader => {
  try {
    return readOnnxHeader(file);
  } catch (cause) {
    throw cause instanceof TruncatedError ? fileCutShort(file, cause) : notOnnx(file, cause);
  }
});

async function requireExternalFiles(file: string, header: OnnxHeader): Promise<void> {
  for (const [location, bytes] of header.externalFiles) {
    if (/^[/\\]|^\w:|(?:^|[/\\])\.\.(?:[/\\]|$)/u.test(location))
      throw notOnnx(file, new Error(`it wants weights from elsewhere (${location}).`));
    const beside = join(dirname(file), location);
    const facts = await stat(beside).catch(() => undefined);
    if (!facts) throw partsMissing(dirname(dirname(file)), [`${basename(dirname(file))}/${location}`]);
    if (facts.size < bytes) throw fileCutShort(beside);
  }
}

async function readJson<T>(path: string, read: (json: unknown) => T, whenAbsent?: string): Promise<T> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (whenAbsent === undefined) throw error;
    return whenAbsent;
  });
  return parseJson(path, text, read);
}

function decidingFiles(path: string, present: ReadonlySet<string>, parts: readonly ModelPart[]): readonly string[] {
  const weights = parts.flatMap((part) => [
    part.file,
    ...[...part.header.externalFiles.keys()].map((name) => join(dirname(part.file), name)),
  ]);
  const configs = parts.map((part) => `${part.name}/config.json`);
  const small = [...present].filter(
    (name) =>
      name === "scheduler/scheduler_config.json" ||
      configs.includes(name) ||
      /^tokenizer(?:_\d)?\/[^/]+\.(?:json|txt)$/u.test(name),
  );
  return [...new Set([...weights, ...small.map((name) => join(path, name))])].toSorted();
}
