import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { editText } from "../hosted/instruction.ts";
import { type Look, fetchPicture, followJob, moderated, seedNote } from "../hosted/job.ts";
import { picturePrice } from "../hosted/prices.ts";
import type { Provider } from "../hosted/provider.ts";
import { settingsOf } from "../hosted/settings.ts";
import { timesLarger } from "../hosted/enlarging.ts";
import { dataUrl, noPicture, readMask, readSource, readSources, whiteMask } from "../hosted/source-picture.ts";
import type { HttpClient } from "../http/client.ts";
import type { Surroundings } from "../kind.ts";
import { type Endpoints, abilitiesOf, endpointsFor, takesReferences } from "./endpoints.ts";
import { falAt, testFal } from "./provider.ts";

const Settings = z.strictObject({
  enableSafetyChecker: z.boolean().optional(),
  safetyTolerance: z.string().optional(),
});
type Settings = z.infer<typeof Settings>;

/** fal's queue: jobs have a place in it, can be watched and cancelled. */
export function createFalEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const settings = settingsOf(Settings, connection);
  const model = connection.model ?? "fal-ai/flux/dev";
  const endpoints = endpointsFor(model);
  const provider = falAt(connection.url ?? "https://queue.fal.run", connection, surroundings);
  const description = describe(connection, model, endpoints);
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    test: (_http, signal) => testFal(connection, model, surroundings, signal),
    draw: (recipe, call) => draw({ provider, model, endpoints, settings }, recipe, call),
  });
}

function describe(connection: Connection, model: string, endpoints: Endpoints): EngineDescription {
  const { steps, guidance } = endpoints;
  return {
    id: connection.id,
    title: `fal ${model}`,
    makes: "image",
    abilities: abilitiesOf(endpoints),
    fingerprint: `fal:${model}`,
    sizes: "any",
    ...(steps ? { steps } : {}),
    ...(guidance ? { guidance } : {}),
    price: {
      micros: connection.priceMicros ?? picturePrice("fal", model, { width: 1024, height: 1024 }),
      currency: "USD",
    },
    idempotent: false,
    resumable: true,
    concurrency: 4,
    about: endpoints.enlarges
      ? `${model} on fal, over the network: an upscaler, up to ${endpoints.enlarges.most} times.`
      : `${model} on fal, over the network. Seeds can be paired${endpoints.redraw ? "; refinements start from the picture with a denoising strength" : ""}.`,
  };
}

interface Asked {
  readonly provider: Provider;
  readonly model: string;
  readonly endpoints: Endpoints;
  readonly settings: Settings;
}

const Taken = z.looseObject({
  request_id: z.string(),
  response_url: z.string().optional(),
  status_url: z.string().optional(),
  cancel_url: z.string().optional(),
});

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { provider } = asked;
  const http = await provider.http();
  const job = call.job === undefined ? await submit(asked, http, recipe, call) : below(call.job);
  const result = yield* followJob({
    provider,
    id: job.result.split("/").at(-1) ?? "",
    address: job.result,
    signal: call.signal,
    look: (signal) => look(http, job, signal),
    cancel: (signal) => http.ask({ path: job.cancel, method: "PUT", effect: "read", signal, tries: 1 }),
  });
  const [picture] = result.images;
  if (!picture) throw noPicture("fal", "");
  if (result.has_nsfw_concepts?.[0] === true) throw moderated("fal", "the picture that was drawn");
  yield* seedNote("fal", recipe.seed, result.seed);
  yield { type: "output", output: await fetchPicture(http, picture.url, call.signal) };
}

async function submit(asked: Asked, http: HttpClient, recipe: Recipe, call: EngineCall): Promise<JobAddresses> {
  const path = endpointOf(asked, recipe);
  const json = asked.endpoints.enlarges
    ? await enlargingBody(asked.endpoints.enlarges, recipe, call)
    : await bodyOf(asked, recipe, call);
  const taken = Taken.safeParse(await http.json({ path, json, effect: "charge", signal: call.signal })).data;
  if (!taken) throw noPicture("fal", "its answer names no job");
  return jobAddresses(path, taken);
}

/** Which of the model's endpoints follows this recipe. */
function endpointOf({ model, endpoints }: Asked, recipe: Recipe): string {
  const { source, mask, instruction } = recipe;
  const { draw: fromWords, redraw, edit, inpaint } = endpoints;
  if (source === null) return referencesOf(recipe).length > 0 && edit ? edit(model) : fromWords(model);
  if (mask !== null && inpaint) return inpaint(model);
  if (instruction !== null && edit) return edit(model);
  return (redraw ?? edit ?? fromWords)(model);
}

async function bodyOf(
  { endpoints, settings }: Asked,
  recipe: Recipe,
  call: EngineCall,
): Promise<Record<string, unknown>> {
  const pictures = await readSources(recipe, call);
  const source = recipe.source === null ? undefined : pictures[0];
  const edits = source !== undefined && endpoints.edit !== undefined;
  const mask = source && recipe.mask !== null ? await whiteMask(await readMask(recipe.mask, source, call)) : undefined;
  const many = pictures.length > 0 && takesReferences(endpoints);
  return {
    prompt: edits ? editText(recipe) : recipe.prompt,
    ...(recipe.negativePrompt === "" ? {} : { negative_prompt: recipe.negativePrompt }),
    num_images: 1,
    output_format: "png",
    ...(recipe.seed === null ? {} : { seed: recipe.seed }),
    ...(source ? {} : { image_size: recipe.size }),
    ...(recipe.steps === null ? {} : { num_inference_steps: recipe.steps }),
    ...(recipe.guidance === null ? {} : { guidance_scale: recipe.guidance }),
    ...(many ? { image_urls: pictures.map(dataUrl) } : source ? { image_url: dataUrl(source) } : {}),
    ...(recipe.strength === null ? {} : { strength: recipe.strength }),
    ...(mask ? { mask_url: dataUrl({ data: mask, mediaType: "image/png" }) } : {}),
    ...(settings.enableSafetyChecker === undefined ? {} : { enable_safety_checker: settings.enableSafetyChecker }),
    ...(settings.safetyTolerance === undefined ? {} : { safety_tolerance: settings.safetyTolerance }),
  };
}

async function enlargingBody(
  { factor, most, seeds }: NonNullable<Endpoints["enlarges"]>,
  recipe: Recipe,
  call: EngineCall,
): Promise<Record<string, unknown>> {
  const source = await readSource(recipe.source ?? "", call);
  const times = await timesLarger(source, recipe.size, { least: 1, most });
  return {
    image_url: dataUrl(source),
    ...(factor === undefined ? {} : { [factor]: times, output_format: "png" }),
    ...(seeds && recipe.seed !== null ? { seed: recipe.seed } : {}),
  };
}

interface JobAddresses {
  readonly status: string;
  readonly result: string;
  readonly cancel: string;
}

/** As the answer names them; else below the application (owner and name, without the endpoint's own path). */
function jobAddresses(path: string, taken: z.infer<typeof Taken>): JobAddresses {
  const application = path.split("/").slice(0, 2).join("/");
  const found = below(taken.response_url ?? `${application}/requests/${taken.request_id}`);
  return { ...found, status: taken.status_url ?? found.status, cancel: taken.cancel_url ?? found.cancel };
}

/** A job is found by where its result will be. */
const below = (result: string): JobAddresses => ({
  result,
  status: `${result}/status`,
  cancel: `${result}/cancel`,
});

const Status = z.looseObject({
  status: z.string(),
  error: z.string().nullish(),
  error_type: z.string().nullish(),
  logs: z.array(z.looseObject({ message: z.string().catch("") })).nullish(),
});

const Result = z.looseObject({
  images: z.array(z.looseObject({ url: z.string() })).default([]),
  image: z.looseObject({ url: z.string() }).optional(),
  seed: z.number().nullish(),
  has_nsfw_concepts: z.array(z.boolean()).nullish(),
});
type Result = z.infer<typeof Result>;

async function look(http: HttpClient, job: JobAddresses, signal: AbortSignal): Promise<Look<Result>> {
  const {
    status,
    error,
    error_type: type,
    logs,
  } = Status.parse(await http.json({ path: withLogs(job.status), effect: "read", signal }));
  if (status === "IN_QUEUE" || status === "IN_PROGRESS") return { state: "waiting", fraction: progressIn(logs ?? []) };
  if (status !== "COMPLETED" || error) return { state: "failed", error: failed(error ?? status, type ?? "") };
  const answer = await http
    .json({ path: job.result, effect: "read", signal, maximumBytes: 256 * 2 ** 20 })
    .catch(asRefusal);
  if (answer instanceof StudioError) return { state: "failed", error: answer };
  const result = Result.parse(answer);
  return { state: "done", result: result.image ? { ...result, images: [result.image, ...result.images] } : result };
}

const withLogs = (path: string): string => `${path}${path.includes("?") ? "&" : "?"}logs=1`;

/** The result of a job that ended badly is the refusal itself: known, so not "uncertain". */
function asRefusal(error: unknown): unknown {
  if (error instanceof StudioError && error.facts["status"] !== undefined && Number(error.facts["status"]) < 500)
    return error;
  throw error;
}

/** "45%|████" in the newest line of the log. */
function progressIn(logs: readonly { readonly message: string }[]): number | undefined {
  const percent = logs.map(({ message }) => /(\d{1,3})%/u.exec(message)?.[1]).findLast((found) => found !== undefined);
  return percent === undefined ? undefined : Math.min(1, Number(percent) / 100);
}

const failed = (why: string, type: string): StudioError =>
  /content_policy|safety/iu.test(`${type} ${why}`)
    ? moderated("fal")
    : new StudioError("unavailable", `fal could not finish the job: ${why}.`.replace(/\.\.$/u, "."), {
        hint: "Try the variation again: `samebut resume --failed`.",
      });
