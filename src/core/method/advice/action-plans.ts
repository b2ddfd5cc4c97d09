import type { Advice, AdvisedAction } from "./advice.ts";
import { type BestChange, type KnownProposal, bestChange, chanceOf } from "./best-change.ts";
import { nounOf } from "../../brief.ts";
import { describeChange } from "../../change.ts";
import type { Element } from "../../element.ts";
import {
  type Shape,
  adjustmentPictures,
  breakByAdjusting,
  breakByRefining,
  fixPictures,
  moreSeedsPictures,
  mostArms,
  orientationPictures,
  severalMissed,
  untriedInRewrite,
} from "../priors.ts";
import { inWords, listed, odds, plural, quoted } from "../../sentences.ts";
import type { Situation, SituationOptions } from "./situation.ts";
import {
  type Attempted,
  type ElementOutlook,
  type Outcomes,
  type WorldOptions,
  type Worlds,
  createWorlds,
} from "./worlds.ts";

export type { KnownProposal } from "./best-change.ts";

export interface AdviceContext extends SituationOptions, Partial<Pick<WorldOptions, "breaks" | "luck">> {
  readonly proposals: readonly KnownProposal[];
  /** Pictures that the person would give to get one more must-have element right. */
  readonly patience?: number | undefined;
  /** Nobody is there to think of words that no one proposed. */
  readonly unattended?: boolean | undefined;
  /** At most this many changes side by side. */
  readonly arms?: number | undefined;
  /** Actions that the engine cannot do, or that make no sense now. */
  readonly without?: readonly AdvisedAction[] | undefined;
}

/** One thing that could be done, with what would come of it. */
export interface ActionPlan {
  readonly action: AdvisedAction;
  readonly element?: string;
  readonly changes: Advice["changes"];
  readonly why: string;
  readonly evidence: readonly string[];
  readonly outcomes: Outcomes;
  /** In pictures. */
  readonly price: number;
}

interface Scene {
  readonly situation: Situation;
  readonly worlds: Worlds;
  /** The best change per element: by words on the prompt, and on the best picture. */
  readonly fixes: readonly BestChange[];
  readonly refinements: readonly BestChange[];
}

/** Everything that can be done next. */
export function plansOf(situation: Situation, context: AdviceContext): readonly ActionPlan[] {
  const scene = sceneOf(situation, context);
  const plans = [
    ...fixPlans(scene),
    ...armPlans(scene, Math.min(mostArms, context.arms ?? mostArms)),
    moreSeeds(scene),
    ...refinePlans(scene),
    ...restartPlans(scene),
  ];
  return plans.filter(({ action }) => !context.without?.includes(action));
}

function sceneOf(situation: Situation, context: AdviceContext): Scene {
  const { elements } = situation.history.session.brief;
  const parents = situation.parents.slice(0, fixPictures);
  const unread = new Set(situation.unread.map(({ id }) => id));
  const outlooks = elements.map((element): ElementOutlook => {
    const [first] = parents;
    if (!first) throw new RangeError("A situation has at least one parent picture.");
    return {
      element,
      rate: situation.truths.hitRate(element, first),
      parents: parents.map((variation) => situation.truths.of(element, variation).probability),
      best: situation.best.elements.find((one) => one.element === element.id)?.probability ?? 0,
      readable: !unread.has(element.id),
    };
  });
  const worlds = createWorlds(outlooks, { seed: situation.seed, breaks: context.breaks, luck: context.luck });
  const states = new Map(situation.elements.map(({ element, state }) => [element, state]));
  const broken = elements.filter(({ id }) => states.get(id) === "missed" || states.get(id) === "mixed");
  const wrongInBest = elements.filter(({ id }) => (outlooks.find(({ element }) => element.id === id)?.best ?? 1) < 0.5);
  return {
    situation,
    worlds,
    fixes: broken
      .flatMap((element) => bestChange(element, situation, context.proposals, "words"))
      .filter(({ proposal }) => proposal !== undefined || context.unattended !== true),
    refinements: wrongInBest.flatMap((element) => bestChange(element, situation, context.proposals, "picture")),
  };
}

const changesOf = (options: readonly BestChange[]): Advice["changes"] =>
  options.flatMap(({ element, proposal }) =>
    proposal ? [{ element: element.id, change: proposal.change, source: proposal.source }] : [],
  );

function knowledge({ pairs, ...option }: BestChange): string {
  const what = option.proposal
    ? describeChange(option.proposal.change)
    : `more specific words for ${quoted(option.element.statement)}`;
  if (option.proposal?.computed) return `${what} was computed and read: it brings ${quoted(option.element.statement)}.`;
  const known = Math.round(pairs) === 0 ? "untried" : `seen in ${plural(Math.round(pairs), "pair")}`;
  return `${what} is expected to fix it with chance ${odds(chanceOf({ pairs, ...option }))} (${known}).`;
}

const missSentence = (scene: Scene, element: Element): string => {
  const found = scene.situation.elements.find((one) => one.element === element.id);
  if (!found) return `${quoted(element.statement)} was not read.`;
  return found.sentence;
};

const fixPlans = (scene: Scene): readonly ActionPlan[] =>
  scene.fixes.map((option) => ({
    action: "fix" as const,
    element: option.element.id,
    changes: changesOf([option]),
    why: `Make ${quoted(option.element.statement)} more specific, and nothing else.`,
    evidence: [missSentence(scene, option.element), knowledge(option)],
    outcomes: scene.worlds.change([option.attempted], fixPictures),
    price: fixPictures,
  }));

/** Several elements at once, one arm each on the same seeds, and one more arm for the winners together. */
function armPlans(scene: Scene, most: number): readonly ActionPlan[] {
  const ranked = scene.fixes
    .filter(({ proposal }) => proposal !== undefined)
    .toSorted((a, b) => worth(scene, b) - worth(scene, a) || (a.element.id < b.element.id ? -1 : 1));
  const sizes = Array.from({ length: Math.max(0, Math.min(most, ranked.length) - 1) }, (_, index) => index + 2);
  return sizes.map((arms) => {
    const options = ranked.slice(0, arms);
    const names = listed(options.map(({ element }) => quoted(element.statement)));
    const [first] = options;
    return {
      action: "fix" as const,
      ...(first && { element: first.element.id }),
      changes: changesOf(options),
      why: `Try ${names} side by side, one change per arm on the same seeds, then the winners together.`,
      evidence: options.map((option) => `${missSentence(scene, option.element)} ${knowledge(option)}`),
      outcomes: scene.worlds.change(
        options.map(({ attempted }) => attempted),
        fixPictures,
      ),
      price: (arms + 1) * fixPictures,
    };
  });
}

const worth = (scene: Scene, option: BestChange): number => {
  const expected = scene.situation.elements.find(({ element }) => element === option.element.id)?.expected ?? 1;
  return (option.element.importance === "must" ? 3 : 1) * (1 - expected) * chanceOf(option);
};

const moreSeeds = ({ situation, worlds }: Scene): ActionPlan => {
  const unsettled = situation.elements.filter((element) => element.unsettled || element.state === "mixed");
  const names = listed(unsettled.map(({ statement }) => quoted(statement)));
  const count = inWords(moreSeedsPictures);
  const isText = nounOf(situation.history.session.brief) === "text";
  const more = isText ? `Write ${count} more takes` : `Draw ${count} more seeds`;
  return {
    action: "more-seeds",
    changes: [],
    why: unsettled.length > 0 ? `${more}: ${names} may simply be luck.` : `${more} of the same prompt.`,
    evidence: unsettled.map(({ sentence }) => sentence),
    outcomes: worlds.moreSeeds(moreSeedsPictures),
    price: moreSeedsPictures,
  };
};

function refinePlans(scene: Scene): readonly ActionPlan[] {
  const noun = nounOf(scene.situation.history.session.brief);
  return scene.refinements.map((option) => {
    const computed = option.proposal?.change.kind === "adjustment";
    const breaks: Shape = computed ? breakByAdjusting : breakByRefining;
    const pictures = computed ? 1 : fixPictures;
    return {
      action: "refine" as const,
      element: option.element.id,
      changes: changesOf([option]),
      why: `Keep everything the same in the best ${noun}, but ${quoted(option.element.statement)}.`,
      evidence: [`It is missed in the best ${noun} so far. ${knowledge(option)}`],
      outcomes: scene.worlds.refine(option.attempted, pictures, breaks),
      price: computed ? adjustmentPictures : fixPictures,
    };
  });
}

/**
 * Once something was tried, or where several must-haves are never heard: then the best words for all of them at once may
 * be worth more than one after the other. Rebuilt from nothing else, a prompt would be a re-roll.
 */
function restartPlans({ situation, worlds, fixes }: Scene): readonly ActionPlan[] {
  const isTried = situation.tried.some(({ arm }) =>
    situation.history.rounds.some(({ id, attempt }) => id === arm.round && attempt === situation.attempt.id),
  );
  const worded = new Set(fixes.flatMap(({ element, proposal }) => (proposal ? [element.id] : [])));
  const unheard = situation.elements.filter(
    ({ element, importance, state }) => importance === "must" && state === "missed" && worded.has(element),
  );
  if (!isTried && unheard.length < severalMissed) return [];
  const phrases = fixes.map(({ attempted, pairs }) => (pairs > 0 ? attempted : doubted(attempted)));
  const names = listed(fixes.map(({ element }) => quoted(element.statement)));
  return [
    {
      action: "restart",
      changes: [],
      why:
        names === ""
          ? "Write the prompt anew from what was heard."
          : `Write the prompt anew from what was learned, with better words for ${names}.`,
      evidence: fixes.map(knowledge),
      outcomes: worlds.restart(phrases),
      price: orientationPictures,
    },
  ];
}

const doubted = (attempted: Attempted): Attempted => {
  const [a, b] = attempted.chance;
  const believed = untriedInRewrite * a;
  return { ...attempted, name: `${attempted.name} doubted`, chance: [believed, a + b - believed] };
};
