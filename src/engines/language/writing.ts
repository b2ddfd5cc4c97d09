import type { StudioError } from "../../core/errors.ts";
import type { LanguageModel as SdkModel } from "ai";
import { type TextUsage, textCost } from "../hosted/text-cost.ts";
import { moderated } from "../hosted/job.ts";
import { cancelled } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import { isStillThinking, withoutThoughts } from "./answers.ts";
import type { LanguageProvider } from "./providers.ts";
import { asStudioError, loadSdk, ownErrorIn } from "./sdk.ts";

/** What a model is told to write. */
export interface Writing {
  readonly instructions: string;
  readonly text: string;
  readonly seed: number | null;
  readonly temperature?: number | undefined;
  readonly signal: AbortSignal;
}

export interface Written {
  readonly text: string;
  /** null where nobody knows. */
  readonly micros: number | null;
  /** Settings that the provider did not follow. */
  readonly warnings: readonly { readonly setting: string; readonly message: string }[];
}

/** Asks for the whole text at once. */
export async function write(
  known: LanguageProvider,
  model: SdkModel,
  modelName: string,
  writing: Writing,
): Promise<Written> {
  const { generateText } = await loadSdk();
  const { instructions, text, seed, temperature, signal } = writing;
  try {
    const made = await generateText({
      model,
      instructions,
      messages: [{ role: "user", content: text }],
      maxRetries: 0,
      abortSignal: signal,
      ...(seed === null ? {} : { seed }),
      ...(temperature === undefined ? {} : { temperature }),
    });
    if (isRefused(made.finishReason, made.rawFinishReason)) throw refusal(known.name, made.text);
    const usage: TextUsage = { input: made.usage.inputTokens ?? 0, output: made.usage.outputTokens ?? 0 };
    const micros = known.prices === undefined ? 0 : await textCost(known.prices, modelName, usage);
    const warnings = (made.warnings ?? []).map((warning) => ({
      setting: "feature" in warning ? warning.feature : "request",
      message: "message" in warning ? warning.message : `${known.name} did not follow it.`,
    }));
    return { text: withoutThoughts(made.text), micros, warnings };
  } catch (error) {
    throw asStudioError(known.name, error, signal);
  }
}

/** Some say why in words of their own, which are no text that was asked for. */
const refusal = (name: string, said: string): StudioError =>
  moderated(name, said.trim() === "" ? "this text" : `this text: “${oneLine(said)}”`);

/** By a safety check, as the interfaces name it. */
const isRefused = (reason: string, raw: string | undefined): boolean =>
  reason === "content-filter" || /safety|refus|prohibit|blocklist|content_filter/iu.test(raw ?? "");

/** A server whose stream cannot be read is asked once more for the whole: that costs time and nothing else. */
export async function* writeLive(
  known: LanguageProvider,
  wired: () => Promise<SdkModel>,
  writing: Writing,
): AsyncGenerator<string, Written> {
  const { streamText } = await loadSdk();
  const { instructions, text, seed, temperature, signal } = writing;
  const model = await wired();
  let written = "";
  try {
    const { stream } = streamText({
      model,
      instructions,
      messages: [{ role: "user", content: text }],
      maxRetries: 0,
      abortSignal: signal,
      onError: () => undefined,
      ...(seed === null ? {} : { seed }),
      ...(temperature === undefined ? {} : { temperature }),
    });
    for await (const part of stream) {
      if (part.type === "error") throw part.error;
      if (part.type !== "text-delta") continue;
      written += part.text;
      if (!isStillThinking(written)) yield withoutThoughts(written);
    }
  } catch (error) {
    if (signal.aborted) throw cancelled();
    const own = ownErrorIn(error);
    if (own) throw own;
    written = "";
  }
  if (signal.aborted) throw cancelled();
  const answer = withoutThoughts(written);
  return answer.trim() === "" ? write(known, model, "", writing) : { text: answer, micros: 0, warnings: [] };
}
