import type { ImageModel } from "ai";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Size } from "../../core/size.ts";
import { aspectOf } from "../hosted/aspect.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { editText } from "../hosted/instruction.ts";
import { moderated } from "../hosted/job.ts";
import { picturePrice } from "../hosted/prices.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { sdkFetch } from "../hosted/sdk-fetch.ts";
import { noPicture, readSources, tooManyPictures } from "../hosted/source-picture.ts";
import { cancelled } from "../http/client.ts";
import { forbiddenAddress, oneLine } from "../http/failures.ts";
import { sentPicture } from "../http/picture-bytes.ts";
import { textOf } from "../http/request.ts";
import type { Surroundings } from "../kind.ts";

type Options = Record<string, string | number | boolean>;

/** What our own table says of a provider that is reached through the AI SDK, which drops or ignores some of it silently. */
export interface SdkProvider {
  readonly kind: string;
  readonly name: string;
  readonly url: string;
  readonly key: string;
  readonly keysPage: string;
  readonly model: string;
  describe(
    model: string,
  ): Pick<EngineDescription, "abilities" | "sizes" | "about"> & Pick<EngineDescription, "steps" | "guidance">;
  /** Loads its package. */
  create(model: string, wiring: { readonly url: string; readonly fetch: typeof fetch }): Promise<ImageModel>;
  readonly sizedBy: "pixels" | "aspect";
  /** The provider's own options that no common field has. */
  options?(recipe: Recipe): Options;
  /** Micros from what the provider reports beside the picture. */
  cost?(metadata: unknown): number | null;
}

/** An engine of pictures through `ai` and a provider package: one call per variation, our seeds, warnings kept. */
export function createSdkEngine(sdk: SdkProvider, connection: Connection, surroundings: Surroundings = {}): Engine {
  const model = connection.model ?? sdk.model;
  const url = connection.url ?? sdk.url;
  const provider = createProvider({
    name: sdk.name,
    url,
    key: connection.key ?? sdk.key,
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    explain: (answer) => (speaksOfSafety(textOf(answer)) ? moderated(sdk.name) : undefined),
    keysPage: sdk.keysPage,
    surroundings,
  });
  const size: Size = { width: 1024, height: 1024 };
  const description: EngineDescription = {
    id: connection.id,
    title: `${sdk.name} ${model}`,
    makes: "image",
    fingerprint: `${sdk.kind}:${model}:${JSON.stringify(connection.settings ?? {})}`,
    price: { micros: connection.priceMicros ?? picturePrice(sdk.kind, model, size), currency: "USD" },
    idempotent: false,
    concurrency: 4,
    ...sdk.describe(model),
  };
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    reasons: (recipe) => tooManyPictures(sdk.name, recipe, 3),
    async test(http, signal) {
      await http.json({ path: "models", effect: "read", signal });
      return `${sdk.name} knows the key; nothing was drawn, nothing was charged.`;
    },
    draw: (recipe, call) => draw({ sdk, provider, model, url, settings: connection.settings ?? {} }, recipe, call),
  });
}

interface Asked {
  readonly sdk: SdkProvider;
  readonly provider: Provider;
  readonly model: string;
  readonly url: string;
  readonly settings: Options;
}

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { sdk, provider } = asked;
  const made = await generate(asked, recipe, call).catch((error: unknown) => {
    throw call.signal.aborted ? cancelled() : asStudioError(sdk.name, error);
  });
  const { image, calls } = made;
  const wished = new Set(["size", "aspectRatio", ...(recipe.seed === null ? [] : ["seed"])]);
  for (const warning of calls.flatMap(({ warnings }) => warnings)) {
    // Each provider warns of the one of the two that it does not take; the size that came is compared later.
    if (
      "feature" in warning &&
      (warning.feature === "size" || warning.feature === "aspectRatio" || !wished.has(warning.feature))
    )
      continue;
    const message =
      "message" in warning
        ? warning.message
        : ("details" in warning && warning.details) || `${provider.name} ignored it.`;
    yield { type: "warning", setting: "feature" in warning ? warning.feature : "request", message };
  }
  const metadata = calls.map(({ providerMetadata }) => providerMetadata).at(0);
  const micros = sdk.cost?.(metadata) ?? null;
  if (micros !== null) yield { type: "cost", micros, currency: "USD" };
  yield { type: "output", output: sentPicture(image.uint8Array, provider.name) };
}

async function generate({ sdk, provider, model, url, settings }: Asked, recipe: Recipe, call: EngineCall) {
  const http = await provider.http();
  const fetch = sdkFetch(http, { effect: "charge", timeoutSeconds: 300 });
  const [{ generateImage }, imageModel] = await Promise.all([import("ai"), sdk.create(model, { url, fetch })]);
  // Its warnings are kept with the variation instead of being printed.
  Object.assign(globalThis, { AI_SDK_LOG_WARNINGS: false });
  const pictures = await readSources(recipe, call);
  const { width, height } = recipe.size;
  const options = { ...sdk.options?.(recipe), ...settings };
  return generateImage({
    model: imageModel,
    prompt: pictures.length > 0 ? { text: editText(recipe), images: pictures.map(({ data }) => data) } : recipe.prompt,
    n: 1,
    maxRetries: 0,
    abortSignal: call.signal,
    ...(sdk.sizedBy === "pixels"
      ? { size: `${width}x${height}` as const }
      : recipe.source !== null
        ? {}
        : { aspectRatio: aspectOf(recipe.size) }),
    ...(recipe.seed === null ? {} : { seed: recipe.seed }),
    ...(Object.keys(options).length > 0 ? { providerOptions: { [sdk.kind]: options } } : {}),
  });
}

const speaksOfSafety = (said: string): boolean => /content.?policy|moderation|safety|nsfw/iu.test(said);

/** What our client threw is somewhere inside of what the SDK throws. */
function asStudioError(provider: string, error: unknown): StudioError {
  for (let at = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth++) {
    if (at instanceof StudioError) return at;
    const last = (at as { lastError?: unknown }).lastError;
    if (last instanceof StudioError) return last;
  }
  const said = error instanceof Error ? error.message : String(error);
  if (speaksOfSafety(said)) return moderated(provider);
  // The SDK looks at addresses by itself before it asks our client.
  if (/private|loopback|not allowed|URL.*(?:blocked|unsafe)/iu.test(said))
    return forbiddenAddress({ name: provider }, "an address inside your own network");
  return noPicture(provider, oneLine(said).replace(/\.$/u, ""));
}
