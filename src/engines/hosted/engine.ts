import type { Engine, EngineCall, EngineDescription, EngineEvent, EngineOutput } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { isBlackPicture } from "../http/black-picture.ts";
import { sizeNote } from "../http/picture-bytes.ts";
import { reasonsAgainst } from "./check-recipe.ts";
import type { Provider } from "./provider.ts";
import { keepOutside, readMask, readSource, sizeOf } from "./source-picture.ts";

export interface HostedEngine {
  readonly provider: Provider;
  /** What it can do; asked once where the provider has to be asked. */
  readonly describe: (signal?: AbortSignal) => Promise<EngineDescription>;
  /** Reasons beyond what the description says. */
  readonly reasons?: (recipe: Recipe) => readonly string[];
  /** The cheapest call that shows whether key and model work, told in a sentence. */
  readonly test: (http: HttpClient, signal: AbortSignal) => Promise<string>;
  /** One picture by one paid call. Everything outside a mask is put back here, and sizes compared, so it need not. */
  readonly draw: (recipe: Recipe, call: EngineCall) => AsyncIterable<EngineEvent>;
}

/** What all hosted engines of pictures have in common around their one call. */
export async function* drawHosted(hosted: HostedEngine, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  if (call.signal.aborted) throw cancelled();
  const description = await hosted.describe(call.signal);
  const [reason] = reasonsIn(hosted, recipe, description);
  if (reason !== undefined) throw new StudioError("invalid", reason);
  const problem = await hosted.provider.problem();
  if (problem) throw problem;
  // Before the request leaves: whoever is stopped now may have been charged. A job that is gone on with has its name already.
  if (call.job === undefined) yield { type: "accepted", providerJob: call.idempotencyKey };
  let priced = false;
  for await (const event of hosted.draw(recipe, call)) {
    priced ||= event.type === "cost";
    if (event.type !== "output") {
      yield event;
      continue;
    }
    const { micros, currency } = description.price;
    if (!priced && micros !== null) yield { type: "cost", micros, currency };
    yield* finishing(hosted.provider.name, recipe, call, event.output);
  }
}

async function* finishing(
  provider: string,
  recipe: Recipe,
  call: EngineCall,
  output: EngineOutput,
): AsyncGenerator<EngineEvent> {
  const note = recipe.source === null ? sizeNote(provider, await sizeOf(output.data), recipe.size) : undefined;
  if (note !== undefined) yield { type: "warning", setting: "size", message: note };
  if (await isBlackPicture(output.data))
    yield { type: "warning", setting: "picture", message: nothingButBlack(provider) };
  if (recipe.source === null || recipe.mask === null) {
    yield { type: "output", output };
    return;
  }
  const source = await readSource(recipe.source, call);
  const data = await keepOutside(output.data, source, await readMask(recipe.mask, source, call));
  yield { type: "output", output: { data, mediaType: "image/png" } };
}

/** It is paid, so it is kept: black may have been asked for. */
const nothingButBlack = (provider: string): string =>
  `${provider} sent a picture of nothing but black: a filter may have taken the picture away. Reword the prompt if it should not be black.`;

const reasonsIn = (hosted: HostedEngine, recipe: Recipe, description: EngineDescription): readonly string[] => [
  ...reasonsAgainst(recipe, description),
  ...(hosted.reasons?.(recipe) ?? []),
];

/** An engine over a hosted provider: described by our own table, checked before it is asked, one call per variation. */
export const createHostedEngine = (id: string, hosted: HostedEngine): Engine => ({
  id,
  makes: "image",
  describe: hosted.describe,
  async check(recipe) {
    const reasons = reasonsIn(hosted, recipe, await hosted.describe());
    const problem = await hosted.provider.problem();
    return problem ? [...reasons, `${problem.message} ${problem.hint ?? ""}`.trim()] : reasons;
  },
  generate: (recipe, call) => drawHosted(hosted, recipe, call),
  async test(signal) {
    return hosted.test(await hosted.provider.http(), signal);
  },
});
