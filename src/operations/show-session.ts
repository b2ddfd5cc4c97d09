import { z } from "zod";
import { DeliveryTarget } from "../core/brief.ts";
import { Delivery } from "../core/delivery.ts";
import { type History, roundsOf, variationIn } from "../core/history.ts";
import { Reading } from "../core/reading.ts";
import { Arm, Round, Slot } from "../core/round.ts";
import { Attempt, Session } from "../core/session.ts";
import { plural } from "../core/sentences.ts";
import { Variation } from "../core/variation.ts";
import { Verdict } from "../core/verdict.ts";
import { bestSoFar } from "../core/method/advice/value.ts";
import { shortId } from "../core/short-id.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { damagedPictures, describeDamage } from "./shared/damaged-pictures.ts";
import { describeRound, pictureOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

const HistoryAnswer = Answer.extend({
  session: Session,
  attempts: z.array(Attempt),
  rounds: z.array(Round),
  arms: z.array(Arm),
  slots: z.array(Slot),
  variations: z.array(Variation),
  readings: z.array(Reading),
  verdicts: z.array(Verdict),
  deliveries: z.array(Delivery),
  best: z.string().nullable(),
  /** Variations whose stored bytes are damaged or missing. */
  damaged: z.array(z.string()),
});

export const showSession = defineOperation({
  name: "show",
  summary: "Everything of one session: brief, attempts, rounds, variations, verdicts, deliveries.",
  effect: "read",
  input: z.object({ session: SessionField }),
  output: HistoryAnswer,
  commandLine: { positional: ["session"], example: "samebut show last" },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const best = bestSoFar(history, accuracyIn(studio));
    const damaged = await damagedPictures(studio, history);
    return {
      ...(history as unknown as z.input<typeof HistoryAnswer>),
      best: best?.variation ?? null,
      damaged: damaged.map(({ id }) => id),
      summary: [
        heading(history),
        ...history.attempts.flatMap((attempt) => describeAttempt(history, attempt)),
        ...ending(history),
        ...(best ? [`Best so far: ${shortId(best.variation)}. ${best.sentence}`] : []),
        ...describeDamage(damaged),
      ].join("\n"),
      pictures: best ? [pictureOf(history, variationIn(history, best.variation))] : [],
    };
  },
});

function heading({ session }: History): string {
  const elements = session.brief.elements.map(
    (element) => `  ${element.importance === "must" ? "●" : "○"} ${element.id}: ${element.statement}`,
  );
  return [
    `${session.title}`,
    `Session ${session.id} on ${session.engine}, ${targetText(session.brief.target)}`,
    ...elements,
  ].join("\n");
}

const targetText = (target: DeliveryTarget): string =>
  `to be delivered as ${target.format}${target.size ? ` of ${target.size.width}×${target.size.height}` : ""}`;

function describeAttempt(history: History, attempt: Attempt): readonly string[] {
  const rounds = roundsOf(history, attempt.id).map((round) => describeRound(history, round.id));
  return [
    `\nAttempt ${attempt.ordinal}: “${attempt.prompt}”${attempt.reason ? `\n  because ${attempt.reason}` : ""}`,
    ...rounds,
  ];
}

function ending(history: History): readonly string[] {
  const said = history.verdicts
    .filter((verdict) => verdict.choice !== null)
    .map((verdict) => `${shortId(verdict.variation)} ${verdict.choice}ed`);
  const delivered = history.deliveries.map(
    (delivery) => `Delivered ${plural(delivery.files.length, "file")} to ${delivery.folder}`,
  );
  return ["", ...(said.length > 0 ? [`You said: ${said.join(", ")}.`] : []), ...delivered];
}
