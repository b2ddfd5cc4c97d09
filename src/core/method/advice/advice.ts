import { z } from "zod";
import { type ActionPlan, type AdviceContext, plansOf } from "./action-plans.ts";
import { nounOf } from "../../brief.ts";
import { Change } from "../../change.ts";
import { weightOf } from "../../element.ts";
import { type History, currentAttempt, roundsOf, variationsOf } from "../../history.ts";
import { patiencePictures, probablyDoneAt, wholeWay } from "../priors.ts";
import { restartTriggers, roundsLeft, systematicMisses } from "./restart-triggers.ts";
import { listed, odds, plural, quoted } from "../../sentences.ts";
import { type Situation, situationOf } from "./situation.ts";
import { expectedGain, reservationValue } from "../statistics/reservation.ts";

export const AdvisedAction = z.enum(["orient", "fix", "more-seeds", "refine", "final", "restart", "stop", "deliver"]);
export type AdvisedAction = z.infer<typeof AdvisedAction>;

export const Advice = z.object({
  action: AdvisedAction,
  /** The element it is for; the first where several arms are advised. */
  element: z.string().optional(),
  /** One arm each: what to change for which element. Empty where nobody proposed words yet. */
  changes: z.array(z.object({ element: z.string(), change: Change, source: z.string() })),
  why: z.string(),
  /** Expected gain in value over the best so far, 0…1. */
  gain: z.number(),
  /** In pictures. */
  price: z.number(),
  /** Reservation value σ: worth doing while the best so far is below it. */
  index: z.number(),
  evidence: z.array(z.string()),
});
export type Advice = z.infer<typeof Advice>;

export const AdviceReport = z.object({
  primary: Advice,
  /** By index, largest first. */
  alternatives: z.array(Advice),
  /** The best picture so far and its value; null before the first. */
  best: z.object({ variation: z.string(), value: z.number(), done: z.boolean() }).nullable(),
  /** Reasons to start over, shown even when something else is advised. */
  triggers: z.array(z.string()),
});
export type AdviceReport = z.infer<typeof AdviceReport>;

/**
 * What to do next. Every action's best picture is drawn from what is known; its index σ solves
 * E[max(V − σ, 0)] = λ · price; the largest σ is advised while it is above the best so far, which is never lost.
 * Method, section 6.
 */
export function advise(history: History, context: AdviceContext): AdviceReport {
  const attempt = currentAttempt(history);
  const pictures = roundsOf(history, attempt.id).flatMap((round) => variationsOf(history, round.id));
  if (pictures.length === 0) return only(orientation());
  if (history.session.brief.elements.length === 0) return only(withoutElements(nounOf(history.session.brief)));
  const situation = situationOf(history, context);
  const triggers = restartTriggers(situation);
  const lambda = pricePerPicture(history, context.patience ?? patiencePictures);
  const explored = plansOf(situation, context)
    .map((plan) => priced(plan, situation, lambda, triggers))
    .toSorted((a, b) => b.index - a.index || a.price - b.price);
  const primary = choose(explored, situation);
  return {
    primary,
    alternatives: explored.filter((advice) => advice !== primary),
    best: { variation: situation.best.variation, value: situation.best.value, done: isDone(situation) },
    triggers: [...triggers],
  };
}

const only = (primary: Advice): AdviceReport => ({ primary, alternatives: [], best: null, triggers: [] });

/**
 * λ: what one picture may cost in value. A person's patience in pictures is worth one more must-have element, and never
 * more than the way from half right to all right. A brief with ten must-haves gets as much patience for each of them as
 * one with two.
 */
export function pricePerPicture(history: History, patience: number): number {
  const weights = history.session.brief.elements.map(weightOf);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Math.min(wholeWay, Math.max(...weights, 1) / Math.max(total, 1)) / Math.max(patience, 1);
}

function priced(plan: ActionPlan, situation: Situation, lambda: number, triggers: readonly string[]): Advice {
  const best = situation.best.value;
  const gain = expectedGain(plan.outcomes, best);
  const index = reservationValue(plan.outcomes, lambda * plan.price);
  const noun = nounOf(situation.history.session.brief);
  const numbers =
    `Expected gain ${odds(gain)} over the best so far (${odds(best)}) for ${plan.price < 1 ? `no new ${noun}` : plural(plan.price, noun)}; ` +
    `worth it up to ${odds(Math.max(0, index))}.`;
  const reasons = plan.action === "restart" ? triggers : [];
  return {
    action: plan.action,
    ...(plan.element !== undefined && { element: plan.element }),
    changes: [...plan.changes],
    why: plan.why,
    gain,
    price: plan.price,
    index,
    evidence: [...plan.evidence, ...reasons, numbers],
  };
}

function choose(explored: readonly Advice[], situation: Situation): Advice {
  const [first] = explored;
  const settled = situation.best.picked || situation.finished;
  if (!settled && first && first.index > situation.best.value) return sideBySide(explored, situation) ?? first;
  return isDone(situation) || isProbablyDone(situation) ? finishing(situation) : stopping(situation, first);
}

/** With more systematic misses than rounds left, one change at a time cannot do: arms first, where they are worth it. */
function sideBySide(explored: readonly Advice[], situation: Situation): Advice | undefined {
  if (
    explored[0]?.action !== "fix" ||
    systematicMisses(situation).length <= roundsLeft(situation.history, situation.attempt)
  )
    return undefined;
  return explored.find(({ changes, index }) => changes.length > 1 && index > situation.best.value);
}

const isDone = ({ best, finished }: Situation): boolean => best.done || best.picked || finished;

function isProbablyDone({ best, history, unread }: Situation): boolean {
  const musts = new Set(
    history.session.brief.elements.filter(({ importance }) => importance === "must").map(({ id }) => id),
  );
  if (unread.some(({ id }) => musts.has(id))) return false;
  return best.elements.every(({ element, probability }) => !musts.has(element) || probability >= probablyDoneAt);
}

const orientation = (): Advice => ({
  ...standing,
  action: "orient",
  why: "Run the prompt as written on four seeds and read what the model understood, before changing anything.",
  price: 4,
});

const withoutElements = (noun: string): Advice => ({
  ...standing,
  action: "stop",
  why: `The brief has no elements, so there is nothing to read the ${noun}s against. Add elements, or pick a ${noun}.`,
});

/** Steps that add no value of their own: they come when looking further does not pay. */
const standing = { changes: [], gain: 0, price: 0, index: 0, evidence: [] } satisfies Partial<Advice>;

function finishing({ best, stage }: Situation): Advice {
  const index = best.value;
  if (stage === "delivered") return { ...standing, action: "stop", index, why: "It is delivered." };
  if (stage === "final") return { ...standing, action: "deliver", index, why: "The final pass is done. Deliver it." };
  const why = best.picked
    ? "You picked it. What is left is the final pass."
    : best.done
      ? "Every must-have is in, and nothing else is worth its price. What is left is the final pass."
      : "Every must-have is probably in, and nothing else is worth its price. Look at it yourself before the final pass.";
  return { ...standing, action: "final", index, price: 1, why, evidence: [best.sentence] };
}

function stopping({ best, unread, history }: Situation, runnerUp: Advice | undefined): Advice {
  const next = runnerUp
    ? [
        `The next best is to ${spoken(runnerUp.action, history)}: worth it up to ${odds(Math.max(0, runnerUp.index))}, and the best so far is at ${odds(best.value)}.`,
      ]
    : [];
  return {
    ...standing,
    action: "stop",
    index: best.value,
    why:
      unread.length > 0
        ? `Nobody here can read ${listed(unread.map(({ statement }) => quoted(statement)))}, so more pictures would show nothing. Look yourself and say what you see: everything else follows from it.`
        : "Nothing left to try is worth its price. Keep the best so far, change the brief, or say that you have more patience.",
    evidence: [best.sentence, ...next],
  };
}

const spoken = (action: AdvisedAction, { session }: History): string =>
  action === "more-seeds" && nounOf(session.brief) === "text" ? "write more takes" : spokenActions[action];

const spokenActions: Readonly<Record<AdvisedAction, string>> = {
  orient: "run the prompt as written",
  fix: "fix one element",
  "more-seeds": "draw more seeds",
  refine: "refine the best",
  final: "do the final pass",
  restart: "start over from what was learned",
  stop: "stop",
  deliver: "deliver",
};
