import { z } from "zod";
import type { Change } from "../core/change.ts";
import { StudioError } from "../core/errors.ts";
import { type History, armsOf, roundIn, roundsOf, variationsOf, currentAttempt } from "../core/history.ts";
import { effectsOf } from "../core/method/effect/effect.ts";
import { type Winner, winnersOf } from "../core/method/effect/winners.ts";
import { plural } from "../core/sentences.ts";
import type { Variation } from "../core/variation.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { carryOut } from "./shared/carry-out.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { ArmEffects, describeEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { type MethodOptions, methodOptions } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

export const compose = defineOperation({
  name: "compose",
  summary: "Put the winners of a round of arms into one prompt, and check it against what each of them predicted.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    round: z.string().optional().describe("The round of arms; the newest with several when left out"),
    wait: WaitField,
  }),
  output: Answer.extend({ round: z.string(), winners: z.array(z.string()), effects: z.array(ArmEffects) }),
  commandLine: { positional: ["session"], example: "samebut compose last" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const options = await methodOptions(studio, history);
    const round = roundOfArms(history, input.round);
    const winners = winnersIn(history, round, options);
    if (winners.length < 2) throw nothingToCompose(history, round, winners);
    const parents = controlsOf(history, winners);
    const engine = parents[0]?.recipe.engine ?? history.session.engine;
    const change: Change = { kind: "composition", element: null, parts: winners.map(({ part }) => part) };
    const request = {
      kind: "fix" as const,
      parents: parents.map(({ id }) => id),
      changes: [{ change, confounded: false }],
      count: parents.length,
    };
    const made = await carryOut({ studio, history, engine, request, wait: input.wait, signal });
    const effects = input.wait ? effectsOfRound(studio, made.history, made.round, options) : [];
    return {
      round: made.round,
      winners: winners.map(({ arm }) => arm.id),
      effects,
      summary: [
        `${plural(winners.length, "winner")} of ${plural(armsOf(history, round).length, "arm")} in one prompt, on the same seeds.`,
        describeRound(made.history, made.round),
        ...describeEffects(effects),
      ].join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});

/** The newest round of this attempt that tried several changes side by side. */
function roundOfArms(history: History, named: string | undefined): string {
  if (named !== undefined) return roundIn(history, named).id;
  const found = roundsOf(history, currentAttempt(history).id).findLast(
    ({ id, kind }) => kind === "fix" && armsOf(history, id).filter(({ change }) => change !== null).length > 1,
  );
  if (found) return found.id;
  throw new StudioError("conflict", "No round of this attempt tried several changes side by side.", {
    hint: "`samebut fix --arms 2` runs two changes on the same seeds, one per arm.",
  });
}

export const winnersIn = (history: History, round: string, options: MethodOptions): readonly Winner[] =>
  winnersOf(history, round, (arm) => effectsOf(history, round, arm, options));

function nothingToCompose(history: History, round: string, winners: readonly Winner[]): StudioError {
  const arms = armsOf(history, round).length;
  const [only] = winners;
  return new StudioError(
    "refused",
    only
      ? `Only one of ${plural(arms, "arm")} made its element better, so there is nothing to put together.`
      : `None of ${plural(arms, "arm")} made its element better without harming another, so there is nothing to put together.`,
    { hint: "`samebut read` shows what each did; `samebut advise` says what to do next." },
  );
}

/** The parent pictures of all seeds that every winner was tried on. */
function controlsOf(history: History, winners: readonly Winner[]): readonly Variation[] {
  const seeds = winners.map(({ arm }) =>
    variationsOf(history, arm.round).flatMap((one) =>
      one.arm === arm.id && one.control !== null ? [one.control] : [],
    ),
  );
  const shared = (seeds[0] ?? []).filter((id) => seeds.every((list) => list.includes(id)));
  if (shared.length > 0) return history.variations.filter(({ id }) => shared.includes(id));
  // Without seeds to share, the parent round stands for them.
  const parent = winners[0] ? roundIn(history, winners[0].arm.round).parent : null;
  return history.variations.filter(({ round }) => round === parent).slice(0, 3);
}
