import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { refuseBlackPicture } from "../local-server/explain.ts";
import { type StartingPictures, base64, finishPicture, startingPictures, unchanged } from "../local-server/pictures.ts";
import { otherSeed } from "../local-server/other-seed.ts";
import { recipeReasons } from "../local-server/recipe-reasons.ts";
import { rememberBriefly } from "../local-server/remember-briefly.ts";
import { type Swarm, describeSwarm, sizeRule } from "./describe.ts";
import { runJob } from "./job.ts";
import { Status } from "./replies.ts";
import { type SwarmOptions, askSwarm, connectSwarm, newSession } from "./server.ts";

export interface SwarmEngineOptions extends SwarmOptions {
  readonly id: string;
  /** A model as SwarmUI lists it; its first when left out. */
  readonly model?: string | undefined;
  /** As many as SwarmUI has backends. Default 1. */
  readonly concurrency?: number | undefined;
}

/** Draws with SwarmUI, whatever backends it has. */
export function createSwarmEngine(options: SwarmEngineOptions): Engine {
  const http = connectSwarm(options);
  const choice = { id: options.id, model: options.model, concurrency: options.concurrency ?? 1 };
  const ask = rememberBriefly((signal = new AbortController().signal) => describeSwarm(http, choice, signal));
  return {
    id: options.id,
    makes: "image",
    describe: async (signal) => (await ask(signal)).description,
    check: async (recipe) => reasonsAgainst(recipe, await ask()),
    async *generate(recipe, call) {
      if (call.signal.aborted) throw cancelled();
      yield* generate(http, await ask(), recipe, call, options.token);
    },
    async test(signal) {
      const { description } = await describeSwarm(http, choice, signal);
      await requireBackend(http, signal);
      return `${description.title} answers, and has a backend. ${description.about}`;
    },
  };
}

const reasonsAgainst = (recipe: Recipe, { description }: Swarm): readonly string[] =>
  recipeReasons(recipe, description, sizeRule);

async function* generate(
  http: HttpClient,
  swarm: Swarm,
  recipe: Recipe,
  call: EngineCall,
  token: SwarmOptions["token"],
): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, swarm);
  if (reason !== undefined) throw invalid(reason);
  const started = await startingPictures(recipe, call);
  if (started) yield* started.notes;
  if (started && recipe.strength === 0) {
    yield unchanged(started);
    return;
  }
  const body = requestBody(recipe, swarm, started);
  const job = { http, token, body, signal: call.signal, previews: () => call.previews };
  const { picture: sent, seed } = yield* runJob(job);
  yield* otherSeed(http.service.name, seed, recipe.seed);
  await refuseBlackPicture(sent, http.service.name);
  yield* await finishPicture(sent, recipe, started, http.service.name);
}

/** Parameters are named as in the interface, in small letters without spaces. */
function requestBody(recipe: Recipe, { description, model }: Swarm, started: StartingPictures | undefined) {
  const { scheduler } = recipe.settings;
  return {
    images: 1,
    prompt: recipe.prompt,
    negativeprompt: recipe.negativePrompt,
    model,
    width: recipe.size.width,
    height: recipe.size.height,
    steps: recipe.steps ?? description.steps?.default,
    cfgscale: recipe.guidance ?? description.guidance?.default,
    seed: recipe.seed,
    donotsave: true,
    ...(recipe.sampler === null ? {} : { sampler: recipe.sampler }),
    ...(scheduler === undefined ? {} : { scheduler }),
    ...(recipe.variation
      ? { variationseed: recipe.variation.seed, variationseedstrength: recipe.variation.strength }
      : {}),
    ...(started ? { initimage: dataUrl(started.source), initimagecreativity: recipe.strength } : {}),
    ...(started?.mask ? { maskimage: dataUrl(started.mask), maskblur: 0 } : {}),
  };
}

const dataUrl = (png: Uint8Array): string => `data:image/png;base64,${base64(png)}`;

async function requireBackend(http: HttpClient, signal: AbortSignal): Promise<void> {
  const { session_id: session } = await newSession(http, signal);
  const { backend_status: status } = await askSwarm(
    http,
    "GetCurrentStatus",
    Status,
    { session_id: session },
    { signal },
  );
  if (!/errored|all_disabled|disabled|empty/u.test(status?.status ?? "")) return;
  throw new StudioError("unavailable", `SwarmUI has no backend that draws: ${status?.message || status?.status}`, {
    hint: "Look at Server → Backends in SwarmUI.",
  });
}
