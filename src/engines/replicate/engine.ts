import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { sameSize } from "../../core/size.ts";
import { aspectOf, sizeOfRatio } from "../hosted/aspect.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { editText } from "../hosted/instruction.ts";
import { type Look, fetchPicture, followJob, moderated } from "../hosted/job.ts";
import { picturePrice } from "../hosted/prices.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { timesLarger } from "../hosted/enlarging.ts";
import { dataUrl, noPicture, readMask, readSources, whiteMask } from "../hosted/source-picture.ts";
import type { HttpClient } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import type { Surroundings } from "../kind.ts";
import { type ModelInputs, abilitiesOf, plainInputs, readInputs, sizesOf } from "./input-schema.ts";

/**
 * Replicate: any public model of pictures. What it can do is read from the model's own description of its inputs. The
 * connection's settings are inputs of the model that no recipe speaks of.
 */
export function createReplicateEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const model = connection.model ?? "black-forest-labs/flux-dev";
  const provider = createProvider({
    name: "Replicate",
    url: connection.url ?? "https://api.replicate.com/v1",
    key: connection.key ?? "REPLICATE_API_TOKEN",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    keysPage: "replicate.com/account/api-tokens",
    surroundings,
  });
  let known: Promise<Known> | undefined;
  const learn = (): Promise<Known> => {
    known ??= learnModel(provider, model).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => describe(connection, model, await learn()),
    async test(http, signal) {
      const account = Account.safeParse(await http.json({ path: "account", effect: "read", signal })).data;
      await learnModel(provider, model);
      return `Replicate knows the key${account?.username ? ` of ${account.username}` : ""} and the model ${model}; nothing was drawn, nothing was charged.`;
    },
    async *draw(recipe, call) {
      yield* draw({ provider, model, extra: connection.settings ?? {}, inputs: (await learn()).inputs }, recipe, call);
    },
  });
}

interface Known {
  readonly inputs: ModelInputs;
  readonly version: string;
}

const Account = z.looseObject({ username: z.string().nullish() });
const Model = z.looseObject({
  latest_version: z.looseObject({ id: z.string(), openapi_schema: z.unknown().optional() }).nullish(),
});
const Version = z.looseObject({ id: z.string(), openapi_schema: z.unknown().optional() });

/** "owner/name", or "owner/name:version" for exactly that one. Without a key nothing can be asked, and little is claimed. */
async function learnModel(provider: Provider, model: string): Promise<Known> {
  if (await provider.problem()) return { inputs: plainInputs, version: "" };
  const http = await provider.http();
  const [name = model, version] = model.split(":");
  const signal = AbortSignal.timeout(60_000);
  if (version !== undefined) {
    const found = Version.parse(
      await http.json({ path: `models/${name}/versions/${version}`, effect: "read", signal }),
    );
    return { inputs: readInputs(found.openapi_schema), version: found.id };
  }
  const found = Model.parse(await http.json({ path: `models/${name}`, effect: "read", signal }));
  return { inputs: readInputs(found.latest_version?.openapi_schema), version: found.latest_version?.id ?? "" };
}

function describe(connection: Connection, model: string, { inputs, version }: Known): EngineDescription {
  const abilities = abilitiesOf(inputs);
  return {
    id: connection.id,
    title: `Replicate ${model}`,
    makes: "image",
    abilities,
    fingerprint: `replicate:${model}:${version}`,
    sizes: sizesOf(inputs),
    ...inputs.ranges,
    ...(inputs.samplers.length > 0 ? { samplers: [...inputs.samplers] } : {}),
    price: { micros: connection.priceMicros ?? picturePrice("replicate", model, inputs.defaultSize), currency: "USD" },
    idempotent: false,
    resumable: true,
    concurrency: 4,
    about: `${model} on Replicate, over the network. What it can do is read from the model's own description of its inputs.`,
  };
}

interface Asked {
  readonly provider: Provider;
  readonly model: string;
  readonly extra: Readonly<Record<string, unknown>>;
  readonly inputs: ModelInputs;
}

const Prediction = z.looseObject({
  id: z.string(),
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  urls: z.looseObject({ get: z.string().optional(), cancel: z.string().optional() }).nullish(),
});
type Prediction = z.infer<typeof Prediction>;

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { provider } = asked;
  const http = await provider.http();
  const address = call.job ?? (await submit(asked, http, recipe, call));
  const url = yield* followJob({
    provider,
    id: address.split("/").at(-1) ?? "",
    address,
    signal: call.signal,
    look: async (signal) => read(Prediction.parse(await http.json({ path: address, effect: "read", signal }))),
    cancel: (signal) => http.ask({ path: `${address}/cancel`, method: "POST", effect: "read", signal, tries: 1 }),
  });
  yield { type: "output", output: await fetchPicture(http, url, call.signal, await headersFor(http, provider, url)) };
}

/** @returns where the prediction is looked at */
async function submit(asked: Asked, http: HttpClient, recipe: Recipe, call: EngineCall): Promise<string> {
  const json = { ...versionOf(asked.model), input: await inputOf(asked, recipe, call) };
  const request = { path: pathOf(asked.model), json, effect: "charge", signal: call.signal } as const;
  const taken = Prediction.safeParse(await http.json(request)).data;
  if (!taken) throw noPicture("Replicate", "its answer names no prediction");
  return taken.urls?.get ?? `predictions/${taken.id}`;
}

const pathOf = (model: string): string => (model.includes(":") ? "predictions" : `models/${model}/predictions`);

const versionOf = (model: string): { version?: string } => {
  const version = model.split(":")[1];
  return version === undefined ? {} : { version };
};

/** Some outputs are files of the interface itself and need the key; delivery hosts must not get it. */
const headersFor = async (
  http: HttpClient,
  provider: Provider,
  url: string,
): Promise<Readonly<Record<string, string>>> =>
  URL.canParse(url) && new URL(url).origin === http.base.origin ? provider.headers() : {};

async function inputOf({ inputs, extra }: Asked, recipe: Recipe, call: EngineCall): Promise<Record<string, unknown>> {
  const { names } = inputs;
  const pictures = await readSources(recipe, call);
  const source = recipe.source === null ? undefined : pictures[0];
  const picture = pictures.length > 0 && names.pictureIsList ? pictures.map(dataUrl) : source && dataUrl(source);
  const mask = source && recipe.mask !== null ? await whiteMask(await readMask(recipe.mask, source, call)) : undefined;
  const values: readonly (readonly [string | undefined, unknown])[] = [
    [names.count, 1],
    [names.format, "png"],
    [names.seed, recipe.seed],
    [names.picture, picture],
    [names.strength, recipe.strength],
    [names.mask, mask && dataUrl({ data: mask, mediaType: "image/png" })],
    [names.negativePrompt, recipe.negativePrompt || null],
    [names.steps, recipe.steps],
    [names.guidance, recipe.guidance],
    [names.sampler, recipe.sampler],
    [names.factor, source && names.factor ? await timesLarger(source, recipe.size, inputs.factors) : null],
  ];
  const told = values.flatMap(([name, value]) =>
    name === undefined || value === null || value === undefined ? [] : [[name, value] as const],
  );
  const edits = source !== undefined && names.strength === undefined;
  return {
    ...extra,
    ...(names.prompt === undefined || names.factor ? {} : { prompt: edits ? editText(recipe) : recipe.prompt }),
    ...Object.fromEntries(told),
    ...sizeInputs(inputs, recipe),
  };
}

function sizeInputs({ names, ratios }: ModelInputs, { size, source }: Recipe): Record<string, unknown> {
  if (names.sizedBy === "pixels") return { width: size.width, height: size.height };
  if (names.sizedBy === "nothing" || source !== null) return {};
  const ratio = ratios.find((one) => sameSize(sizeOfRatio(one), size));
  return { aspect_ratio: ratio ?? aspectOf(size) };
}

function read({ status, output, error, logs }: Prediction): Look<string> {
  if (status === "failed" || status === "canceled" || status === "aborted")
    return { state: "failed", error: failed(status, typeof error === "string" ? error : "") };
  if (status !== "succeeded") return { state: "waiting", fraction: progressIn(logs ?? "") };
  const url = firstAddress(output);
  return url === undefined ? { state: "failed", error: noPicture("Replicate", "") } : { state: "done", result: url };
}

/** An address, a list of them, or an object with one: models answer as they like. */
function firstAddress(output: unknown): string | undefined {
  if (typeof output === "string") return output;
  if (Array.isArray(output)) return output.map(firstAddress).find((found) => found !== undefined);
  if (typeof output !== "object" || output === null) return undefined;
  return Object.values(output)
    .map(firstAddress)
    .find((found) => found !== undefined && /^(?:https?|data):/u.test(found));
}

/** " 45%|████" in the newest lines of the log. */
function progressIn(logs: string): number | undefined {
  const percent = [...logs.matchAll(/(\d{1,3})%\|/gu)].at(-1)?.[1];
  return percent === undefined ? undefined : Math.min(1, Number(percent) / 100);
}

function failed(status: string, said: string): StudioError {
  if (/nsfw|safety|sensitive|flagged/iu.test(said)) return moderated("Replicate", "the picture or the prompt");
  const what = status === "failed" ? "could not finish the job" : "stopped the job";
  return new StudioError(
    "unavailable",
    `Replicate ${what}${said === "" ? "" : `: ${oneLine(said)}`}.`.replace(/\.\.$/u, "."),
    {
      hint: "Try the variation again: `samebut resume --failed`. If it happens twice, look at replicate.com/predictions.",
    },
  );
}
