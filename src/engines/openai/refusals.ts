import { z } from "zod";
import { StudioError } from "../../core/errors.ts";
import { oneLine } from "../http/failures.ts";
import { type HttpAnswer, jsonOf } from "../http/request.ts";

const Trouble = z.object({
  error: z.object({
    code: z.string().nullish().catch(undefined),
    type: z.string().nullish().catch(undefined),
    message: z.string().catch(""),
  }),
});

/** OpenAI's own ways of saying no, by the code in its answer. */
export function explainOpenAI(answer: HttpAnswer): StudioError | undefined {
  const { error } = Trouble.safeParse(jsonOf(answer)).data ?? {};
  return error === undefined ? undefined : refusalOf(error.code ?? error.type ?? "", error.message);
}

/** The same for an error that came inside an answer. */
export function refusalOf(code: string, said: string): StudioError | undefined {
  if (/moderation|content_policy|safety/u.test(code))
    return new StudioError("refused", `OpenAI's safety check refused this: ${oneLine(said) || code}`, {
      hint: "Reword the prompt or the instruction; a refused request is not charged.",
    });
  if (/insufficient_quota|billing/u.test(code))
    return new StudioError("refused", "The OpenAI account has no credit left, or its limit is reached.", {
      hint: "Top it up or raise the limit at platform.openai.com/settings/organization/billing, then: `samebut resume --failed`.",
    });
  if (/verif/u.test(`${code} ${said}`) && /organi[sz]ation/iu.test(said))
    return new StudioError("refused", "OpenAI asks for a verified organisation before this model may be used.", {
      hint: "Verify it at platform.openai.com/settings/organization/general.",
    });
  return undefined;
}

/** The answer that a conversation should go on from is not kept any more. */
export function isForgottenAnswer(error: unknown): boolean {
  return error instanceof StudioError && /previous.?response|response with id/iu.test(error.message);
}
