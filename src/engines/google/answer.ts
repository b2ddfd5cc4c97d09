import { z } from "zod";
import { StudioError } from "../../core/errors.ts";
import { moderated } from "../hosted/job.ts";
import { noPicture } from "../hosted/source-picture.ts";
import type { TextUsage } from "../hosted/text-cost.ts";
import { oneLine } from "../http/failures.ts";
import { type HttpAnswer, jsonOf } from "../http/request.ts";
import { Content, type Part } from "./conversation.ts";

const Count = z.int().min(0).catch(0).default(0);

export const Answer = z.looseObject({
  candidates: z
    .array(
      z.looseObject({
        content: Content.optional().catch(undefined),
        finishReason: z.string().nullish(),
        finishMessage: z.string().nullish(),
      }),
    )
    .default([]),
  promptFeedback: z.looseObject({ blockReason: z.string().nullish() }).nullish(),
  usageMetadata: z
    .looseObject({
      promptTokenCount: Count,
      candidatesTokenCount: Count,
      thoughtsTokenCount: Count,
      candidatesTokensDetails: z.array(z.looseObject({ modality: z.string(), tokenCount: Count })).nullish(),
    })
    .nullish(),
  modelVersion: z.string().nullish(),
});
export type Answer = z.infer<typeof Answer>;

/** The picture that was meant: not one that was only thought of on the way. Throws the refusal where there is none. */
export function pictureIn(answer: Answer): {
  readonly content: Content;
  readonly picture: NonNullable<Part["inlineData"]>;
} {
  const [candidate] = answer.candidates;
  const content = candidate?.content;
  const picture = content?.parts.findLast((part) => part.inlineData !== undefined && part.thought !== true)?.inlineData;
  if (content && picture) return { content: { ...content, role: content.role || "model" }, picture };
  const reason = answer.promptFeedback?.blockReason ?? candidate?.finishReason ?? "";
  const said = content?.parts.map(({ text, thought }) => (thought === true ? "" : (text ?? ""))).join(" ") ?? "";
  throw refusal(reason, said || (candidate?.finishMessage ?? ""));
}

function refusal(reason: string, said: string): StudioError {
  if (/SAFETY|PROHIBITED|BLOCKLIST|SPII|RECITATION/u.test(reason))
    return moderated("Google", `this prompt or picture (${reason})`);
  return noPicture("Google", oneLine(said) || reason.toLowerCase().replaceAll("_", " "));
}

/** Thoughts are paid for like text. */
export function usageIn({ usageMetadata }: Answer): TextUsage | undefined {
  if (!usageMetadata) return undefined;
  const { promptTokenCount, candidatesTokenCount, thoughtsTokenCount, candidatesTokensDetails } = usageMetadata;
  const pictures =
    candidatesTokensDetails?.find(({ modality }) => modality === "IMAGE")?.tokenCount ?? candidatesTokenCount;
  return { input: promptTokenCount, output: candidatesTokenCount + thoughtsTokenCount, outputImage: pictures };
}

const Trouble = z.looseObject({
  error: z.looseObject({
    status: z.string().catch(""),
    message: z.string().catch(""),
    details: z
      .array(z.looseObject({ reason: z.string().optional() }))
      .catch([])
      .default([]),
  }),
});

/** Google says 400 to a wrong key and 429 to a used-up day. */
export function explainGoogle(answer: HttpAnswer): StudioError | undefined {
  const error = Trouble.safeParse(jsonOf(answer)).data?.error;
  if (!error) return undefined;
  if (error.details.some(({ reason }) => reason === "API_KEY_INVALID"))
    return new StudioError("refused", "Google does not accept the key.", {
      hint: "Check it; keys are made at aistudio.google.com/apikey.",
    });
  if (answer.status === 429 && /per ?day|billing|plan and/iu.test(JSON.stringify(error)))
    return new StudioError("refused", `Google says that the account's quota is used up: ${oneLine(error.message)}`, {
      hint: "Wait until it is renewed or raise it in the Google AI Studio, then: `samebut resume --failed`.",
    });
  return undefined;
}
