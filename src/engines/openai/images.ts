import { z } from "zod";
import type { EngineCall, EngineEvent } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { readEvents } from "../hosted/event-stream.ts";
import { editText } from "../hosted/instruction.ts";
import { type SourcePicture, holeMask, noPicture, readMask, readSources } from "../hosted/source-picture.ts";
import type { HttpClient } from "../http/client.ts";
import { type FormPart, multipart } from "../http/multipart.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import type { HttpRequest } from "../http/request.ts";
import { StudioError } from "../../core/errors.ts";
import { costEvents } from "./cost.ts";
import { refusalOf } from "./refusals.ts";
import type { OpenAISettings } from "./settings.ts";
import { sizeParameter } from "./sizes.ts";

export interface OpenAICall {
  readonly http: HttpClient;
  readonly model: string;
  readonly settings: OpenAISettings;
  readonly recipe: Recipe;
  readonly call: EngineCall;
}

/** Longest that a picture may take: high quality at 4K needs minutes. */
export const patienceSeconds = 600;
const largestAnswer = 256 * 2 ** 20;

/** One picture through POST /images/generations, or /images/edits where it starts from pictures. */
export async function* drawWithImages(asked: OpenAICall): AsyncGenerator<EngineEvent> {
  const sources = await readSources(asked.recipe, asked.call);
  const streams = asked.call.previews && asked.settings.previews > 0;
  const request = {
    ...(sources.length === 0 ? generation(asked, streams) : await edit(asked, sources, streams)),
    effect: "charge" as const,
    signal: asked.call.signal,
    timeoutSeconds: patienceSeconds,
    maximumBytes: largestAnswer,
    headers: { "x-client-request-id": asked.call.idempotencyKey },
  };
  if (streams) yield* readStream(asked, request);
  else yield* finished(asked, await asked.http.json(request));
}

function generation(asked: OpenAICall, streams: boolean): Pick<HttpRequest, "path" | "json"> {
  return { path: "images/generations", json: { ...parameters(asked, streams), prompt: asked.recipe.prompt } };
}

async function edit(
  asked: OpenAICall,
  sources: readonly SourcePicture[],
  streams: boolean,
): Promise<Pick<HttpRequest, "path" | "body">> {
  const { recipe, settings, call } = asked;
  const fields = {
    ...parameters(asked, streams),
    prompt: editText(recipe),
    ...(settings.inputFidelity === undefined ? {} : { input_fidelity: settings.inputFidelity }),
  };
  const parts: FormPart[] = Object.entries(fields).map(([name, value]) => ({ name, value: String(value) }));
  const name = sources.length === 1 ? "image" : "image[]";
  for (const [index, { data, mediaType }] of sources.entries())
    parts.push({ name, value: data, fileName: `picture-${index + 1}.${mediaType.slice(6)}`, contentType: mediaType });
  const [source] = sources;
  if (recipe.mask !== null && source) {
    const mask = await holeMask(await readMask(recipe.mask, source, call));
    parts.push({ name: "mask", value: mask, fileName: "mask.png", contentType: "image/png" });
  }
  return { path: "images/edits", body: multipart(parts) };
}

function parameters({ model, recipe, settings }: OpenAICall, streams: boolean): Record<string, unknown> {
  const { quality, background, moderation, complexity } = settings;
  return {
    model,
    n: 1,
    size: sizeParameter(model, recipe.size),
    quality,
    output_format: "png",
    ...(background === undefined ? {} : { background }),
    ...(moderation === undefined ? {} : { moderation }),
    ...(complexity === undefined ? {} : { complexity }),
    ...(streams ? { stream: true, partial_images: settings.previews } : {}),
  };
}

const Usage = z.unknown().optional();
const Answer = z.object({
  data: z
    .array(
      z.object({ b64_json: z.string().nullish(), url: z.string().nullish(), revised_prompt: z.string().nullish() }),
    )
    .min(1),
  usage: Usage,
});

async function* finished({ model, http, call }: OpenAICall, value: unknown): AsyncGenerator<EngineEvent> {
  const answer = Answer.safeParse(value).data;
  const [first] = answer?.data ?? [];
  if (!answer || !first) throw noPicture(http.service.name, "");
  if (first.revised_prompt) yield revised(first.revised_prompt);
  const data = first.b64_json ?? (first.url ? await download(http, first.url, call.signal) : "");
  const output = sentBase64(data, http.service.name);
  yield* costEvents(model, answer.usage);
  yield { type: "output", output };
}

async function download(http: HttpClient, url: string, signal: AbortSignal): Promise<string> {
  const { data } = await http.ask({ path: url, effect: "read", signal });
  return Buffer.from(data).toString("base64");
}

/** Prompts that a provider rewrites are no longer the person's words: it is said. */
export const revised = (text: string): EngineEvent => ({
  type: "warning",
  setting: "prompt",
  message: `OpenAI rewrote the prompt: “${text}”`,
});

const Step = z.object({
  type: z.string(),
  b64_json: z.string().optional(),
  partial_image_index: z.int().optional(),
  usage: Usage,
  revised_prompt: z.string().nullish(),
  error: z.object({ code: z.string().nullish(), message: z.string().catch("") }).nullish(),
  code: z.string().nullish(),
  message: z.string().nullish(),
});

async function* readStream(asked: OpenAICall, request: HttpRequest): AsyncGenerator<EngineEvent> {
  const { http, model, call } = asked;
  for await (const value of streamed(asked, request)) {
    const step = Step.safeParse(value).data;
    if (!step) continue;
    if (step.type.endsWith(".partial_image") && step.b64_json !== undefined) {
      const preview = sentBase64(step.b64_json, http.service.name);
      yield { type: "preview", output: preview };
      yield { type: "progress", fraction: ((step.partial_image_index ?? 0) + 1) / (asked.settings.previews + 1) };
    } else if (step.type.endsWith(".completed") && step.b64_json !== undefined) {
      if (step.revised_prompt) yield revised(step.revised_prompt);
      const output = sentBase64(step.b64_json, http.service.name);
      yield* costEvents(model, step.usage);
      yield { type: "output", output };
      return;
    } else if (step.type === "error" || step.type.endsWith(".failed")) throw failedStep(step);
  }
  throw http.explainBroken({ ...request, signal: call.signal }, new Error("The stream ended before the picture."));
}

/** The events of a running answer; what breaks it is told as of any paid request. */
export async function* streamed({ http, call }: OpenAICall, request: HttpRequest): AsyncGenerator<unknown> {
  const response = await http.open(request);
  try {
    if (response.body) yield* readEvents(response.body);
  } catch (error) {
    throw http.explainBroken({ ...request, signal: call.signal }, error);
  }
}

function failedStep({ error, code, message }: z.infer<typeof Step>): StudioError {
  const said = error?.message ?? message ?? "";
  return (
    refusalOf(error?.code ?? code ?? "", said) ??
    new StudioError("unavailable", `OpenAI could not make the picture${said === "" ? "" : `: ${said}`}.`, {
      hint: "Try the variation again: `samebut resume --failed`.",
    })
  );
}
