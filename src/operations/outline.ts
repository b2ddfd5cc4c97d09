import { z } from "zod";
import { describeAdjustment, describeChange, recipeDifference } from "../core/change.ts";
import { Change } from "../core/change.ts";
import { Delivery } from "../core/delivery.ts";
import { type History, armsOf, slotsOf } from "../core/history.ts";
import { bestSoFar } from "../core/method/advice/value.ts";
import { Recipe } from "../core/recipe.ts";
import { Arm, Round, SlotState, StoredFailure, isFinished } from "../core/round.ts";
import { plural } from "../core/sentences.ts";
import type { Studio } from "../core/studio.ts";
import { Attempt, Session } from "../core/session.ts";
import { Cost, Variation, Warning } from "../core/variation.ts";
import { Verdict } from "../core/verdict.ts";
import { wordDiff } from "../core/word-diff.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { chooseSource } from "./shared/choose-source.ts";
import { headingOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/method-options.ts";
import { historyOf } from "./shared/session-of.ts";

const DiffPart = z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() });

/** What differs from the parent besides the seed, one word per kind: dots on a tile. */
const Dot = z.enum(["prompt", "seed", "mask", "model", "strength", "settings", "adjustments", "size"]);
type Dot = z.infer<typeof Dot>;

const OutlineArm = z.object({
  ...Arm.shape,
  change: Change.nullable(),
  heading: z.string(),
  prompt: z.string(),
  /** From the prompt of the round before to that of this arm; one "same" part where the words stayed. */
  diff: z.array(DiffPart),
});

const OutlineSlot = z.object({
  id: z.string(),
  arm: z.string(),
  position: z.int(),
  state: SlotState,
  seed: z.number().nullable(),
  width: z.int(),
  height: z.int(),
  control: z.string().nullable(),
  variation: z.string().nullable(),
  failure: StoredFailure.nullable(),
});

const OutlineVariation = z.object({
  id: z.string(),
  round: z.string(),
  arm: z.string(),
  slot: z.string(),
  blob: z.string(),
  mediaType: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  seed: z.number().nullable(),
  control: z.string().nullable(),
  dots: z.array(Dot),
  /** Adjustments played from the clean root, in order; empty where none were made. */
  replay: z.array(z.string()),
  warnings: z.array(Warning),
  seconds: z.number(),
  cost: Cost,
  createdAt: z.number(),
});

const OutlineRound = z.object({
  ...Round.shape,
  /** "round 2 · fix · add “hard light”" */
  heading: z.string(),
  /** Whether anybody works on it now. With unfinished slots and nobody, `resume` goes on. */
  running: z.boolean(),
  arms: z.array(OutlineArm),
  slots: z.array(OutlineSlot),
  variations: z.array(OutlineVariation),
});

export const outline = defineOperation({
  name: "outline",
  summary: "A session at a glance: rounds with their change, what came out, verdicts. Without readings.",
  effect: "read",
  input: z.object({ session: SessionField }),
  output: Answer.extend({
    session: Session,
    attempts: z.array(Attempt),
    rounds: z.array(OutlineRound),
    verdicts: z.array(Verdict),
    deliveries: z.array(Delivery),
    best: z
      .object({
        variation: z.string(),
        value: z.number(),
        done: z.boolean(),
        picked: z.boolean(),
        sentence: z.string(),
      })
      .nullable(),
    /** What a refinement or a final pass begins with: the pick, else the best with what was refined on top of it. */
    goesOn: z.string().nullable(),
  }),
  commandLine: { positional: ["session"], example: "samebut outline last" },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const best = bestSoFar(history, accuracyIn(studio));
    return {
      session: history.session,
      attempts: [...history.attempts],
      rounds: await Promise.all(history.rounds.map((round) => outlineRound(studio, history, round))),
      verdicts: [...history.verdicts],
      deliveries: [...history.deliveries],
      best: best ?? null,
      goesOn: best ? chooseSource(studio, history, undefined).id : null,
      summary: [
        `${history.session.title} (${plural(history.variations.length, "variation")})`,
        ...history.rounds.map(
          ({ id }) => `  ${headingOf(history, id)}: ${plural(slotsOf(history, id).length, "slot")}`,
        ),
      ].join("\n"),
      pictures: [],
    };
  },
});

async function outlineRound(
  { work, store }: Pick<Studio, "work" | "store">,
  history: History,
  round: Round,
): Promise<z.input<typeof OutlineRound>> {
  const byId = new Map(history.variations.map((variation) => [variation.id, variation]));
  const arms = armsOf(history, round.id);
  const slots = slotsOf(history, round.id);
  return {
    ...round,
    heading: headingOf(history, round.id),
    running: !slots.every(isFinished) && (work.running().includes(round.id) || (await store.isRunning(round.id))),
    arms: arms.map((arm) => outlineArm(arm, slots.find((slot) => slot.arm === arm.id)?.recipe, byId, slots)),
    slots: slots.map(({ id, arm, position, state, recipe, control, variation, failure }) => ({
      id,
      arm,
      position,
      state,
      control,
      variation,
      failure,
      seed: recipe.seed,
      ...recipe.size,
    })),
    variations: history.variations
      .filter((variation) => variation.round === round.id)
      .map((variation) => outlineVariation(variation, byId)),
  };
}

type ById = ReadonlyMap<string, Variation>;

function outlineArm(
  arm: Arm,
  recipe: Recipe | undefined,
  byId: ById,
  slots: readonly { readonly arm: string; readonly control: string | null }[],
): z.input<typeof OutlineArm> {
  const prompt = recipe?.prompt ?? "";
  const control = slots.find((slot) => slot.arm === arm.id && slot.control !== null)?.control ?? "";
  const before = byId.get(control)?.recipe.prompt ?? prompt;
  return {
    ...arm,
    heading: arm.change === null ? "the prompt as written" : describeChange(arm.change),
    prompt,
    diff: wordDiff(before, prompt).map((part) => ({ ...part })),
  };
}

function outlineVariation(variation: Variation, byId: ById): z.input<typeof OutlineVariation> {
  const { recipe, ...rest } = variation;
  const control = byId.get(variation.control ?? "");
  return {
    ...rest,
    warnings: [...variation.warnings],
    seed: recipe.seed,
    replay: recipe.adjustments.map(describeAdjustment),
    dots: control ? dotsBetween(control.recipe, recipe) : [],
  };
}

const dotOf: Partial<Record<keyof Recipe, Dot>> = {
  prompt: "prompt",
  negativePrompt: "prompt",
  instruction: "prompt",
  seed: "seed",
  variation: "seed",
  mask: "mask",
  engine: "model",
  fingerprint: "model",
  model: "model",
  strength: "strength",
  steps: "settings",
  guidance: "settings",
  sampler: "settings",
  settings: "settings",
  adjustments: "adjustments",
  size: "size",
};

const dotsBetween = (before: Recipe, after: Recipe): Dot[] => [
  ...new Set(recipeDifference(before, after).flatMap((key) => dotOf[key] ?? [])),
];
