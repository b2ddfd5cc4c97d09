import { z } from "zod";
import type { EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { editText } from "../hosted/instruction.ts";
import { openaiPicturePrice, tokenCost } from "../hosted/prices.ts";
import { dataUrl, noPicture, readReferences, readSources } from "../hosted/source-picture.ts";
import { textCost } from "../hosted/text-cost.ts";
import { oneLine } from "../http/failures.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import type { HttpRequest } from "../http/request.ts";
import { usageIn } from "./cost.ts";
import { type OpenAICall, patienceSeconds, revised, streamed } from "./images.ts";
import { isForgottenAnswer, refusalOf } from "./refusals.ts";
import { sizeParameter } from "./sizes.ts";

/**
 * One turn of a conversation about a picture through POST /responses. It goes on from the answer that the recipe names, also
 * an older one; where there is none, or OpenAI has forgotten it, the picture itself is sent.
 */
export async function* converse(asked: OpenAICall): AsyncGenerator<EngineEvent> {
  const turn = asked.recipe.settings["turn"];
  if (typeof turn === "string") {
    try {
      yield* speak(asked, turn);
      return;
    } catch (error) {
      if (!isForgottenAnswer(error)) throw error;
      yield {
        type: "warning",
        setting: "conversation",
        message: "OpenAI no longer keeps the earlier conversation; the picture itself was sent again.",
      };
    }
  }
  yield* speak(asked, undefined);
}

async function* speak(asked: OpenAICall, previous: string | undefined): AsyncGenerator<EngineEvent> {
  const streams = asked.call.previews && asked.settings.previews > 0;
  const request: HttpRequest = {
    path: "responses",
    json: await bodyOf(asked, previous, streams),
    effect: "charge",
    signal: asked.call.signal,
    timeoutSeconds: patienceSeconds,
    maximumBytes: 256 * 2 ** 20,
    headers: { "x-client-request-id": asked.call.idempotencyKey },
  };
  const answer = streams ? yield* watch(asked, request) : Answer.safeParse(await asked.http.json(request)).data;
  if (!answer) throw noPicture("OpenAI", "its answer has another form than documented");
  yield* told(asked, answer);
}

async function bodyOf(asked: OpenAICall, previous: string | undefined, streams: boolean): Promise<unknown> {
  const { model, settings, recipe, call } = asked;
  // The conversation knows its own pictures.
  const pictures = await (previous === undefined ? readSources : readReferences)(recipe, call);
  const content = [
    { type: "input_text", text: editText(recipe) },
    ...pictures.map((picture) => ({ type: "input_image", image_url: dataUrl(picture), detail: "high" })),
  ];
  return {
    model: settings.conversationModel,
    input: [{ role: "user", content }],
    ...(previous === undefined ? {} : { previous_response_id: previous }),
    tools: [toolFor(model, asked, streams)],
    tool_choice: { type: "image_generation" },
    store: true,
    ...(streams ? { stream: true } : {}),
  };
}

function toolFor(model: string, { settings, recipe }: OpenAICall, streams: boolean): Record<string, unknown> {
  const { quality, background, moderation } = settings;
  return {
    type: "image_generation",
    model,
    action: "edit",
    size: sizeParameter(model, recipe.size),
    quality,
    output_format: "png",
    ...(background === undefined ? {} : { background }),
    ...(moderation === undefined ? {} : { moderation }),
    ...(streams ? { partial_images: settings.previews } : {}),
  };
}

const Item = z.looseObject({
  type: z.string(),
  result: z.string().nullish(),
  revised_prompt: z.string().nullish(),
  status: z.string().nullish(),
  content: z.array(z.looseObject({ refusal: z.string().optional(), text: z.string().optional() })).optional(),
});

const Trouble = z.object({ code: z.string().nullish(), message: z.string().nullish() }).nullish();

const Answer = z.looseObject({
  id: z.string(),
  status: z.string().optional(),
  error: Trouble,
  output: z.array(Item).default([]),
  usage: z.unknown().optional(),
  tool_usage: z.looseObject({ image_gen: z.unknown().optional() }).nullish(),
});
type Answer = z.infer<typeof Answer>;

async function* told(asked: OpenAICall, answer: Answer): AsyncGenerator<EngineEvent> {
  const drawn = answer.output.findLast(({ type, result }) => type === "image_generation_call" && result);
  if (!drawn?.result) throw whyNot(answer);
  const output = sentBase64(drawn.result, "OpenAI");
  yield { type: "accepted", providerJob: answer.id };
  if (drawn.revised_prompt) yield revised(drawn.revised_prompt);
  const micros = await costOf(asked, answer);
  if (micros !== null) yield { type: "cost", micros, currency: "USD" };
  yield { type: "turn", turn: answer.id };
  yield { type: "output", output };
}

/** The leading model's words and the picture; the picture by our table where its tokens are not reported. */
async function costOf({ model, settings, recipe }: OpenAICall, { usage, tool_usage }: Answer): Promise<number | null> {
  const words = usageIn(usage);
  const tokens = usageIn(tool_usage?.image_gen);
  const picture = tokens ? tokenCost(model, tokens) : openaiPicturePrice(model, settings.quality, recipe.size);
  if (!words || picture === null) return null;
  const text = await textCost("openai", settings.conversationModel, {
    input: words.textIn + words.imageIn,
    output: words.out,
  });
  return text === null ? null : text + picture;
}

function whyNot({ error, output }: Answer): StudioError {
  const said =
    error?.message ??
    output
      .flatMap(({ content }) => content ?? [])
      .map(({ refusal, text }) => refusal ?? text ?? "")
      .join(" ");
  const declined = output.some(({ content }) => content?.some(({ refusal }) => refusal !== undefined));
  return refusalOf(declined ? "moderation" : (error?.code ?? ""), said) ?? noPicture("OpenAI", oneLine(said));
}

const Step = z.looseObject({
  type: z.string(),
  response: z.unknown().optional(),
  item: z.unknown().optional(),
  partial_image_b64: z.string().optional(),
  partial_image_index: z.int().optional(),
  code: z.string().nullish(),
  message: z.string().nullish(),
});

async function* watch(asked: OpenAICall, request: HttpRequest): AsyncGenerator<EngineEvent, Answer | undefined> {
  const items: z.infer<typeof Item>[] = [];
  for await (const value of streamed(asked, request)) {
    const step = Step.safeParse(value).data;
    if (!step) continue;
    if (step.type === "response.created") yield* accepted(step.response);
    else if (step.partial_image_b64 !== undefined) {
      yield { type: "preview", output: sentBase64(step.partial_image_b64, "OpenAI") };
      yield { type: "progress", fraction: ((step.partial_image_index ?? 0) + 1) / (asked.settings.previews + 1) };
    } else if (step.type === "response.output_item.done")
      items.push(...(Item.safeParse(step.item).data ? [Item.parse(step.item)] : []));
    else if (/^response\.(?:completed|failed|incomplete)$/u.test(step.type)) {
      const answer = Answer.safeParse(step.response).data;
      return answer && answer.output.length === 0 ? { ...answer, output: items } : answer;
    } else if (step.type === "error") throw failed(step.code ?? "", step.message ?? "");
  }
  throw asked.http.explainBroken({ ...request, signal: asked.call.signal }, new Error("The stream ended early."));
}

function* accepted(response: unknown): Generator<EngineEvent> {
  const id = z.looseObject({ id: z.string() }).safeParse(response).data?.id;
  if (id !== undefined) yield { type: "accepted", providerJob: id };
}

const failed = (code: string, said: string): StudioError => refusalOf(code, said) ?? noPicture("OpenAI", oneLine(said));
