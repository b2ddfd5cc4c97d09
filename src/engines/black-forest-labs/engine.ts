import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { editText } from "../hosted/instruction.ts";
import { type Look, fetchPicture, followJob, moderated, seedNote } from "../hosted/job.ts";
import { requireCredits } from "../hosted/credits.ts";
import { picturePrice } from "../hosted/prices.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { settingsOf } from "../hosted/settings.ts";
import {
  type SourcePicture,
  noPicture,
  readMask,
  readSources,
  tooManyPictures,
  whiteMask,
} from "../hosted/source-picture.ts";
import type { HttpClient } from "../http/client.ts";
import type { Surroundings } from "../kind.ts";
import { aspectOf } from "../hosted/aspect.ts";
import { type Family, familyOf, gridReasons, square } from "./families.ts";

const Settings = z.strictObject({
  /** 0 is the strictest. */
  safetyTolerance: z.int().min(0).max(6).optional(),
  /** Lets the provider rewrite the prompt: then it is no longer the person's. */
  promptUpsampling: z.boolean().default(false),
});
type Settings = z.infer<typeof Settings>;

/** Black Forest Labs: a job is handed in, looked after, and its picture fetched before the link expires. */
export function createBlackForestLabsEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const settings = settingsOf(Settings, connection);
  const model = connection.model ?? "flux-2-pro";
  const family = familyOf(model);
  const provider = createProvider({
    name: "Black Forest Labs",
    url: connection.url ?? "https://api.bfl.ai/v1",
    key: connection.key ?? "BFL_API_KEY",
    headers: (key) => ({ "x-key": key }),
    keysPage: "dashboard.bfl.ai",
    surroundings,
  });
  const description = describe(connection, model, family, settings);
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    reasons: (recipe) => [
      ...(recipe.source === null ? gridReasons(recipe.size, family) : []),
      ...tooManyPictures("Black Forest Labs", recipe, 8),
    ],
    test: creditsLeft,
    draw: (recipe, call) => draw({ provider, model, family, settings }, recipe, call),
  });
}

/** A credit is a cent. */
const Balance = z.looseObject({ credits: z.coerce.number() });

async function creditsLeft(http: HttpClient, signal: AbortSignal): Promise<string> {
  const balance = Balance.safeParse(await http.json({ path: "credits", effect: "read", signal })).data;
  if (!balance) return "Black Forest Labs knows the key; nothing was drawn, nothing was charged.";
  requireCredits("Black Forest Labs", balance.credits, "api.bfl.ai");
  return `Black Forest Labs knows the key; ${balance.credits.toFixed(1)} credits are left. Nothing was drawn, nothing was charged.`;
}

function describe(connection: Connection, model: string, family: Family, settings: Settings): EngineDescription {
  const size = family.sizes === "any" ? square : family.sizes[0];
  return {
    id: connection.id,
    title: `Black Forest Labs ${model}`,
    makes: "image",
    abilities: [...family.abilities],
    fingerprint: `bfl:${model}:${settings.safetyTolerance ?? "-"}:${settings.promptUpsampling}`,
    sizes: family.sizes,
    price: { micros: connection.priceMicros ?? picturePrice("black-forest-labs", model, size), currency: "USD" },
    idempotent: false,
    resumable: true,
    concurrency: 6,
    about: `${model} by Black Forest Labs, over the network. Seeds can be paired; there is no strength, so refinements are edits by instruction.`,
  };
}

interface Asked {
  readonly provider: Provider;
  readonly model: string;
  readonly family: Family;
  readonly settings: Settings;
}

const Taken = z.looseObject({ id: z.string(), polling_url: z.string().nullish(), cost: z.number().nullish() });

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { provider } = asked;
  const http = await provider.http();
  const { address, cost } = call.job === undefined ? await submit(asked, http, recipe, call) : { address: call.job };
  const headers = await headersFor(provider, http, address);
  const { sample, seed } = yield* followJob({
    provider,
    id: new URL(address).searchParams.get("id") ?? address,
    address,
    signal: call.signal,
    look: (signal) => look(http, address, headers, signal),
  });
  const output = await fetchPicture(http, sample, call.signal);
  yield* seedNote(provider.name, recipe.seed, seed);
  if (typeof cost === "number") yield { type: "cost", micros: Math.round(cost * 10_000), currency: "USD" };
  yield { type: "output", output };
}

/** "input_image", "input_image_2" …, the source first. */
const pictureInputs = (pictures: readonly SourcePicture[], fills: boolean): Record<string, string> =>
  Object.fromEntries(
    pictures.map(({ data }, index) => [
      fills ? "image" : index === 0 ? "input_image" : `input_image_${index + 1}`,
      Buffer.from(data).toString("base64"),
    ]),
  );

/** @returns where the job is looked at: on the regional host that took it */
async function submit(
  asked: Asked,
  http: HttpClient,
  recipe: Recipe,
  call: EngineCall,
): Promise<{ readonly address: string; readonly cost?: number | null | undefined }> {
  const json = await bodyOf(asked, recipe, call);
  const request = { path: asked.model, json, effect: "charge", signal: call.signal } as const;
  const taken = Taken.safeParse(await http.json(request)).data;
  if (!taken) throw noPicture(asked.provider.name, "its answer names no job");
  return { address: pollAddress(taken, http.base), cost: taken.cost };
}

async function bodyOf(
  { model, family, settings }: Asked,
  recipe: Recipe,
  call: EngineCall,
): Promise<Record<string, unknown>> {
  const pictures = await readSources(recipe, call);
  const source = recipe.source === null ? undefined : pictures[0];
  const fills = family.fits.source === "fill";
  const mask = source && recipe.mask !== null ? await whiteMask(await readMask(recipe.mask, source, call)) : undefined;
  const { width, height } = recipe.size;
  const size = family.sizedBy === "pixels" ? { width, height } : { aspect_ratio: aspectOf(recipe.size) };
  return {
    prompt: source ? editText(recipe) : recipe.prompt,
    ...(recipe.seed === null ? {} : { seed: recipe.seed }),
    // An edit keeps the shape of its source unless it is told otherwise.
    ...(fills ? {} : size),
    ...pictureInputs(pictures, fills),
    ...(mask ? { mask: Buffer.from(mask).toString("base64") } : {}),
    output_format: "png",
    ...(/flux-2/u.test(model) ? {} : { prompt_upsampling: settings.promptUpsampling }),
    ...(settings.safetyTolerance === undefined ? {} : { safety_tolerance: settings.safetyTolerance }),
  };
}

const pollAddress = ({ id, polling_url }: z.infer<typeof Taken>, base: URL): string => {
  const url = new URL(polling_url ?? "get_result", base);
  if (!url.searchParams.has("id")) url.searchParams.set("id", id);
  return url.href;
};

/** Jobs are looked at on regional hosts of the same provider, with the same key; any other host never gets it. */
async function headersFor(
  provider: Provider,
  http: HttpClient,
  url: string,
): Promise<Readonly<Record<string, string>>> {
  const { hostname, protocol } = new URL(url);
  const sibling =
    protocol === "https:" &&
    /(?:^|\.)bfl\.(?:ai|ml)$/u.test(hostname) &&
    /(?:^|\.)bfl\.(?:ai|ml)$/u.test(http.base.hostname);
  return sibling ? provider.headers() : {};
}

const Status = z.looseObject({
  status: z.string(),
  progress: z.number().nullish(),
  result: z.looseObject({ sample: z.string().optional(), seed: z.number().nullish() }).nullish().catch(undefined),
  details: z.unknown().optional(),
});

async function look(
  http: HttpClient,
  path: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Look<{ sample: string; seed: number | null | undefined }>> {
  const { status, progress, result } = Status.parse(await http.json({ path, headers, effect: "read", signal }));
  switch (status.toLowerCase()) {
    case "ready":
      return result?.sample === undefined
        ? { state: "failed", error: noPicture("Black Forest Labs", "the result has no address") }
        : { state: "done", result: { sample: result.sample, seed: result.seed } };
    case "request moderated":
      return { state: "failed", error: moderated("Black Forest Labs", "the prompt or the source picture") };
    case "content moderated":
      return { state: "failed", error: moderated("Black Forest Labs", "the picture that was drawn") };
    case "task not found":
      return { state: "failed", error: forgotten };
    case "error":
    case "failed":
      return { state: "failed", error: failed(status) };
    default:
      return { state: "waiting", fraction: progress ?? undefined };
  }
}

const forgotten = new StudioError("uncertain", "Black Forest Labs knows nothing of the job any more.", {
  hint: "It may have been charged: look at dashboard.bfl.ai. `samebut resume --uncertain` draws it again and pays again.",
});

const failed = (status: string): StudioError =>
  new StudioError("unavailable", `Black Forest Labs could not finish the job (${status}).`, {
    hint: "Try the variation again: `samebut resume --failed`.",
  });
