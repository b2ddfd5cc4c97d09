import { z } from "zod";
import { Prompt } from "../core/brief.ts";
import { weightOf } from "../core/element.ts";
import { effectsOf } from "../core/method/effect/effect.ts";
import { StudioError } from "../core/errors.ts";
import { type History, currentAttempt, latestRound } from "../core/history.ts";
import { type ElementInterpretation, interpret } from "../core/method/interpretation/interpretation.ts";
import { type Phrase, type RewrittenPrompt, rewritePrompt } from "../core/method/advice/rewrite.ts";
import type { RestartTemplate } from "../core/proposer.ts";
import { Attempt } from "../core/session.ts";
import type { Studio } from "../core/studio.ts";
import { wordDiff } from "../core/word-diff.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { methodOptions } from "./shared/method-options.ts";
import { parentsOf } from "./shared/parents.ts";
import { type ProposalPlace, proposalsFor } from "./shared/propose-changes.ts";
import { historyOf } from "./shared/session-of.ts";

/** The template that the clauses follow, and why; null where they stand in the usual order. */
const Order = z.object({ source: z.string(), why: z.string() }).nullable();

const Clause = z.object({ text: z.string(), elements: z.array(z.string()), basis: z.string(), reason: z.string() });

export const restart = defineOperation({
  name: "restart",
  summary: "Start over with what was learned: a new prompt from scratch, with a reason for every clause.",
  effect: "write",
  input: z.object({
    session: SessionField,
    prompt: Prompt.optional().describe("Your own new prompt, instead of the one written from what was learned"),
    preview: z.boolean().default(false).describe("Only show the new prompt"),
  }),
  output: Answer.extend({
    attempt: Attempt.nullable(),
    /** The prompt of the attempt before, and the new one. */
    before: z.string(),
    prompt: z.string(),
    diff: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })),
    clauses: z.array(Clause),
    order: Order,
  }),
  commandLine: { positional: ["session"], example: "samebut restart last --preview" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const before = currentAttempt(history);
    if (!latestRound(history, before.id))
      throw new StudioError("conflict", "This attempt has not begun, so there is nothing to start over from.", {
        hint: "`samebut orient` makes its first round.",
      });
    const written: Rewritten =
      input.prompt === undefined
        ? await rewritten(studio, history, signal)
        : { prompt: input.prompt, clauses: [], template: null };
    const attempt: Attempt = {
      id: studio.ids.next(),
      session: history.session.id,
      ordinal: before.ordinal + 1,
      prompt: written.prompt,
      reason:
        input.prompt === undefined ? "the prompt was written anew from what was learned" : "you wrote a new prompt",
      createdAt: studio.clock.now(),
    };
    if (!input.preview) await studio.store.openAttempt(attempt);
    const diff = wordDiff(before.prompt, written.prompt);
    const diffText = diff
      .map(({ text, kind }) =>
        kind === "same"
          ? text
          : kind === "added"
            ? `[+${text.trim()}+]${trailing(text)}`
            : `[-${text.trim()}-]${trailing(text)}`,
      )
      .join("");
    return {
      attempt: input.preview ? null : attempt,
      before: before.prompt,
      prompt: written.prompt,
      diff: diff.map((part) => ({ ...part })),
      clauses: written.clauses.map((clause) => ({ ...clause, elements: [...clause.elements] })),
      order: written.template ? { source: written.template.source, why: written.template.why } : null,
      summary: [
        input.preview ? "The new prompt would be:" : `Attempt ${attempt.ordinal} begins; what was made so far is kept.`,
        `“${written.prompt}”`,
        ...(written.template ? [`In the order of ${written.template.source}: ${written.template.why}`] : []),
        ...written.clauses.map(({ text, reason }) => `  ${text}: ${reason}`),
        `Word by word: ${diffText}`,
        ...(input.preview ? [] : ["`samebut orient` runs it."]),
      ].join("\n"),
      pictures: [],
    };
  },
});

const trailing = (text: string): string => /\s*$/u.exec(text)?.[0] ?? "";

interface Rewritten extends RewrittenPrompt {
  /** Why its clauses stand in this order; null where they stand in the usual one. */
  readonly template: RestartTemplate | null;
}

/** The template for what was not heard, the most important first. */
async function templateFor(
  studio: Pick<Studio, "proposers">,
  { session }: History,
  read: readonly ElementInterpretation[],
  signal: AbortSignal,
): Promise<RestartTemplate | undefined> {
  const unheard = session.brief.elements
    .filter(({ id }) => read.find(({ element }) => element === id)?.state === "missed")
    .toSorted((a, b) => weightOf(b) - weightOf(a))
    .map(({ kind }) => kind);
  for (const proposer of studio.proposers) {
    const template = unheard.length > 0 ? await proposer.proposeRestart?.(unheard, signal) : undefined;
    if (template) return template;
  }
  return undefined;
}

/** Built from effects seen in this session, elements that were heard, and the best known phrase for each that was not. */
async function rewritten(studio: Studio, history: History, signal: AbortSignal): Promise<Rewritten> {
  const options = await methodOptions(studio, history);
  const [parent] = parentsOf(history, options);
  const interpretation = interpret(history, parent.round, { ...options, arm: parent.arm }).elements;
  const learned = history.arms.flatMap((arm) => {
    const effect = effectsOf(history, arm.round, arm.id, options).find(({ target }) => target);
    return arm.change && effect ? [{ change: arm.change, effect }] : [];
  });
  const template = await templateFor(studio, history, interpretation, signal);
  const written = rewritePrompt({
    brief: history.session.brief,
    interpretation,
    learned,
    phrases: await phrases(studio, { history, prompt: parent.recipe.prompt, knowledge: options.knowledge }, signal),
    order: template?.order,
  });
  return { ...written, template: template ?? null };
}

async function phrases(
  studio: Studio,
  place: ProposalPlace & { readonly history: History },
  signal: AbortSignal,
): Promise<readonly Phrase[]> {
  const found = await Promise.all(
    place.history.session.brief.elements.map(async (element) =>
      (await proposalsFor(studio, place, element, signal)).map((proposal) => ({ element: element.id, ...proposal })),
    ),
  );
  return found.flat().flatMap(({ element, change, source, known }) => {
    const { kept, fixed, broke, neither } = known.target;
    return change.kind === "words" && change.add !== ""
      ? [{ element, words: change.add, source, known: [kept, fixed, broke, neither] as const }]
      : [];
  });
}
