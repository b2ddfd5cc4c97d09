import { z } from "zod";
import type { Change } from "../core/change.ts";
import { placeboWords } from "../core/method/effect/placebo-words.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { carryOut } from "./shared/carry-out.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { ArmEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { methodOptions } from "./shared/method-options.ts";
import { Noise, noiseAnswer } from "./shared/noise.ts";
import { parentsOf } from "./shared/parents.ts";
import { historyOf } from "./shared/session-of.ts";

/** As many words as changes of a clause usually have. */
const usualLength = 3;

export const placebo = defineOperation({
  name: "placebo",
  summary: "Learn the noise of an engine: neutral words on the same seeds. Every effect is then shown against it.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    words: z.string().trim().min(1).max(200).optional().describe("Neutral words of your own"),
    count: z.int().min(1).max(16).default(4).describe("How many of the parent's seeds"),
    wait: WaitField,
  }),
  output: Answer.extend({
    round: z.string(),
    words: z.string(),
    noise: Noise.nullable(),
    effects: z.array(ArmEffects),
  }),
  commandLine: { positional: ["session"], example: "samebut placebo last --count 4" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const parents = parentsOf(history, await methodOptions(studio, history));
    const { prompt, engine } = parents[0].recipe;
    const words = input.words ?? placeboWords(prompt, history.session.brief.medium, usualLength);
    const change: Change = { kind: "words", element: null, remove: "", add: words, placebo: true };
    const request = {
      kind: "fix" as const,
      parents: parents.map(({ id }) => id),
      changes: [{ change, confounded: false }],
      count: input.count,
    };
    const made = await carryOut({ studio, history, engine, request, wait: input.wait, signal });
    const options = await methodOptions(studio, made.history);
    const noise = input.wait ? noiseAnswer(studio, options.knowledge) : null;
    return {
      round: made.round,
      words,
      noise,
      effects: input.wait ? effectsOfRound(studio, made.history, made.round, options) : [],
      summary: [
        `“${words}” asks for nothing that could be seen; whatever differs on the same seeds is noise.`,
        describeRound(made.history, made.round),
        ...(noise ? [noise.sentence, ...noise.quantities.map(({ sentence }) => `  ${sentence}`)] : []),
      ].join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});
