import { z } from "zod";
import { type History, armsOf, latestRound, readingsOf, roundIn, variationsOf } from "../core/history.ts";
import type { Element } from "../core/element.ts";
import { StudioError } from "../core/errors.ts";
import { Interpretation, interpret } from "../core/method/interpretation/interpretation.ts";
import { type Truths, createTruths } from "../core/method/interpretation/truth.ts";
import { Answer as Reply, Evidence, elementSubject } from "../core/reading.ts";
import { plural } from "../core/sentences.ts";
import type { Variation } from "../core/variation.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { RestCheck, checkTheRest } from "./shared/check-the-rest.ts";
import { headingOf } from "./shared/describe-round.ts";
import { ArmEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { methodOptions } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

/** What one picture shows of one element, and who says so. */
const Cell = z.object({
  variation: z.string(),
  element: z.string(),
  answer: Reply,
  /** P(the picture shows it), from all that is known. */
  probability: z.number(),
  /** "person", "none" or the judge's id. */
  source: z.string(),
  /** What the judge said, also where the person outranks it; null where nobody read it. */
  judged: z.object({ answer: Reply, probability: z.number(), evidence: Evidence.nullable() }).nullable(),
});
export type Cell = z.infer<typeof Cell>;

export const look = defineOperation({
  name: "look",
  summary: "One round in full: what each picture shows of each element, what each change did, what stayed.",
  effect: "read",
  input: z.object({
    session: SessionField,
    round: z.string().optional().describe("Round id; the newest when left out"),
  }),
  output: Answer.extend({
    round: z.string(),
    cells: z.array(Cell),
    /** One per arm, in their order. */
    interpretations: z.array(Interpretation.extend({ arm: z.string() })),
    effects: z.array(ArmEffects),
    rest: z.array(RestCheck),
  }),
  commandLine: { positional: ["session"], example: "samebut look last" },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const round = input.round === undefined ? latestRound(history) : roundIn(history, input.round);
    if (!round)
      throw new StudioError("conflict", "There is no round to look at yet.", {
        hint: "`samebut orient` makes the first.",
      });
    const options = await methodOptions(studio, history);
    const variations = variationsOf(history, round.id);
    const cells = cellsOf(history, variations, createTruths(history, options));
    return {
      round: round.id,
      cells,
      interpretations: armsOf(history, round.id).map(({ id }) => ({
        ...interpret(history, round.id, { ...options, arm: id }),
        arm: id,
      })),
      effects: effectsOfRound(studio, history, round.id, options),
      rest: round.kind === "refine" ? await checkTheRest(studio, history, round.id) : [],
      summary: [
        headingOf(history, round.id),
        `${plural(variations.length, "picture")}, ${plural(history.session.brief.elements.length, "element")}`,
        ...cells.map((cell) => `  ${cell.variation} ${cell.element}: ${cell.answer} (${cell.source})`),
      ].join("\n"),
      pictures: [],
    };
  },
});

const cellsOf = (history: History, variations: readonly Variation[], truths: Truths): z.input<typeof Cell>[] =>
  variations.flatMap((variation) =>
    history.session.brief.elements.map((element) => ({
      variation: variation.id,
      element: element.id,
      ...truths.of(element, variation),
      judged: judgedIn(history, element, variation),
    })),
  );

/** The newest answer of the session's judge. */
function judgedIn(history: History, element: Element, variation: Variation): z.input<typeof Cell>["judged"] {
  const subject = elementSubject(element);
  const found = readingsOf(history, variation)
    .filter((reading) => reading.reader === history.session.brief.judge && reading.subject === subject)
    .toSorted((a, b) => b.version - a.version)[0];
  if (!found || !("answer" in found.body)) return null;
  const { answer, probability, evidence } = found.body;
  return { answer, probability, evidence: evidence ?? null };
}
