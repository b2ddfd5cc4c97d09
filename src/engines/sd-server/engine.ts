import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { type HttpClient, type HttpSurroundings, cancelled, createHttpClient } from "../http/client.ts";
import { explainModelTrouble, refuseBlackPicture } from "../local-server/explain.ts";
import {
  type StartingPictures,
  base64,
  finishPicture,
  startingPictures,
  unchanged,
  wholeSource,
} from "../local-server/pictures.ts";
import { recipeReasons } from "../local-server/recipe-reasons.ts";
import { rememberBriefly } from "../local-server/remember-briefly.ts";
import { type SdServer, describeSdServer } from "./describe.ts";
import { runJob } from "./job.ts";

export interface SdServerOptions {
  readonly id: string;
  readonly url: string;
  readonly surroundings?: HttpSurroundings | undefined;
  /** Between looks at the job. Default 300. */
  readonly pollMilliseconds?: number | undefined;
}

/** Draws with the server of stable-diffusion.cpp, over its own interface (/sdcpp/v1). */
export function createSdServerEngine({ id, url, surroundings, pollMilliseconds = 300 }: SdServerOptions): Engine {
  const http = connect(url, surroundings);
  const ask = rememberBriefly((signal = new AbortController().signal) => describeSdServer(http, id, signal));
  return {
    id,
    makes: "image",
    describe: async (signal) => (await ask(signal)).description,
    check: async (recipe) => reasonsAgainst(recipe, await ask()),
    async *generate(recipe, call) {
      if (call.signal.aborted) throw cancelled();
      yield* generate(http, await ask(), recipe, call, pollMilliseconds);
    },
    async test(signal) {
      const { description } = await describeSdServer(http, id, signal);
      return `${description.title} answers. ${description.about}`;
    },
  };
}

function connect(url: string, surroundings: HttpSurroundings | undefined): HttpClient {
  const name = `stable-diffusion.cpp at ${url}`;
  return createHttpClient({
    base: url,
    service: { name, whenSilent: "Start sd-server with a model, and check its address." },
    explain: explainModelTrouble(name),
    ...surroundings,
  });
}

const reasonsAgainst = (recipe: Recipe, { description, size }: SdServer): readonly string[] =>
  recipeReasons(recipe, description, size);

async function* generate(
  http: HttpClient,
  server: SdServer,
  recipe: Recipe,
  call: EngineCall,
  pollMilliseconds: number,
): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, server);
  if (reason !== undefined) throw invalid(reason);
  const started = await startingPictures(recipe, call);
  if (started) yield* started.notes;
  if (started && recipe.strength === 0) {
    yield unchanged(started);
    return;
  }
  const references = await Promise.all(referencesOf(recipe).map((hash) => wholeSource(hash, call)));
  const body = requestBody(
    recipe,
    server,
    started,
    references.map(({ png }) => base64(png)),
  );
  const sent = yield* runJob({ http, body, earlier: call.job, signal: call.signal, pollMilliseconds });
  await refuseBlackPicture(sent, http.service.name);
  yield* await finishPicture(sent, recipe, started, http.service.name);
}

function requestBody(
  recipe: Recipe,
  { description }: SdServer,
  started: StartingPictures | undefined,
  references: readonly string[],
) {
  const edited = started && recipe.instruction !== null ? [base64(started.source)] : [];
  const { scheduler, distilled_guidance: distilled } = recipe.settings;
  return {
    prompt: recipe.instruction ?? recipe.prompt,
    negative_prompt: recipe.negativePrompt,
    seed: recipe.seed,
    width: recipe.size.width,
    height: recipe.size.height,
    batch_count: 1,
    output_format: "png",
    sample_params: {
      sample_steps: recipe.steps ?? description.steps?.default,
      sample_method: recipe.sampler ?? description.samplers?.[0],
      ...(scheduler === undefined ? {} : { scheduler }),
      guidance: {
        txt_cfg: recipe.guidance ?? description.guidance?.default,
        ...(distilled === undefined ? {} : { distilled_guidance: Number(distilled) }),
      },
    },
    ...(started && recipe.instruction === null
      ? { init_image: base64(started.source), strength: recipe.strength }
      : {}),
    ...(edited.length + references.length > 0 ? { ref_images: [...edited, ...references] } : {}),
    ...(started?.mask ? { mask_image: base64(started.mask) } : {}),
  };
}
