import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Ability, Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { type Size, sameSize } from "../../core/size.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { moderated, seedNote } from "../hosted/job.ts";
import { requireCredits } from "../hosted/credits.ts";
import { picturePrice } from "../hosted/prices.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { settingsOf } from "../hosted/settings.ts";
import { noPicture, readMask, readSource, whiteMask } from "../hosted/source-picture.ts";
import { messageIn } from "../http/failures.ts";
import { type FormPart, multipart } from "../http/multipart.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import type { HttpAnswer } from "../http/request.ts";
import type { Surroundings } from "../kind.ts";
import { isUpscaler, upscaleParts, upscalers } from "./upscalers.ts";

const Settings = z.strictObject({ stylePreset: z.string().optional() });
type Settings = z.infer<typeof Settings>;

/** Shapes and what they come out as at one megapixel. */
const shapes: Readonly<Record<string, Size>> = {
  "1:1": { width: 1024, height: 1024 },
  "16:9": { width: 1344, height: 768 },
  "9:16": { width: 768, height: 1344 },
  "3:2": { width: 1216, height: 832 },
  "2:3": { width: 832, height: 1216 },
  "5:4": { width: 1152, height: 896 },
  "4:5": { width: 896, height: 1152 },
  "21:9": { width: 1536, height: 640 },
  "9:21": { width: 640, height: 1536 },
};

/**
 * Stable Image (v2beta): forms in, base64 out. A model is "core", "ultra", a variant of Stable Diffusion 3, or one of the
 * upscalers "upscale-fast" and "upscale-conservative".
 */
export function createStabilityEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const settings = settingsOf(Settings, connection);
  const model = connection.model ?? "sd3.5-large";
  const provider = createProvider({
    name: "Stability AI",
    url: connection.url ?? "https://api.stability.ai",
    key: connection.key ?? "STABILITY_API_KEY",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    explain,
    keysPage: "platform.stability.ai/account/keys",
    surroundings,
  });
  const description = describe(connection, model);
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    reasons: ({ prompt, seed }) => [
      ...(prompt.length > 10_000 ? ["Stability AI takes prompts of at most 10,000 characters. Shorten it."] : []),
      ...(seed !== null && seed > largestSeed
        ? [`Stability AI takes seeds up to ${largestSeed}. Choose a smaller one.`]
        : []),
    ],
    async test(http, signal) {
      const balance = z
        .looseObject({ credits: z.number() })
        .safeParse(await http.json({ path: "v1/user/balance", effect: "read", signal })).data;
      if (balance) requireCredits("Stability AI", balance.credits, "platform.stability.ai/account/credits");
      return `Stability AI knows the key${balance ? `; ${balance.credits.toFixed(1)} credits are left` : ""}. Nothing was drawn, nothing was charged.`;
    },
    draw: (recipe, call) => draw({ provider, model, settings }, recipe, call),
  });
}

const largestSeed = 4_294_967_294;

/** Core takes no pictures. The others draw over one with a strength; a mask is inpainting, which is another service. */
function abilitiesOf(model: string): Ability[] {
  if (model === "upscale-fast") return ["upscale"];
  if (model === "upscale-conservative") return ["upscale", "seeds"];
  if (model === "core") return ["text-to-image", "seeds", "negative-prompt"];
  return ["text-to-image", "image-to-image", "mask", "seeds", "negative-prompt"];
}

function describe(connection: Connection, model: string): EngineDescription {
  const sizes = Object.values(shapes) as [Size, ...Size[]];
  return {
    id: connection.id,
    title: `Stability AI ${model}`,
    makes: "image",
    abilities: abilitiesOf(model),
    fingerprint: `stability:${model}`,
    sizes: isUpscaler(model) ? "any" : sizes,
    ...(model.startsWith("sd3") ? { guidance: { minimum: 1, maximum: 10, default: 4 } } : {}),
    price: { micros: connection.priceMicros ?? picturePrice("stability", model, sizes[0]), currency: "USD" },
    idempotent: false,
    concurrency: 3,
    about: isUpscaler(model)
      ? `Stability AI's upscaler, over the network: ${upscalers[model].about}`
      : `${model} by Stability AI, over the network. Seeds can be paired; refinements start from the picture with a denoising strength.`,
  };
}

function explain(answer: HttpAnswer): StudioError | undefined {
  const raw = new TextDecoder().decode(answer.data);
  if (answer.status === 403 && /content_moderation|moderation|flagged/iu.test(raw)) return moderated("Stability AI");
  if (answer.status === 402)
    return new StudioError("refused", `The Stability AI account has no credits left: ${messageIn(answer)}`, {
      hint: "Buy some at platform.stability.ai/account/credits, then: `samebut resume --failed`.",
    });
  return undefined;
}

interface Asked {
  readonly provider: Provider;
  readonly model: string;
  readonly settings: Settings;
}

const Answer = z.looseObject({
  image: z.string().nullish(),
  finish_reason: z.string().nullish(),
  seed: z.coerce.number().nullish().catch(undefined),
});

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const http = await asked.provider.http();
  const parts = isUpscaler(asked.model)
    ? await upscaleParts(asked.model, recipe, call)
    : await partsOf(asked, recipe, call);
  const value = await http.json({
    path: pathOf(asked.model, recipe),
    body: multipart(parts),
    headers: { accept: "application/json" },
    effect: "charge",
    signal: call.signal,
    timeoutSeconds: 300,
  });
  const answer = Answer.safeParse(value).data;
  if (answer?.finish_reason === "CONTENT_FILTERED") throw moderated("Stability AI", "the picture that was drawn");
  if (!answer?.image) throw noPicture("Stability AI", "");
  const output = sentBase64(answer.image, "Stability AI");
  yield* seedNote("Stability AI", recipe.seed, answer.seed);
  yield { type: "output", output };
}

function pathOf(model: string, { mask }: Recipe): string {
  if (isUpscaler(model)) return `v2beta/stable-image/upscale/${upscalers[model].path}`;
  if (mask !== null) return "v2beta/stable-image/edit/inpaint";
  return `v2beta/stable-image/generate/${model === "core" || model === "ultra" ? model : "sd3"}`;
}

async function partsOf({ model, settings }: Asked, recipe: Recipe, call: EngineCall): Promise<readonly FormPart[]> {
  const parts: FormPart[] = [];
  const add = (name: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== "") parts.push({ name, value: String(value) });
  };
  const variant = model.startsWith("sd3");
  const source = recipe.source === null ? undefined : await readSource(recipe.source, call);
  add("prompt", recipe.prompt);
  add("negative_prompt", recipe.negativePrompt);
  add("seed", recipe.seed);
  add("output_format", "png");
  add("style_preset", settings.stylePreset);
  if (variant && recipe.mask === null) {
    add("model", model);
    add("mode", source ? "image-to-image" : "text-to-image");
    add("cfg_scale", recipe.guidance);
  }
  if (!source) add("aspect_ratio", Object.entries(shapes).find(([, size]) => sameSize(size, recipe.size))?.[0]);
  if (source) parts.push({ name: "image", value: source.data, fileName: "source", contentType: source.mediaType });
  if (source && recipe.mask === null) add("strength", recipe.strength);
  if (source && recipe.mask !== null) {
    const mask = await whiteMask(await readMask(recipe.mask, source, call));
    parts.push({ name: "mask", value: mask, fileName: "mask.png", contentType: "image/png" });
  }
  return parts;
}
