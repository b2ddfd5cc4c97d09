import { z } from "zod";
import { type Change, describeChange } from "../core/change.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { type History, variationsOf } from "../core/history.ts";
import { type Replay, replayOf } from "../core/method/replay.ts";
import { createTruths } from "../core/method/truth.ts";
import { bestOf } from "../core/method/value.ts";
import type { Adjustment } from "../core/recipe.ts";
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
import { plainInstruction, wordsFor } from "./shared/instruction-words.ts";
import { historyOf } from "./shared/session-of.ts";
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
    const request = { kind: "refine" as const, source: source.id, change, count: input.count, mask: input.mask };
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

interface Tool {
  readonly change: Change;
  readonly engine: string;
  readonly tool: string;
  readonly why: string;
}

/** Adjusting before drawing: what needs no model cannot disturb the rest. */
async function chooseTool(
  studio: Studio,
  history: History,
  source: Variation,
  input: RefineInput,
  signal: AbortSignal,
): Promise<Tool> {
  if (input.vary !== undefined)
    return {
      change: { kind: "variation", element: null, amount: input.vary },
      engine: source.recipe.engine,
      tool: "other noise",
      why: `the seed stays, and ${input.vary} of another is mixed in.`,
    };
  if (input.adjustments) return adjusting(studio, input.adjustments, "these exact adjustments were asked for.");
  if (input.instruction === undefined && input.redraw)
    return redrawing(studio, history, input.strength ?? refineBand.default, signal);
  if (input.instruction === undefined)
    throw invalid(
      "What should be different?",
      'For example: samebut refine last "keep everything the same, but make the light warmer"',
    );
  const instruction = plainInstruction(input.instruction);
  const size = { width: source.width ?? source.recipe.size.width, height: source.height ?? source.recipe.size.height };
  const understood = [...studio.engines.values()].map((engine) => engine.understand?.(instruction, size));
  const adjustments = understood.find((found) => found !== undefined);
  if (adjustments && !input.redraw && input.mask === undefined)
    return adjusting(studio, adjustments, "it needs no model, so nothing else can change.");
  return drawing(studio, history, source, instruction, input.strength, signal);
}

function adjusting(studio: Studio, adjustments: readonly Adjustment[], why: string): Tool {
  const engine = [...studio.engines.values()].find((candidate) => candidate.id === "adjust");
  if (!engine)
    throw new StudioError("unavailable", "The engine “adjust” is not there.", { hint: "Create the studio with it." });
  return {
    engine: engine.id,
    tool: "adjustment",
    why,
    change: { kind: "adjustment", element: null, adjustments: [...adjustments] },
  };
}

async function redrawing(studio: Studio, history: History, strength: number, signal: AbortSignal): Promise<Tool> {
  const engine = engineOf(studio, history.session.engine);
  const { abilities, title } = await engine.describe(signal);
  if (!abilities.includes("image-to-image"))
    throw new StudioError("refused", `${title} cannot start from a picture.`, {
      hint: "Say what should be different instead.",
    });
  const change: Change = {
    kind: "instruction",
    element: null,
    text: "drawn again",
    strength,
    words: { remove: "", add: "" },
  };
  return {
    engine: engine.id,
    tool: `image-to-image at strength ${strength}`,
    why: "the words stay; only the strokes are drawn anew.",
    change,
  };
}

async function drawing(
  studio: Studio,
  history: History,
  source: Variation,
  text: string,
  strength: number | undefined,
  signal: AbortSignal,
): Promise<Tool> {
  const engine = engineOf(studio, history.session.engine);
  const { abilities, title } = await engine.describe(signal);
  const words = await wordsFor(studio, history, source, text, signal);
  const byStrength = abilities.includes("image-to-image");
  const change: Change = {
    kind: "instruction",
    element: words.element,
    text,
    strength: byStrength ? (strength ?? refineBand.default) : null,
    ...(byStrength ? { words: words.words } : {}),
  };
  const goesOn = abilities.includes("conversation") && source.turn !== undefined && source.recipe.engine === engine.id;
  const said = goesOn ? `a turn of the conversation with ${title}` : `an instruction to ${title}`;
  const tool = byStrength ? `image-to-image at strength ${change.strength}` : said;
  const instead =
    strength !== undefined && !byStrength ? ` ${title} has no denoising strength; the sentence alone decides.` : "";
  return { engine: engine.id, tool, why: `the picture has to be drawn anew where it changes.${instead}`, change };
}

function bandNote(change: Change): string {
  if (change.kind !== "instruction" || change.strength === null) return "";
  if (change.strength < refineBand.from)
    return `Strength ${change.strength} is under ${refineBand.from}: it may change nothing that can be seen.`;
  return change.strength > refineBand.to
    ? `Strength ${change.strength} is over ${refineBand.to}: more than you asked for may change.`
    : "";
}
