import { z } from "zod";
import type { Connection } from "../../core/connections.ts";
import type { Engine, EngineCall, EngineDescription, EngineEvent } from "../../core/engine.ts";
import type { Recipe } from "../../core/recipe.ts";
import { referencesOf } from "../../core/references.ts";
import { type Size, sameSize } from "../../core/size.ts";
import { createHostedEngine } from "../hosted/engine.ts";
import { editText } from "../hosted/instruction.ts";
import { picturePrice } from "../hosted/prices.ts";
import { type Provider, createProvider } from "../hosted/provider.ts";
import { settingsOf } from "../hosted/settings.ts";
import { noPicture, readSource, sha256 } from "../hosted/source-picture.ts";
import { textCost } from "../hosted/text-cost.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import type { Surroundings } from "../kind.ts";
import { Answer, explainGoogle, pictureIn, usageIn } from "./answer.ts";
import { type Content, inlineOf, packConversation, unpackConversation } from "./conversation.ts";
import { shapesOf } from "./shapes.ts";

const Settings = z.strictObject({
  /** Sides of about 1, 2 or 4 thousand pixels; models before Gemini 3 only know the first. */
  imageSize: z.enum(["1K", "2K", "4K"]).default("1K"),
  temperature: z.number().min(0).max(2).optional(),
});
type Settings = z.infer<typeof Settings>;

/**
 * Gemini's picture models. Every picture is an answer in a conversation, and nothing is kept by Google: what was said, with the
 * thought signatures in it, is kept here beside the picture and sent again with the next turn.
 */
export function createGoogleEngine(connection: Connection, surroundings: Surroundings = {}): Engine {
  const settings = settingsOf(Settings, connection);
  const model = connection.model ?? "gemini-2.5-flash-image";
  const shapes = shapesOf(model, settings.imageSize);
  const provider = createProvider({
    name: "Google",
    url: connection.url ?? "https://generativelanguage.googleapis.com/v1beta",
    key: connection.key ?? "GEMINI_API_KEY",
    headers: (key) => ({ "x-goog-api-key": key }),
    explain: explainGoogle,
    keysPage: "aistudio.google.com/apikey",
    surroundings,
  });
  const description = describe(connection, model, settings, shapes);
  return createHostedEngine(connection.id, {
    provider,
    describe: async () => description,
    async test(http, signal) {
      await http.json({ path: `models/${model}`, effect: "read", signal });
      return `Google knows the key and the model ${model}; nothing was drawn, nothing was charged.`;
    },
    draw: (recipe, call) => draw({ provider, model, settings, shapes }, recipe, call),
  });
}

type Shapes = ReturnType<typeof shapesOf>;

function describe(connection: Connection, model: string, settings: Settings, shapes: Shapes): EngineDescription {
  const sizes = Object.values(shapes) as [Size, ...Size[]];
  const listed = settings.imageSize === "4K" ? null : picturePrice("google", model, sizes[0]);
  return {
    id: connection.id,
    title: `Google ${model}`,
    makes: "image",
    abilities: ["text-to-image", "instruction", "references", "conversation"],
    fingerprint: `google:${model}:${settings.imageSize}:${settings.temperature ?? "-"}`,
    sizes,
    price: { micros: connection.priceMicros ?? listed, currency: "USD" },
    idempotent: false,
    concurrency: 4,
    about: `Google's ${model}, over the network. Every refinement is a turn of a conversation that is kept in this workspace. Its seeds do not repeat pictures, so changes are compared unpaired.`,
  };
}

interface Asked {
  readonly provider: Provider;
  readonly model: string;
  readonly settings: Settings;
  readonly shapes: Shapes;
}

async function* draw(asked: Asked, recipe: Recipe, call: EngineCall): AsyncGenerator<EngineEvent> {
  const { provider, model } = asked;
  const http = await provider.http();
  const before = yield* whatWasSaid(recipe, call);
  const said: Content = { role: "user", parts: await partsOf(recipe, call, before) };
  const contents = [...before.contents, said];
  const value = await http.json({
    path: `models/${model}:generateContent`,
    json: { contents, generationConfig: configOf(asked, recipe) },
    effect: "charge",
    signal: call.signal,
    timeoutSeconds: 300,
    maximumBytes: 256 * 2 ** 20,
  });
  const answer = Answer.safeParse(value).data;
  if (!answer) throw noPicture("Google", "its answer has another form than documented");
  const { content, picture } = pictureIn(answer);
  const output = sentBase64(picture.data, "Google");
  const usage = usageIn(answer);
  const micros = usage ? await textCost("google", model, usage) : null;
  if (micros !== null) yield { type: "cost", micros, currency: "USD" };
  if (call.keepBlob) {
    before.blobs.set(picture.data, sha256(output.data));
    const kept = packConversation([...contents, content], before.blobs);
    yield { type: "turn", turn: await call.keepBlob(kept, "application/json") };
  }
  yield { type: "output", output };
}

interface Before {
  readonly contents: readonly Content[];
  readonly blobs: Map<string, string>;
}

/** The conversation that the recipe goes on with; where it cannot be read any more, the picture speaks for it. */
async function* whatWasSaid({ settings }: Recipe, call: EngineCall): AsyncGenerator<EngineEvent, Before> {
  const turn = settings["turn"];
  const kept = typeof turn === "string" ? await unpackConversation(turn, call) : undefined;
  if (typeof turn === "string" && !kept)
    yield {
      type: "warning",
      setting: "conversation",
      message: "What was said before could not be read any more; only the picture itself was sent.",
    };
  return kept ?? { contents: [], blobs: new Map() };
}

/** A conversation knows its pictures; what it has not seen has to be shown, the picture it is about first. */
async function partsOf(recipe: Recipe, call: EngineCall, before: Before): Promise<Content["parts"]> {
  const text = { text: recipe.source === null ? recipe.prompt : editText(recipe) };
  const seen = new Set(before.blobs.values());
  const source = recipe.source === null || before.contents.length > 0 ? [] : [recipe.source];
  const unseen = [...source, ...referencesOf(recipe).filter((hash) => !seen.has(hash))];
  const shown = await Promise.all(
    unseen.map(async (hash) => {
      const inlineData = inlineOf(await readSource(hash, call));
      before.blobs.set(inlineData.data, hash);
      return { inlineData };
    }),
  );
  return [...shown, text];
}

function configOf({ settings, shapes, model }: Asked, recipe: Recipe): Record<string, unknown> {
  const aspectRatio = Object.entries(shapes).find(([, size]) => sameSize(size, recipe.size))?.[0];
  const imageConfig = {
    ...(aspectRatio === undefined ? {} : { aspectRatio }),
    ...(model.startsWith("gemini-2") ? {} : { imageSize: settings.imageSize }),
  };
  return {
    responseModalities: ["TEXT", "IMAGE"],
    ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
    ...(Object.keys(imageConfig).length > 0 ? { imageConfig } : {}),
  };
}
