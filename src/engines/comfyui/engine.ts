import { createHash } from "node:crypto";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { plural } from "../../core/sentences.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { multipart } from "../http/multipart.ts";
import type { SentPicture } from "../http/picture-bytes.ts";
import { refuseBlackPicture } from "../local-server/explain.ts";
import {
  exactSize,
  finishPicture,
  output,
  startingPictures,
  unchanged,
  wholeSource,
} from "../local-server/pictures.ts";
import { fetchMadePicture } from "../local-server/made-picture.ts";
import { readReply } from "../local-server/read-reply.ts";
import { recipeReasons } from "../local-server/recipe-reasons.ts";
import { rememberBriefly } from "../local-server/remember-briefly.ts";
import { upscaleWorkflow } from "./default-workflow.ts";
import { type Comfy, type WorkflowOptions, describeComfy, sizeRule } from "./describe.ts";
import { fillWorkflow } from "./fill-workflow.ts";
import type { Graph, Place } from "./graph.ts";
import { pictureIn } from "./history.ts";
import { runJob } from "./job.ts";
import { type SavedImage, Uploaded } from "./replies.ts";
import { type ComfyOptions, connectComfy } from "./server.ts";

export interface ComfyEngineOptions extends WorkflowOptions, ComfyOptions {
  readonly lookMilliseconds?: number | undefined;
}

/** Draws with ComfyUI: its plain workflow, or one of the person's own with the recipe bound to its nodes. */
export function createComfyEngine(options: ComfyEngineOptions): Engine {
  const http = connectComfy(options);
  const ask = rememberBriefly((signal = new AbortController().signal) => describeComfy(http, options, signal));
  return {
    id: options.id,
    makes: "image",
    describe: async (signal) => (await ask(signal)).description,
    check: async (recipe) => reasonsAgainst(recipe, await ask()),
    async *generate(recipe, call) {
      if (call.signal.aborted) throw cancelled();
      const { login, lookMilliseconds = 2000 } = options;
      yield* generate({ http, comfy: await ask(), login, lookMilliseconds }, recipe, call);
    },
    async test(signal) {
      const { description, binding } = await describeComfy(http, options, signal);
      const bound = Object.entries(binding).filter(([, places]) => Array.isArray(places) && places.length > 0);
      return `${description.title} answers. ${description.about} Bound: ${bound.map(([part]) => part).join(", ")}.`;
    },
  };
}

interface Connected {
  readonly http: HttpClient;
  readonly comfy: Comfy;
  readonly login: ComfyOptions["login"];
  readonly lookMilliseconds: number;
}

function reasonsAgainst(recipe: Recipe, { description, binding }: Comfy): readonly string[] {
  const places = binding.reference.length;
  const reasons = [
    ...recipeReasons(recipe, description, sizeRule),
    ...(places > 0 && referencesOf(recipe).length > places
      ? [`${description.title} has a place for ${plural(places, "reference")}. Leave the others out.`]
      : []),
  ];
  const needsPicture = recipe.source === null && binding.source.length > 0;
  return needsPicture
    ? [
        ...reasons,
        `${description.title} starts from a picture. Give one with a denoising strength, or use another engine for the first round.`,
      ]
    : reasons;
}

async function* generate(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, connected.comfy);
  if (reason !== undefined) throw invalid(reason);
  if (recipe.source !== null && recipe.strength === null) yield* enlarge(connected, recipe, call);
  else yield* draw(connected, recipe, call);
}

async function* draw(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { http, comfy } = connected;
  const started = await startingPictures(recipe, call);
  if (started) yield* started.notes;
  if (started && recipe.strength === 0) {
    yield unchanged(started);
    return;
  }
  const source = started && (await upload(http, started.source, call.signal));
  const mask = started?.mask && (await upload(http, started.mask, call.signal));
  const references = await Promise.all(
    referencesOf(recipe).map(async (hash) => upload(http, (await wholeSource(hash, call)).png, call.signal)),
  );
  const graph = fillWorkflow(comfy.graph, comfy.binding, recipe, { source, mask, references }, markOf(call));
  const sent = yield* made(connected, graph, comfy.binding.output, call);
  await refuseBlackPicture(sent, http.service.name);
  yield* await finishPicture(sent, recipe, started, http.service.name);
}

async function* enlarge(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { http, comfy } = connected;
  const { png } = await wholeSource(recipe.source ?? "", call);
  const model = String(recipe.settings["upscaler"] ?? comfy.upscalers[0]);
  const graph = upscaleWorkflow(await upload(http, png, call.signal), model, recipe.size);
  yield output(await exactSize(yield* made(connected, graph, [], call), recipe.size));
}

async function* made(
  { http, comfy, login, lookMilliseconds }: Connected,
  graph: Graph,
  named: readonly Place[],
  call: EngineCall,
): AsyncGenerator<EngineEvent, SentPicture> {
  const entry = yield* runJob({
    http,
    graph,
    earlier: call.job,
    samplers: comfy.binding.samplers,
    signal: call.signal,
    previews: () => call.previews,
    login,
    lookMilliseconds,
  });
  return view(http, pictureIn(entry, named, http.service.name), call.signal);
}

function view(http: HttpClient, { filename, subfolder, type }: SavedImage, signal: AbortSignal): Promise<SentPicture> {
  const query = new URLSearchParams({ filename, subfolder: subfolder ?? "", type: type ?? "output" });
  return fetchMadePicture(http, `view?${query.toString()}`, signal);
}

/** The same picture has the same name, and is sent over an older copy of itself. The server may still choose another name. */
async function upload(http: HttpClient, png: Uint8Array, signal: AbortSignal): Promise<string> {
  const fileName = `samebut-${createHash("sha256").update(png).digest("hex").slice(0, 16)}.png`;
  const body = multipart([
    { name: "image", value: png, fileName, contentType: "image/png" },
    { name: "type", value: "input" },
    { name: "overwrite", value: "true" },
  ]);
  const request = { path: "upload/image", body, effect: "read", signal } as const;
  const { name, subfolder } = await readReply(http, Uploaded, request);
  return subfolder ? `${subfolder}/${name}` : name;
}

const markOf = ({ idempotencyKey }: EngineCall): string =>
  createHash("sha256")
    .update(idempotencyKey + String(performance.now()))
    .digest("hex")
    .slice(0, 8);
