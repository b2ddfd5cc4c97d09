import { z } from "zod";
import { Change, ChangeableParameter, describeChange } from "../core/change.ts";
import type { Element } from "../core/element.ts";
import { StudioError, invalid } from "../core/errors.ts";
import type { History } from "../core/history.ts";
import { interpret, rankBroken } from "../core/method/interpretation/interpretation.ts";
import { PromptTendency } from "../core/proposer.ts";
import type { PlannedChange } from "../core/plan/request.ts";
import type { Studio } from "../core/studio.ts";
import type { Variation } from "../core/variation.ts";
import { carryOut } from "./shared/carry-out.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { ArmEffects, describeEffects, effectsOfRound } from "./shared/effects-of-round.ts";
import { checkChange, elementSpokenOf } from "./shared/check-change.ts";
import { type MethodOptions, methodOptions } from "./shared/method-options.ts";
import { parentsOf } from "./shared/parents.ts";
import { Proposal, type ProposalPlace, elementNamed, proposalsFor } from "./shared/propose-changes.ts";
import { historyOf } from "./shared/session-of.ts";
import { proposalsAgainst } from "./shared/propose-against.ts";
import { readTakes } from "./text/read-takes.ts";
import { isText } from "./text/text-of.ts";

const FixInput = z.object({
  session: SessionField,
  element: z.string().optional().describe("The element it is for; the most broken one when left out"),
  tendency: PromptTendency.optional().describe(
    "Of a text: what it is against, instead of an element: corporate language, hedging, padding, or invented facts",
  ),
  add: z.string().max(2_000).optional().describe("Words to add to the prompt, or to put in the place of --remove"),
  remove: z.string().max(2_000).optional().describe("Words of the prompt to take out"),
  parameter: ChangeableParameter.optional().describe("A setting to change instead of words"),
  to: z.union([z.number(), z.string()]).optional().describe("What the setting becomes"),
  changes: z
    .array(Change)
    .min(1)
    .max(3)
    .optional()
    .describe("Exactly these changes, one arm each on the same seeds, instead of proposed ones"),
  arms: z
    .int()
    .min(1)
    .max(3)
    .default(1)
    .describe("Try this many changes side by side, one per arm, for the most broken elements or the one named"),
  count: z.int().min(1).max(16).default(3).describe("How many of the parent's seeds"),
  force: z
    .boolean()
    .default(false)
    .describe("Run a change of several things all the same; its effects are marked confounded"),
  preview: z.boolean().default(false).describe("Only say what would be changed and why"),
  wait: WaitField,
});
type FixInput = z.output<typeof FixInput>;

const FixAnswer = Answer.extend({
  round: z.string().nullable(),
  proposals: z.array(Proposal),
  effects: z.array(ArmEffects),
});

export const fix = defineOperation({
  name: "fix",
  summary: "Round 2: change one thing on the same seeds and say what it did.",
  effect: "paid",
  input: FixInput,
  output: FixAnswer,
  commandLine: { positional: ["session"], example: 'samebut fix last --element hard-light --add "hard light"' },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const options = await methodOptions(studio, history);
    const parents = parentsOf(history, options);
    const { prompt, engine } = parents[0].recipe;
    const place = { history, prompt, knowledge: options.knowledge };
    const own = input.changes ?? (await ownChange(studio, input, history, signal));
    const tendency = own ? undefined : await tendencyToFix(studio, input, history, options, parents);
    const elements = own || tendency ? [] : chooseElements(history, options, parents[0], input);
    const found = tendency
      ? [await proposalsAgainst(studio, history, prompt, tendency, signal)]
      : await Promise.all(elements.map((element) => proposalsFor(studio, place, element, signal)));
    const proposals = oneOfEachFirst(found);
    const aim = tendency ?? elements[0]?.statement;
    if (aim !== undefined && proposals.length === 0) throw nothingToPropose(aim);
    const changes = own ?? proposals.slice(0, input.arms).map(({ change }) => change);
    const known = input.changes ? await proposalsOf(studio, place, input, signal) : proposals;
    const planned = await planArms(studio, history, changes, known, input.force, signal);
    if (input.preview) return preview(proposals, changes);
    const request = {
      kind: "fix" as const,
      parents: parents.map(({ id }) => id),
      changes: planned,
      count: input.count,
    };
    const made = await carryOut({ studio, history, engine, request, wait: input.wait, signal });
    const effects = input.wait ? effectsOfRound(studio, made.history, made.round, options) : [];
    return {
      round: made.round,
      proposals: [...proposals],
      effects,
      summary: [whyText(proposals[0]), describeRound(made.history, made.round), ...describeEffects(effects)]
        .filter(Boolean)
        .join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});

/** The one change that the person spelt out, if any. */
async function ownChange(
  studio: Studio,
  input: FixInput,
  history: History,
  signal: AbortSignal,
): Promise<readonly Change[] | undefined> {
  const element = input.element === undefined ? null : elementNamed(history, input.element).id;
  if (input.parameter !== undefined) {
    if (input.to === undefined) throw invalid(`What should ${input.parameter} become?`, "Say it with --to.");
    return [{ kind: "parameter", element, name: input.parameter, to: input.to }];
  }
  if (input.add === undefined && input.remove === undefined) return undefined;
  if (!input.add?.trim() && !input.remove)
    throw invalid("The change is empty.", "Say what to add with --add, or what to take out with --remove.");
  const words = { add: input.add?.trim() ?? "", remove: input.remove ?? "" };
  const about = element ?? (await elementSpokenOf(studio, history, words.add || words.remove, signal));
  return [{ kind: "words", element: about, ...words }];
}

/** The named element, else the most broken one; with several arms, the most broken ones, as many as there are arms. */
function chooseElements(
  history: History,
  options: MethodOptions,
  parent: Variation,
  input: FixInput,
): readonly Element[] {
  if (input.element !== undefined) return [elementNamed(history, input.element)];
  const broken = brokenIn(history, options, parent).slice(0, input.arms);
  if (broken.length > 0) return broken.map(({ element }) => elementNamed(history, element));
  throw new StudioError("refused", "Nothing is broken that anybody could see, so there is nothing to fix.", {
    hint: "`samebut refine` makes small adjustments; or name an element with --element, or correct the judge with `samebut judge`.",
  });
}

function brokenIn(history: History, options: MethodOptions, parent: Variation) {
  const { elements } = interpret(history, parent.round, { ...options, arm: parent.arm });
  return rankBroken(history.session.brief.elements, elements, options);
}

/** The tendency that the person named; else, of a text in which no element is broken, the strongest that most takes show. */
async function tendencyToFix(
  studio: Studio,
  { element, tendency }: FixInput,
  history: History,
  options: MethodOptions,
  parents: readonly [Variation, ...Variation[]],
): Promise<PromptTendency | undefined> {
  const isAboutText = parents.every(isText);
  if (tendency !== undefined && !isAboutText)
    throw invalid("Tendencies of language are for texts.", "Name an element of the picture with --element.");
  if (tendency !== undefined || element !== undefined || !isAboutText) return tendency;
  if (brokenIn(history, options, parents[0]).length > 0) return undefined;
  return (await readTakes(studio, parents[0].recipe.prompt, parents)).strongest;
}

/** The best change for each element, then the second best, and so on: arms of one round should compose. */
const oneOfEachFirst = (found: readonly (readonly Proposal[])[]): readonly Proposal[] =>
  Array.from({ length: Math.max(0, ...found.map(({ length }) => length)) }, (_, i) =>
    found.flatMap((proposals) => proposals[i] ?? []),
  ).flat();

const nothingToPropose = (aim: string): StudioError =>
  new StudioError("refused", `Everything known for “${aim}” was tried already.`, {
    hint: "Say a change of your own with --add and --remove, or start over with what was learned: `samebut restart`.",
  });

/** What is proposed for the elements that these changes name, or against the tendency. */
async function proposalsOf(
  studio: Studio,
  place: ProposalPlace & { readonly history: History },
  { changes = [], tendency }: FixInput,
  signal: AbortSignal,
): Promise<readonly Proposal[]> {
  const { elements } = place.history.session.brief;
  const named = elements.filter(({ id }) => changes.some(({ element }) => element === id));
  const against = tendency ? [proposalsAgainst(studio, place.history, place.prompt, tendency, signal)] : [];
  const found = named.map((element) => proposalsFor(studio, place, element, signal));
  return (await Promise.all([...found, ...against])).flat();
}

/** A proposal is one clause for one element by its author's promise; what a person writes is counted by its clauses. */
async function planArms(
  studio: Studio,
  history: History,
  changes: readonly Change[],
  known: readonly Proposal[],
  force: boolean,
  signal: AbortSignal,
): Promise<readonly PlannedChange[]> {
  const proposed = new Set(known.map(({ change }) => JSON.stringify(change)));
  return Promise.all(
    changes.map(async (change) => ({
      change,
      confounded: !proposed.has(JSON.stringify(change)) && (await checkChange(studio, history, change, force, signal)),
    })),
  );
}

function preview(proposals: readonly Proposal[], changes: readonly Change[]): z.input<typeof FixAnswer> {
  const lines = proposals.map(
    (proposal, i) =>
      `${i < changes.length ? "→" : " "} ${describeChange(proposal.change)}: ${proposal.why} (${proposal.source}; ${proposal.known.sentence})`,
  );
  return {
    round: null,
    proposals: [...proposals],
    effects: [],
    summary: lines.length > 0 ? lines.join("\n") : "The change is one change; nothing was run.",
    pictures: [],
  };
}

const whyText = (proposal: Proposal | undefined): string =>
  proposal === undefined ? "" : `Why this change: ${proposal.why} Known so far: ${proposal.known.sentence}.`;
