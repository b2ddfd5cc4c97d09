import { z } from "zod";
import { type Advice, AdviceReport, advise } from "../core/method/advice/advice.ts";
import type { AdviceContext, KnownProposal } from "../core/method/advice/action-plans.ts";
import type { History } from "../core/history.ts";
import { currentAttempt, latestRound } from "../core/history.ts";
import { odds } from "../core/sentences.ts";
import { createTruths } from "../core/method/interpretation/truth.ts";
import type { Studio } from "../core/studio.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { type MethodOptions, methodOptions } from "./shared/method-options.ts";
import { parentsOf } from "./shared/parents.ts";
import { asKnown, proposalsFor } from "./shared/propose-changes.ts";
import { CropFinding, cropProposals, tryCrops } from "./shared/try-crops.ts";
import { historyOf } from "./shared/session-of.ts";

export const adviseSession = defineOperation({
  name: "advise",
  summary: "What to do next, why, and what it is expected to gain and cost.",
  effect: "read",
  input: z.object({
    session: SessionField,
    patience: z
      .number()
      .min(1)
      .max(1_000)
      .optional()
      .describe("Pictures you would give to get one more must-have right"),
  }),
  output: Answer.extend({ advice: AdviceReport, crops: z.array(CropFinding) }),
  commandLine: { positional: ["session"], example: "samebut advise last" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const { crops, ...advice } = await adviceFor(studio, history, signal, { patience: input.patience });
    const summary = [describeAdvice(advice), ...crops.map(({ sentence }) => `  Crop: ${sentence}`)].join("\n");
    return { advice, crops: [...crops], summary, pictures: [] };
  },
});

export async function adviceFor(
  studio: Studio,
  history: History,
  signal: AbortSignal,
  limits: Pick<AdviceContext, "patience" | "arms" | "unattended" | "without"> = {},
): Promise<AdviceReport & { readonly crops: readonly CropFinding[] }> {
  const { elements } = history.session.brief;
  const options = await methodOptions(studio, history);
  if (history.variations.length > 0 && elements.length > 0 && !anybodyRead(history, options)) return unread;
  const { noise } = options;
  const crops = await tryCrops(studio, history, options, signal);
  const words = await knownProposals(studio, history, options, signal);
  const report = advise(history, {
    ...options,
    proposals: [...words, ...cropProposals(crops)],
    cropReaches: ({ id }) => crops.find(({ element }) => element === id)?.reaches,
    ...limits,
    ...(noise && { breaks: noise.breaks, luck: noise.luck }),
  });
  return { ...report, crops };
}

/** Whether anything is known of any element in any picture: without that every expectation would be the prior alone. */
function anybodyRead(history: History, options: MethodOptions): boolean {
  const truths = createTruths(history, options);
  return history.variations.some((variation) =>
    history.session.brief.elements.some((element) => truths.observation(element, variation).answer !== "unsure"),
  );
}

const unread: AdviceReport & { readonly crops: readonly CropFinding[] } = {
  crops: [],
  primary: {
    action: "stop",
    changes: [],
    why: "Nobody has read these pictures yet, so there is nothing to advise from. Say what you see: `samebut judge <variation> --right … --missed …`, or pick one.",
    gain: 0,
    price: 0,
    index: 0,
    evidence: [],
  },
  alternatives: [],
  best: null,
  triggers: [],
};

/** What could be changed for each element of the current prompt. What each did so far is in the history itself. */
async function knownProposals(
  studio: Studio,
  history: History,
  options: MethodOptions,
  signal: AbortSignal,
): Promise<readonly KnownProposal[]> {
  if (!latestRound(history, currentAttempt(history).id) || history.variations.length === 0) return [];
  const { prompt } = parentsOf(history, options)[0].recipe;
  const place = { history, prompt, knowledge: options.knowledge };
  const { elements } = history.session.brief;
  const found = await Promise.all(elements.map((element) => proposalsFor(studio, place, element, signal)));
  return found.flat().map(asKnown);
}

const commands: Readonly<Record<Advice["action"], string>> = {
  orient: "samebut orient",
  fix: "samebut fix",
  "more-seeds": "samebut more",
  refine: "samebut refine",
  final: "samebut finish",
  restart: "samebut restart",
  deliver: "samebut deliver",
  stop: "samebut show",
};

export function describeAdvice({ primary, alternatives, triggers }: AdviceReport): string {
  const other = alternatives
    .slice(0, 3)
    .map(
      (advice) =>
        `  or ${commands[advice.action]}: ${advice.why} (gain ${odds(advice.gain)}, ${advice.price} pictures)`,
    );
  return [
    `Next: ${commands[primary.action]}. ${primary.why}`,
    ...primary.evidence.map((line) => `  ${line}`),
    ...(primary.action === "restart" ? [] : triggers.map((trigger) => `  But: ${trigger}`)),
    ...other,
  ].join("\n");
}
