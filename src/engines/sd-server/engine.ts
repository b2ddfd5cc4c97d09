import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { type HttpClient, type HttpSurroundings, cancelled, createHttpClient } from "../http/client.ts";
import { serverAddress } from "../http/server-address.ts";
import { authorizationOf } from "../local-server/login.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import { explainModelTrouble, refuseBlackPicture } from "../local-server/explain.ts";
import {
  type StartingPictures,
  base64,
  exactSize,
  finishPicture,
  output,
  startingPictures,
  unchanged,
  wholeSource,
} from "../local-server/pictures.ts";
import { readReply } from "../local-server/read-reply.ts";
import { recipeReasons } from "../local-server/recipe-reasons.ts";
import { rememberBriefly } from "../local-server/remember-briefly.ts";
import { type SdServer, describeSdServer, modelsChoice } from "./describe.ts";
import { runJob } from "./job.ts";
import { Enlarged } from "./replies.ts";

export interface SdServerOptions {
  readonly id: string;
  readonly url: string;
  /** "user:password", or a token, of a proxy before it. */
  readonly login?: (() => Promise<string>) | undefined;
  readonly surroundings?: HttpSurroundings | undefined;
  /** Between looks at the job. Default 300. */
  readonly pollMilliseconds?: number | undefined;
}

/** Draws with the server of stable-diffusion.cpp, over its own interface (/sdcpp/v1). */
export function createSdServerEngine(options: SdServerOptions): Engine {
  const { id, pollMilliseconds = 300 } = options;
  const http = connect(options);
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

function connect({ url: pasted, login, surroundings }: SdServerOptions): HttpClient {
  const url = serverAddress(pasted, ["/sdcpp", "/sdapi", "/v1"]);
  const name = `stable-diffusion.cpp at ${url}`;
  return createHttpClient({
    base: url,
    service: { name, whenSilent: "Start sd-server with a model, and check its address." },
    ...(login ? { headers: async () => authorizationOf(await login()) } : {}),
    explain: explainModelTrouble(name),
    ...surroundings,
  });
}

const reasonsAgainst = (recipe: Recipe, { description, size, enlargedSize }: SdServer): readonly string[] =>
  recipeReasons(recipe, description, enlarges(recipe) ? enlargedSize : size);

/** A source without strength is only enlarged. */
const enlarges = ({ source, strength, instruction }: Recipe): boolean =>
  source !== null && strength === null && instruction === null;

async function* generate(
  http: HttpClient,
  server: SdServer,
  recipe: Recipe,
  call: EngineCall,
  pollMilliseconds: number,
): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, server);
  if (reason !== undefined) throw invalid(reason);
  if (enlarges(recipe)) {
    yield* enlarge(http, recipe, call);
    return;
  }
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

/** Longest time for enlarging: some computers do it on their processor. */
const longestSeconds = 3600;

/** Once by the upscaler's own factor, then to exactly the size by Lanczos. */
async function* enlarge(http: HttpClient, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { png } = await wholeSource(recipe.source ?? "", call);
  const { upscaler } = recipe.settings;
  const json = { image: base64(png), output_format: "png", ...(upscaler === undefined ? {} : { upscaler }) };
  yield { type: "accepted", providerJob: call.idempotencyKey };
  const request = { path: "sdcpp/v1/upscale", json, effect: "work", signal: call.signal } as const;
  const { images } = await readReply(http, Enlarged, {
    ...request,
    timeoutSeconds: longestSeconds,
    maximumBytes: 512 * 2 ** 20,
  });
  const image = images.find(({ b64_json: data }) => data)?.b64_json;
  if (!image)
    throw new StudioError("unavailable", `${http.service.name} answered without a picture.`, {
      hint: "Try again: `samebut resume --failed`; or leave --upscaler out.",
    });
  yield output(await exactSize(sentBase64(image, http.service.name), recipe.size));
}

function requestBody(
  recipe: Recipe,
  { description }: SdServer,
  started: StartingPictures | undefined,
  references: readonly string[],
) {
  const edited = started && recipe.instruction !== null ? [base64(started.source)] : [];
  const { scheduler, distilled_guidance: distilled } = recipe.settings;
  const method = recipe.sampler ?? description.samplers?.[0];
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
      ...(method === undefined || method === modelsChoice ? {} : { sample_method: method }),
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
