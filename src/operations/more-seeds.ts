import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import { armsOf, latestRound, roundIn } from "../core/history.ts";
import { Interpretation } from "../core/method/interpretation/interpretation.ts";
import { carryOut } from "./shared/carry-out.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { ArmEffects, describeEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { describeInterpretation, interpretRound } from "./shared/interpret-round.ts";
import { methodOptions } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

export const moreSeeds = defineOperation({
  name: "more",
  summary: "Draw more seeds of a round, to tell chance from rule and a suggestion from a likely effect.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    round: z.string().optional().describe("Round id; the newest when left out"),
    arm: z.string().optional().describe("Arm id; the first with a change when left out"),
    count: z.int().min(1).max(16).default(3).describe("How many seeds; a change needs two pictures for each"),
    alone: z
      .boolean()
      .default(false)
      .describe("Only pictures with the change: to find a better one, not to learn what it does"),
    wait: WaitField,
  }),
  output: Answer.extend({ round: z.string(), interpretation: Interpretation.nullable(), effects: z.array(ArmEffects) }),
  commandLine: { positional: ["session"], example: "samebut more last --count 3" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const round = input.round === undefined ? latestRound(history) : roundIn(history, input.round);
    if (!round)
      throw new StudioError("conflict", "There is no round yet.", { hint: "`samebut orient` makes the first." });
    const arms = armsOf(history, round.id);
    const arm =
      arms.find(({ id, change }) => (input.arm === undefined ? change !== null : id === input.arm)) ?? arms[0];
    if (!arm) throw new StudioError("corrupt", "This round has no arm.", { hint: "Run `samebut doctor`." });
    const engine = history.slots.find((slot) => slot.arm === arm.id)?.recipe.engine ?? history.session.engine;
    const made = await carryOut({
      studio,
      history,
      engine,
      request: { kind: "more", arm: arm.id, count: input.count, alone: input.alone },
      wait: input.wait,
      signal,
    });
    const options = await methodOptions(studio, made.history);
    const effects = input.wait ? effectsOfRound(studio, made.history, made.round, options) : [];
    const interpretation =
      input.wait && effects.length === 0 ? interpretRound(made.history, made.round, options) : null;
    return {
      round: made.round,
      interpretation,
      effects,
      summary: [
        describeRound(made.history, made.round),
        ...(interpretation ? [describeInterpretation(interpretation)] : []),
        ...describeEffects(effects),
      ].join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});
