import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import { type History, currentAttempt, latestRound, variationsOf } from "../core/history.ts";
import { importedOpening } from "../core/imported.ts";
import { Interpretation } from "../core/method/interpretation/interpretation.ts";
import { recipeFor } from "../core/plan/settings.ts";
import { Seed } from "../core/recipe.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { type CarriedOut, carryOut } from "./shared/carry-out.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { describeInterpretation, interpretRound } from "./shared/interpret-round.ts";
import { methodOptions } from "./shared/method-options.ts";
import { referencesNote } from "./shared/given-picture.ts";
import { historyOf } from "./shared/session-of.ts";
import { SizeField } from "./shared/size-field.ts";
import { readTakes } from "./text/read-takes.ts";
import { isText } from "./text/text-of.ts";

export const orient = defineOperation({
  name: "orient",
  summary: "Round 1: run the prompt as written, then read what the model understood.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    count: z.int().min(1).max(16).default(4).describe("How many variations"),
    seeds: z.array(Seed).max(16).optional().describe("Exactly these seeds, instead of fresh ones"),
    size: SizeField.optional().describe("Width x height in pixels"),
    steps: z.int().min(1).max(1000).optional().describe("Sampling steps"),
    guidance: z.number().min(0).max(100).optional().describe("Classifier-free guidance scale"),
    sampler: z.string().optional().describe("Sampler, as `samebut engines` lists them"),
    wait: WaitField,
  }),
  output: Answer.extend({ round: z.string(), interpretation: Interpretation.nullable() }),
  commandLine: { positional: ["session"], example: "samebut orient last --count 4 --seeds 11 12 13 14" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    refuseSecondOrientation(history);
    const { seeds, size, steps, guidance, sampler } = input;
    const again = await importedSettings(studio, history, input.count, signal);
    const request = {
      kind: "orientation" as const,
      count: seeds?.length ?? input.count,
      seeds: seeds ?? again?.seeds,
      settings: {
        size: size ?? again?.size,
        steps: steps ?? again?.steps,
        guidance: guidance ?? again?.guidance,
        sampler: sampler ?? again?.sampler,
      },
    };
    const made = await carryOut({ studio, history, engine: history.session.engine, request, wait: input.wait, signal });
    const options = await methodOptions(studio, made.history);
    const interpretation = input.wait ? interpretRound(made.history, made.round, options) : null;
    return {
      round: made.round,
      interpretation,
      summary: [
        describeRound(made.history, made.round),
        ...(await unpairedNote(studio, history)),
        ...(await referencesNote(studio, history.session, signal)),
        ...(interpretation ? [describeInterpretation(interpretation)] : []),
        ...(input.wait ? await takesNote(studio, made) : []),
      ].join("\n\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});

/** A session that has nothing but a picture made elsewhere gets its orientation still. */
function refuseSecondOrientation(history: History): void {
  const attempt = currentAttempt(history);
  if (!latestRound(history, attempt.id) || importedOpening(history)) return;
  throw new StudioError("conflict", `Attempt ${attempt.ordinal} of this session has its orientation already.`, {
    hint: "`samebut read` says what was understood, `samebut fix` changes one thing, `samebut restart` begins again with a new prompt, `samebut resume` finishes what was stopped.",
  });
}

/** What is known of an imported picture and fits this engine: its own seed first, where the same kind of engine made it. */
async function importedSettings(studio: Studio, history: History, count: number, signal: AbortSignal) {
  const imported = importedOpening(history);
  if (imported?.engine !== history.session.engine) return undefined;
  const description = await engineOf(studio, history.session.engine).describe(signal);
  const { seed, size, steps, guidance, sampler } = recipeFor(imported, description);
  const others = Array.from({ length: count - 1 }, () => studio.randomSeed());
  return {
    size,
    steps: steps ?? undefined,
    guidance: guidance ?? undefined,
    sampler: sampler ?? undefined,
    seeds: seed === null ? undefined : [seed, ...others],
  };
}

/** What the takes of a text do unasked: all of them, or one by chance. */
async function takesNote(studio: Studio, { history, round }: CarriedOut): Promise<readonly string[]> {
  const takes = variationsOf(history, round);
  if (takes.length === 0 || !takes.every(isText)) return [];
  const { lines } = await readTakes(studio, history.session.brief.prompt, takes);
  return [["Unasked:", ...lines].join("\n")];
}

/** What an engine without seeds means for all that follows, said once. */
async function unpairedNote(studio: Studio, { session }: History): Promise<readonly string[]> {
  const { abilities, makes, title } = await engineOf(studio, session.engine).describe();
  if (makes !== "image" || abilities.includes("seeds")) return [];
  return [`${title} has no seeds: what a change does is compared unpaired, and takes more variations to be sure of.`];
}
