import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import { armsOf, latestRound, roundIn } from "../core/history.ts";
import { Interpretation } from "../core/method/interpretation/interpretation.ts";
import { readVariations } from "../core/read-variations.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { ArmEffects, describeEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { describeInterpretation, interpretRound } from "./shared/interpret-round.ts";
import { headingOf, picturesOf } from "./shared/describe-round.ts";
import { methodOptions } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

export const readSession = defineOperation({
  name: "read",
  summary: "What the model understood in a round, and what each change of it did.",
  effect: "write",
  input: z.object({
    session: SessionField,
    round: z.string().optional().describe("Round id; the newest when left out"),
  }),
  output: Answer.extend({ round: z.string(), interpretation: Interpretation, effects: z.array(ArmEffects) }),
  commandLine: { positional: ["session"], example: "samebut read last" },
  async run(studio, input, { signal }) {
    const before = await historyOf(studio, input.session);
    const round = input.round === undefined ? latestRound(before) : roundIn(before, input.round);
    if (!round)
      throw new StudioError("conflict", "There is no round to read yet.", {
        hint: "`samebut orient` makes the first.",
      });
    const history = await readVariations(studio, before.session.id, signal);
    const options = await methodOptions(studio, history);
    const interpretation = interpretRound(history, round.id, options);
    const effects = effectsOfRound(studio, history, round.id, options);
    const arms = armsOf(history, round.id).length > 1 ? [`(arm 1 of ${armsOf(history, round.id).length})`] : [];
    return {
      round: round.id,
      interpretation,
      effects,
      summary: [
        [headingOf(history, round.id), ...arms].join(" "),
        describeInterpretation(interpretation),
        ...describeEffects(effects),
      ].join("\n"),
      pictures: picturesOf(history, round.id),
    };
  },
});
