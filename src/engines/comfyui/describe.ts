import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Ability, EngineDescription } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { bestSize } from "../local-server/best-size.ts";
import { readReply } from "../local-server/read-reply.ts";
import type { SizeRule } from "../local-server/recipe-reasons.ts";
import { type Bindable, type Binding, bindWorkflow, bindable } from "./binding.ts";
import { defaultWorkflow } from "./default-workflow.ts";
import { type Graph, type Place, parseGraph, withInputs } from "./graph.ts";
import { ObjectInfo, SystemStats, choicesOf } from "./replies.ts";

export const sizeRule: SizeRule = { multiple: 8, smallest: 16, largest: 16_384 };

export interface WorkflowOptions {
  readonly id: string;
  /** A file with the person's own workflow; a plain one when left out. */
  readonly workflow?: string | undefined;
  /** The checkpoint of the plain workflow; the first that there is when left out. */
  readonly model?: string | undefined;
  /** Places that the person named, and other settings of the connection. */
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

export interface Comfy {
  readonly description: EngineDescription;
  readonly graph: Graph;
  readonly binding: Binding;
  readonly upscalers: readonly string[];
}

/** @throws StudioError when nothing answers, the workflow cannot be read, or it needs what the server lacks */
export async function describeComfy(http: HttpClient, options: WorkflowOptions, signal: AbortSignal): Promise<Comfy> {
  const request = { path: "system_stats", effect: "read", signal, tries: 2, timeoutSeconds: 20 } as const;
  const stats = await readReply(http, SystemStats, request);
  const info = (classType: string) => nodeInfo(http, classType, signal);
  const [sampling, upscaling] = await Promise.all([info("KSampler"), info("UpscaleModelLoader")]);
  const graph = await workflowOf(options, info);
  if (options.workflow !== undefined) await requireNodes(graph, info, options.workflow);
  const binding = bindWorkflow(graph, placesIn(options.settings));
  const upscalers = choicesOf(upscaling, "UpscaleModelLoader", "model_name");
  const value = (part: Bindable): unknown => valueAt(graph, binding[part][0]);
  const number = (part: Bindable, otherwise: number): number => Number(value(part) ?? otherwise);
  const listed = (part: Bindable, input: string): string[] => [
    ...new Set([String((value(part) ?? "") as string), ...choicesOf(sampling, "KSampler", input)].filter(Boolean)),
  ];
  const schedulers = binding.scheduler.length > 0 ? listed("scheduler", "scheduler") : [];
  const described = describeWorkflow(options, graph);
  return {
    graph,
    binding,
    upscalers,
    description: {
      id: options.id,
      title: options.workflow === undefined ? "ComfyUI" : `ComfyUI with ${basename(options.workflow)}`,
      makes: "image",
      abilities: abilitiesOf(binding, upscalers),
      fingerprint: fingerprintOf(graph, binding, stats.system.comfyui_version ?? ""),
      sizes: "any",
      defaultSize:
        binding.width.length > 0 ? { width: number("width", 512), height: number("height", 512) } : bestSize(described),
      ...(binding.steps.length > 0 ? { steps: range(1, 200, number("steps", 20)) } : {}),
      ...(binding.guidance.length > 0 ? { guidance: range(0, 100, number("guidance", 7)) } : {}),
      ...(binding.sampler.length > 0 ? { samplers: listed("sampler", "sampler_name") } : {}),
      settings: settingsOf(schedulers, upscalers),
      price: { micros: 0, currency: "USD" },
      idempotent: true,
      resumable: true,
      concurrency: 2,
      about: `${described}, drawn by ComfyUI ${stats.system.comfyui_version ?? ""} at ${http.base.origin}.`.replace(
        / {2}/gu,
        " ",
      ),
    },
  };
}

const range = (minimum: number, maximum: number, value: number): NonNullable<EngineDescription["steps"]> => ({
  minimum,
  maximum: Math.max(maximum, value),
  default: Math.max(minimum, value),
});

const nodeInfo = (http: HttpClient, classType: string, signal: AbortSignal) =>
  readReply(http, ObjectInfo.catch({}), {
    path: `object_info/${encodeURIComponent(classType)}`,
    effect: "read",
    signal,
    tries: 2,
    timeoutSeconds: 30,
  });

type AskInfo = (classType: string) => ReturnType<typeof nodeInfo>;

async function workflowOf({ workflow, model }: WorkflowOptions, info: AskInfo): Promise<Graph> {
  if (workflow !== undefined) return parseGraph(await readWorkflow(workflow), basename(workflow));
  const checkpoints = choicesOf(await info("CheckpointLoaderSimple"), "CheckpointLoaderSimple", "ckpt_name");
  const checkpoint = model ?? checkpoints[0];
  if (checkpoint === undefined)
    throw new StudioError("unavailable", "This ComfyUI has no checkpoint to draw with.", {
      hint: "Put one into its folder models/checkpoints; or connect a workflow of your own: samebut engines add comfyui ./workflow.json",
    });
  if (!checkpoints.includes(checkpoint))
    throw new StudioError("not-found", `This ComfyUI has no checkpoint “${checkpoint}”.`, {
      hint: `It has: ${checkpoints.join(", ") || "none"}.`,
    });
  return defaultWorkflow(checkpoint, bestSize(checkpoint).width);
}

const readWorkflow = (file: string): Promise<string> =>
  readFile(file, "utf8").catch((cause: unknown) => {
    throw new StudioError("not-found", `The workflow ${file} cannot be read.`, {
      hint: "Put it back, or connect another: samebut engines add comfyui ./workflow.json",
      cause,
    });
  });

async function requireNodes(graph: Graph, info: AskInfo, file: string): Promise<void> {
  const types = [...new Set(Object.values(graph).map((node) => node.class_type))];
  const known = await Promise.all(types.map(async (type) => type in (await info(type))));
  const missing = types.filter((_, i) => !known[i]);
  if (missing.length > 0)
    throw new StudioError("unavailable", `This ComfyUI lacks nodes of ${basename(file)}: ${missing.join(", ")}.`, {
      hint: "Install them in ComfyUI (its Manager finds them by name) and restart it.",
    });
}

const placesIn = (settings: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => (bindable as readonly string[]).includes(name)));

const valueAt = (graph: Graph, place: Place | undefined): unknown => place && graph[place.node]?.inputs[place.input];

function abilitiesOf(binding: Binding, upscalers: readonly string[]): Ability[] {
  const entry = binding.entry !== undefined;
  const fromPicture = binding.strength.length > 0 && (entry || binding.source.length > 0);
  const rules: readonly (readonly [boolean, Ability])[] = [
    [binding.source.length === 0, "text-to-image"],
    [fromPicture, "image-to-image"],
    [fromPicture && (entry || binding.mask.length > 0), "mask"],
    [binding.reference.length > 0, "references"],
    [binding.seed.length > 0, "seeds"],
    [binding.negative.length > 0, "negative-prompt"],
    [upscalers.length > 0, "upscale"],
  ];
  return rules.flatMap(([can, ability]) => (can ? [ability] : []));
}

/** The workflow with everything that a recipe sets taken out: what is left must be equal for two pictures to be compared by seed. */
function fingerprintOf(graph: Graph, binding: Binding, version: string): string {
  const blank = bindable
    .filter((part) => part !== "output")
    .flatMap((part) => binding[part].map((place) => [place, null] as const));
  const rest = Object.entries(withInputs(graph, blank)).map(([id, { class_type: type, inputs }]) => [id, type, inputs]);
  const hash = createHash("sha256").update(JSON.stringify([rest, version]));
  return `comfyui-${hash.digest("hex").slice(0, 16)}`;
}

function describeWorkflow({ workflow }: WorkflowOptions, graph: Graph): string {
  const models = Object.values(graph).flatMap(({ inputs }) => inputs["ckpt_name"] ?? inputs["unet_name"] ?? []);
  const model = typeof models[0] === "string" ? models[0] : "";
  return workflow === undefined ? model : `Your workflow ${basename(workflow)}${model === "" ? "" : ` with ${model}`}`;
}

const settingsOf = (
  schedulers: string[],
  upscalers: readonly string[],
): NonNullable<EngineDescription["settings"]> => ({
  ...(schedulers.length > 0
    ? { scheduler: { about: "The noise schedule; the workflow's own when left out.", values: schedulers } }
    : {}),
  ...(upscalers.length > 0
    ? {
        upscaler: {
          about: "The model that enlarges a source without strength; the first when left out.",
          values: [...upscalers],
        },
      }
    : {}),
});
