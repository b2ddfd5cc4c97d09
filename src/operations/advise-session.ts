import { z } from "zod";
import { type Advice, AdviceReport, advise } from "../core/method/advice.ts";
import type { KnownProposal } from "../core/method/action-plans.ts";
import type { History } from "../core/history.ts";
import { currentAttempt, latestRound } from "../core/history.ts";
import { odds } from "../core/sentences.ts";
import type { Studio } from "../core/studio.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { methodOptions } from "./shared/method-options.ts";
import { parentsOf } from "./shared/parents.ts";
import { proposalsFor } from "./shared/propose-changes.ts";
import { historyOf } from "./shared/session-of.ts";

export const adviseSession = defineOperation({
  name: "advise",
  summary: "What to do next, why, and what it is expected to gain and cost.",
  effect: "read",
  input: z.object({
    session: SessionField,
    patience: z.number().min(1).max(1_000).optional().describe("Pictures you would give to get one more must-have right"),
  }),
  output: Answer.extend({ advice: AdviceReport }),
  commandLine: { positional: ["session"], example: "samebut advise last" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const advice = await adviceFor(studio, history, signal, input.patience);
    return { advice, summary: describeAdvice(advice), pictures: [] };
  },
});

export async function adviceFor(studio: Studio, history: History, signal: AbortSignal, patience?: number): Promise<AdviceReport> {
  return advise(history, { ...methodOptions(studio, history), proposals: await knownProposals(studio, history, signal), patience });
}

/** What could be changed for each element of the current prompt. What each did so far is in the history itself. */
async function knownProposals(studio: Studio, history: History, signal: AbortSignal): Promise<readonly KnownProposal[]> {
  if (!latestRound(history, currentAttempt(history).id) || history.variations.length === 0) return [];
  const { prompt } = parentsOf(studio, history)[0].recipe;
  const { elements } = history.session.brief;
  const found = await Promise.all(elements.map((element) => proposalsFor(studio, history, prompt, element, signal)));
  return found.flat();
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
  const other = alternatives.slice(0, 3).map((advice) => `  or ${commands[advice.action]}: ${advice.why} (gain ${odds(advice.gain)}, ${advice.price} pictures)`);
  return [
    `Next: ${commands[primary.action]}. ${primary.why}`,
    ...primary.evidence.map((line) => `  ${line}`),
    ...(primary.action === "restart" ? [] : triggers.map((trigger) => `  But: ${trigger}`)),
    ...other,
  ].join("\n");
}
