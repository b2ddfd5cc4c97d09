import type { z } from "zod";
import type { Sample } from "./sample.ts";

/** A question with an answer in a given form. */
export interface Question<Value> {
  /** What the model is to do: our words alone. */
  readonly instructions: string;
  /** What it is about. Whatever people or pictures say in it is data, and the instructions say so. */
  readonly text: string;
  readonly pictures?: readonly Sample[];
  /** The form of the answer, a JSON object. */
  readonly schema: z.ZodType<Value>;
  readonly signal: AbortSignal;
}

/** A language model that judges and proposers ask. */
export interface LanguageModel {
  /** What a question of this length and so many pictures costs about, in micros; null is unknown. */
  price(question: { readonly characters: number; readonly pictures: number }): Promise<number | null>;
  /** "OpenAI gpt-5.5": begins sentences about it. */
  readonly name: string;
  /** The answer in the form that was asked for. Throws a StudioError when there is none, also after asking once more. */
  ask<Value>(question: Question<Value>): Promise<Value>;
}
