import { z } from "zod";
import { type Change, describeChange } from "../core/change.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { type History, variationsOf } from "../core/history.ts";
import { type Replay, replayOf } from "../core/method/refinement/replay.ts";
import { createTruths } from "../core/method/interpretation/truth.ts";
import { bestOf } from "../core/method/advice/value.ts";
import { inWords } from "../core/sentences.ts";
import { shortId } from "../core/short-id.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import type { Variation } from "../core/variation.ts";
import { type CarriedOut, carryOut } from "./shared/carry-out.ts";
import { Answer, defineOperation } from "./define.ts";
import { RefineInput, refineBand } from "./refine-input.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/accuracy.ts";
import { RestCheck, checkTheRest } from "./shared/check-the-rest.ts";
import { adjusting, chooseTool } from "./shared/refine-tool.ts";
import { keepAllGiven, keepMask } from "./shared/given-picture.ts";
import { historyOf } from "./shared/session-of.ts";
import { whoCan } from "./shared/who-can.ts";
import { chooseSource } from "./shared/choose-source.ts";
import { refineText } from "./text/refine-text.ts";
import { Comparison } from "./text/schemas.ts";
import { isText } from "./text/text-of.ts";

export const refine = defineOperation({
  name: "refine",
  summary: "Round 3: keep everything the same, but … By the cheapest tool that can do it, then proved.",
  effect: "paid",
  input: RefineInput,
  output: Answer.extend({
    round: z.string(),
    tool: z.string(),
    why: z.string(),
    rest: z.array(RestCheck),
    /** Accepted changes that were drawn again from the root together with this one; empty where it stands on one picture. */
    replayed: z.array(z.string()),
    /** Of texts: what became of each sentence, asked for or not, and which facts were kept. */
    comparisons: z.array(Comparison.extend({ variation: z.string() })).default([]),
  }),
  commandLine: {
    positional: ["session", "instruction"],
    example: 'samebut refine last "keep everything the same, but make the light warmer"',
  },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const source = chooseSource(studio, history, input.variation);
    if (isText(source)) return refineText({ studio, history, source, input, signal });
    if (input.scope !== undefined) throw invalid("Pictures have no sentences.", "Say where with --mask instead.");
    const { change, engine, tool, why } = await chooseTool(studio, history, source, input, signal);
    const request = {
      kind: "refine" as const,
      source: source.id,
      change,
      count: input.count,
      ...(await givenPictures(studio, engine, input, signal)),
    };
    const made = await carryOut({ studio, history, engine, request, wait: input.wait, signal });
    const replayed = replayedChanges(history, source, change, input.mask);
    const last = input.wait ? await adjustAgain(studio, made, replayed, signal) : made;
    const rest = input.wait ? await checkTheRest(studio, last.history, made.round) : [];
    return {
      round: made.round,
      tool,
      why,
      rest,
      replayed: replayed ? replayed.changes.map(describeChange) : [],
      summary: [
        ...(replayed ? [replaySentence(replayed)] : []),
        `Refining ${shortId(source.id)} by ${tool}: ${why}`,
        bandNote(change),
        describeRound(made.history, made.round),
        ...rest.map((check) => `  ${shortId(check.variation)}: ${check.sentence}`),
        ...(last.round === made.round ? [] : [describeRound(last.history, last.round)]),
      ]
        .filter(Boolean)
        .join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});

/** The mask and the references that were given, where the engine that draws takes them; else who does. */
async function givenPictures(
  studio: Studio,
  engine: string,
  { mask, references }: RefineInput,
  signal: AbortSignal,
): Promise<{ readonly mask?: string; readonly references?: readonly string[] }> {
  if (mask === undefined && references === undefined) return {};
  const { abilities, title } = await engineOf(studio, engine).describe(signal);
  const draws = !abilities.includes("adjust"); // the plan says why adjusting takes neither
  if (draws && mask !== undefined && !abilities.includes("mask"))
    throw new StudioError("refused", `${title} takes no mask.`, {
      hint: await whoCan(studio, "mask", "Leave it out and say in the sentence where to change something."),
    });
  if (draws && references !== undefined && !abilities.includes("references"))
    throw new StudioError("refused", `${title} takes no reference pictures.`, {
      hint: await whoCan(studio, "references", "Say in the sentence what it should take from them."),
    });
  return {
    ...(mask === undefined ? {} : { mask: await keepMask(studio, mask) }),
    ...(references === undefined
      ? {}
      : { references: (await keepAllGiven(studio, references)).map(({ hash }) => hash) }),
  };
}

/** What was accepted before and is drawn again with this change; undefined where the source is edited itself. */
const replayedChanges = (
  history: History,
  source: Variation,
  change: Change,
  mask: string | undefined,
): Replay | undefined =>
  change.kind === "instruction" && change.strength !== null && mask === undefined
    ? replayOf(history, source)
    : undefined;

const replaySentence = ({ root, changes }: Replay): string =>
  `Edits on edits rot a picture, so ${changes.length === 1 ? "the change" : `the ${inWords(changes.length)} changes`} before (${changes.map(describeChange).join("; ")}) and this one are drawn together from ${shortId(root.id)}.`;

/** Adjustments of the chain are computed again on the new picture that shows most. */
async function adjustAgain(
  studio: Studio,
  made: CarriedOut,
  replayed: Replay | undefined,
  signal: AbortSignal,
): Promise<CarriedOut> {
  const best = bestOf(
    made.history,
    variationsOf(made.history, made.round),
    createTruths(made.history, { accuracy: accuracyIn(studio) }),
  );
  if (!replayed || replayed.adjustments.length === 0 || !best) return made;
  const { change, engine } = adjusting(studio, replayed.adjustments, "");
  const request = { kind: "refine" as const, source: best.variation, change, count: 1 };
  return carryOut({ studio, history: made.history, engine, request, wait: true, signal });
}

function bandNote(change: Change): string {
  if (change.kind !== "instruction" || change.strength === null) return "";
  if (change.strength < refineBand.from)
    return `Strength ${change.strength} is under ${refineBand.from}: it may change nothing that can be seen.`;
  return change.strength > refineBand.to
    ? `Strength ${change.strength} is over ${refineBand.to}: more than you asked for may change.`
    : "";
}
