import { createHash } from "node:crypto";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineDescription } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { sizeText } from "../../core/size.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { openaiPicturePrice } from "../hosted/prices.ts";
import { createProvider } from "../hosted/provider.ts";
import { settingsOf } from "../hosted/settings.ts";
import { tooManyPictures } from "../hosted/source-picture.ts";
import type { Surroundings } from "../kind.ts";
import { drawWithImages } from "./images.ts";
import { explainOpenAI } from "./refusals.ts";
import { converse } from "./responses.ts";
import { OpenAISettings } from "./settings.ts";
import { makesSize, standardSizes, takesAnySize } from "./sizes.ts";

/**
 * OpenAI's picture models. Prompts run as they are through the Images interface; a refinement is a turn of a conversation
 * through Responses, which remembers every answer, so that any of them can be gone on from. With a mask it is an edit by
 * Images.
 */
export function createOpenAIEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const settings = settingsOf(OpenAISettings, connection);
  const model = connection.model ?? "gpt-image-2";
  const provider = createProvider({
    name: "OpenAI",
    url: connection.url ?? process.env["OPENAI_BASE_URL"] ?? "https://api.openai.com/v1",
    key: connection.key ?? "OPENAI_API_KEY",
    headers: (key) => ({ authorization: `Bearer ${key}` }),
    explain: explainOpenAI,
    keysPage: "platform.openai.com/api-keys",
    surroundings,
  });
  const description = describe(connection, model, settings);
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    test: async (http, signal) => {
      await http.json({ path: `models/${encodeURIComponent(model)}`, effect: "read", signal });
      return `OpenAI knows the key and the model ${model}; nothing was drawn, nothing was charged.`;
    },
    reasons: (recipe) => reasonsAgainst(recipe, model),
    async *draw(recipe, call) {
      const asked = { http: await provider.http(), model, settings, recipe, call };
      const speaks = recipe.instruction !== null && recipe.mask === null && settings.refineWith === "responses";
      yield* speaks ? converse(asked) : drawWithImages(asked);
    },
  });
}

function describe(connection: Connection, model: string, settings: OpenAISettings): EngineDescription {
  const [first] = standardSizes;
  const micros = connection.priceMicros ?? openaiPicturePrice(model, settings.quality, first);
  const converses = settings.refineWith === "responses";
  return {
    id: connection.id,
    title: `OpenAI ${model}`,
    makes: "image",
    abilities: [
      "text-to-image",
      "instruction",
      "mask",
      "references",
      ...(converses ? (["conversation"] as const) : []),
    ],
    fingerprint: fingerprintOf(model, settings),
    sizes: takesAnySize(model) ? "any" : standardSizes,
    price: { micros, currency: "USD" },
    idempotent: false,
    concurrency: 4,
    about: `OpenAI's ${model}, quality ${settings.quality}, over the network. It has no seeds and no strength: changes are compared unpaired, and refinements are ${converses ? `turns of a conversation led by ${settings.conversationModel}` : "edits"}.`,
  };
}

function fingerprintOf(model: string, settings: OpenAISettings): string {
  const { previews: _shown, ...drawn } = settings;
  const hash = createHash("sha256").update(JSON.stringify(drawn)).digest("hex");
  return `openai:${model}:${hash.slice(0, 12)}`;
}

function reasonsAgainst(recipe: Recipe, model: string): readonly string[] {
  const reasons: string[] = [];
  if (recipe.source === null && !makesSize(model, recipe.size))
    reasons.push(
      `OpenAI cannot make ${sizeText(recipe.size)}. Width and height must be multiples of 16 between 0.66 and 8.3 megapixels together, up to 3840 pixels, and at most 3:1; for example ${standardSizes.map(sizeText).join(", ")}.`,
    );
  if (recipe.prompt.length > 32_000) reasons.push("OpenAI takes prompts of at most 32,000 characters. Shorten it.");
  return [...reasons, ...tooManyPictures("OpenAI", recipe, 16)];
}
