import type { Delivery } from "./delivery.ts";
import { StudioError, notFound } from "./errors.ts";
import type { Reading } from "./reading.ts";
import type { Arm, Round, Slot } from "./round.ts";
import type { Attempt, Session } from "./session.ts";
import type { Variation } from "./variation.ts";
import { type Verdict, emptyVerdict } from "./verdict.ts";

/** Everything that is known of one session, as plain rows in the order they were made. The method is computed from this alone. */
export interface History {
  readonly session: Session;
  readonly attempts: readonly Attempt[];
  readonly rounds: readonly Round[];
  readonly arms: readonly Arm[];
  readonly slots: readonly Slot[];
  readonly variations: readonly Variation[];
  readonly readings: readonly Reading[];
  readonly verdicts: readonly Verdict[];
  readonly deliveries: readonly Delivery[];
}

export const currentAttempt = (history: History): Attempt => {
  const attempt = history.attempts.at(-1);
  if (!attempt)
    throw new StudioError("corrupt", `Session ${history.session.id} has no attempt.`, {
      hint: "Run `samebut doctor`.",
    });
  return attempt;
};

export const roundsOf = (history: History, attempt: string): readonly Round[] =>
  history.rounds.filter((round) => round.attempt === attempt);

export const latestRound = (history: History, attempt = currentAttempt(history).id): Round | undefined =>
  roundsOf(history, attempt).at(-1);

export const armsOf = (history: History, round: string): readonly Arm[] =>
  history.arms.filter((arm) => arm.round === round);
export const slotsOf = (history: History, round: string): readonly Slot[] =>
  history.slots.filter((slot) => slot.round === round);
export const variationsOf = (history: History, round: string): readonly Variation[] =>
  history.variations.filter((variation) => variation.round === round);

export function variationIn(history: History, id: string): Variation {
  const variation = history.variations.find((candidate) => candidate.id === id);
  if (!variation) throw notFound("variation", id, "`samebut show` lists the variations of a session.");
  return variation;
}

export function roundIn(history: History, id: string): Round {
  const round = history.rounds.find((candidate) => candidate.id === id);
  if (!round) throw notFound("round", id, "`samebut show` lists the rounds of a session.");
  return round;
}

export const verdictOn = (history: History, variation: string): Verdict =>
  history.verdicts.find((verdict) => verdict.variation === variation) ?? emptyVerdict(variation);

/** All readings of one variation's bytes. */
export const readingsOf = (history: History, variation: Pick<Variation, "blob">): readonly Reading[] =>
  history.readings.filter((reading) => reading.blob === variation.blob);
