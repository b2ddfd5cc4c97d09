import { randomUUID } from "node:crypto";
import type { Engine, EngineCall, EngineEvent } from "../../core/engine.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { type SentPicture, sentBase64 } from "../http/picture-bytes.ts";
import { refuseBlackPicture } from "../local-server/explain.ts";
import { otherSeed } from "../local-server/other-seed.ts";
import { exactSize, finishPicture, output, startingPictures, unchanged } from "../local-server/pictures.ts";
import { recipeReasons } from "../local-server/recipe-reasons.ts";
import { rememberBriefly } from "../local-server/remember-briefly.ts";
import { type WebUi, describeWebUi, sizeRule } from "./describe.ts";
import { drawingRequest } from "./drawing-request.ts";
import { follow, refuseInterrupted } from "./follow.ts";
import { Drawn, Enlarged, readInfo } from "./replies.ts";
import { type ServerOptions, connectServer } from "./server.ts";
import { isUpscale, upscaleRequest } from "./upscale.ts";

export interface Automatic1111Options extends ServerOptions {
  readonly id: string;
  /** A checkpoint as the WebUI lists it; the one that is loaded when left out. */
  readonly model?: string | undefined;
  /** Between looks at the progress. Default 300. */
  readonly pollMilliseconds?: number | undefined;
  /** How long an answer may still take after the server says that the picture is over. Default two minutes. */
  readonly graceMilliseconds?: number | undefined;
}

interface Connected {
  readonly http: HttpClient;
  readonly webUi: WebUi;
  readonly options: Automatic1111Options;
}

/** Draws with AUTOMATIC1111's WebUI, Forge or one of their relatives, over sdapi/v1. */
export function createAutomatic1111Engine(options: Automatic1111Options): Engine {
  const http = connectServer(options);
  const { id, model } = options;
  const ask = rememberBriefly((signal = new AbortController().signal) => describeWebUi(http, { id, model }, signal));
  return {
    id,
    makes: "image",
    describe: async (signal) => (await ask(signal)).description,
    check: async (recipe) => reasonsAgainst(recipe, await ask()),
    async *generate(recipe, call) {
      if (call.signal.aborted) throw cancelled();
      yield* generate({ http, webUi: await ask(), options }, recipe, call);
    },
    async test(signal) {
      const { description } = await describeWebUi(http, { id, model }, signal);
      return `${description.title} answers, with ${description.samplers?.length} samplers. ${description.about}`;
    },
  };
}

const reasonsAgainst = (recipe: Recipe, { description }: WebUi): readonly string[] =>
  recipeReasons(recipe, description, sizeRule);

async function* generate(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const [reason] = reasonsAgainst(recipe, connected.webUi);
  if (reason !== undefined) throw invalid(reason);
  if (isUpscale(recipe)) yield* enlarge(connected, recipe, call);
  else yield* draw(connected, recipe, call);
}

async function* draw(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { http, webUi, options } = connected;
  const started = await startingPictures(recipe, call);
  if (started) yield* started.notes;
  if (started && recipe.strength === 0) {
    yield unchanged(started);
    return;
  }
  const task = newTask();
  yield { type: "accepted", providerJob: task };
  const request = drawingRequest(recipe, webUi.description, started, { task, model: options.model });
  const answer = yield* follow(request, call, followingOf(connected, task, call));
  if (webUi.whole) await refuseInterrupted(http, call.signal);
  const { picture, seed } = firstPicture(answer, http.service.name);
  yield* otherSeed(http.service.name, seed, recipe.seed);
  await refuseBlackPicture(picture, http.service.name);
  yield* await finishPicture(picture, recipe, started, http.service.name);
}

async function* enlarge(connected: Connected, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { http, webUi, options } = connected;
  const task = newTask();
  const request = await upscaleRequest(recipe, call, webUi, { task, model: options.model });
  yield { type: "accepted", providerJob: task };
  const answer = yield* follow(request, call, followingOf(connected, task, call));
  const { image } = Enlarged.parse(answer);
  const picture = image ? sentBase64(image, http.service.name) : lastPicture(answer, http.service.name);
  yield output(await exactSize(picture, recipe.size));
}

const newTask = (): string => `task(${randomUUID()})`;

const followingOf = ({ http, webUi, options }: Connected, task: string, call: EngineCall) => ({
  http,
  task,
  whole: webUi.whole,
  pollMilliseconds: options.pollMilliseconds ?? 300,
  graceMilliseconds: options.graceMilliseconds ?? 120_000,
  previews: () => call.previews,
});

/** The picture after the grid, where there is one, and the seed that the server says it used. */
function firstPicture(answer: unknown, server: string): { picture: SentPicture; seed: number | undefined } {
  const { images, info } = Drawn.parse(answer);
  const { first, seed } = readInfo(info);
  const image = images?.[first] ?? images?.at(-1);
  if (!image) throw noPicture(server);
  return { picture: sentBase64(image, server), seed };
}

/** The scripts send steps on the way before their result. */
function lastPicture(answer: unknown, server: string): SentPicture {
  const image = Drawn.parse(answer).images?.at(-1);
  if (!image) throw noPicture(server);
  return sentBase64(image, server);
}

const noPicture = (server: string): StudioError =>
  new StudioError("unavailable", `${server} answered without a picture.`, {
    hint: "Draw it again: `samebut resume --failed`. If it happens twice, look at the WebUI's own window.",
  });
