import type { History } from "../../core/history.ts";
import type { Advice, AdviceReport } from "../../core/method/advice/advice.ts";
import { interpret } from "../../core/method/interpretation/interpretation.ts";
import { plural, quoted } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import { adviceFor } from "../advise-session.ts";
import type { OperationCall } from "../define.ts";
import { compose, winnersIn } from "../compose.ts";
import { fix } from "../fix.ts";
import { moreSeeds } from "../more-seeds.ts";
import { orient } from "../orient.ts";
import { refine } from "../refine.ts";
import { restart } from "../restart.ts";
import { methodOptions } from "../shared/method-options.ts";
import { proposalsFor } from "../shared/propose-changes.ts";
import { parentsOf } from "../shared/parents.ts";
import type { Log, Told } from "./log.ts";

export interface SearchLimits {
  /** Variations of an orientation. */
  readonly count: number;
  /** At most this many rounds after the first orientation. */
  readonly rounds: number;
  /** At most this many changes side by side in one round. */
  readonly arms: number;
  /** Denoising strength of refinements. */
  readonly strength: number;
  /** Pictures that one more must-have is worth; the usual where left out. */
  readonly patience?: number | undefined;
  /** Whether the prompt may be written anew: reaches further with fewer pictures, but nobody learns which words did it. */
  readonly rewrite: boolean;
}

interface Search {
  readonly studio: Studio;
  readonly session: string;
  readonly limits: SearchLimits;
  readonly log: Log;
  readonly call: OperationCall;
}

/** Follows the advice, a round at a time, until it says to finish or to stop or the rounds are used up; says why it ended. */
export async function search(
  studio: Studio,
  session: string,
  limits: SearchLimits,
  log: Log,
  call: OperationCall,
): Promise<void> {
  const one: Search = { studio, session, limits, log, call };
  if ((await studio.store.history(session)).session.brief.judge === null)
    return log.add("advise", { summary: nobodyReads });
  for (let round = 0; round < limits.rounds; round++) {
    const history = await studio.store.history(session);
    const next =
      round === 0
        ? await firstStep(studio, history, await adviceOf(one, history), call.signal)
        : (await adviceOf(one, history)).primary;
    if (isEnd(next)) return log.add("advise", { summary: [next.why, ...next.evidence].join("\n  ") });
    log.add("advise", { summary: `Next: ${next.why}` });
    log.add(next.action, await carryOut(one, next));
  }
  const { primary } = await adviceOf(one, await studio.store.history(session));
  const rest = isEnd(primary)
    ? primary.why
    : `Going on would be possible (${primary.why}), but the best so far is finished now.`;
  log.add("advise", { summary: `${plural(limits.rounds, "round")} used up. ${rest}` });
}

const nobodyReads =
  "No judge reads what is made, so nothing can be fixed unattended: the first run is finished as it is. Connect a judge, or judge by hand and go on with `samebut fix`.";

/** Starting over a second time is not done unattended: what the second prompt lacks is fixed one by one. */ const adviceOf =
  ({ studio, limits, call }: Search, history: History): Promise<AdviceReport> =>
    adviceFor(studio, history, call.signal, {
      arms: limits.arms,
      patience: limits.patience,
      without: limits.rewrite && history.attempts.length === 1 ? [] : ["restart"],
      unattended: true,
    });

const isEnd = ({ action }: Pick<Advice, "action">): boolean =>
  action === "final" || action === "stop" || action === "deliver";

/**
 * Even where one picture of the orientation has everything, one fix is run when the prompt leaves an element to chance or is
 * not heard: what the words do is worth knowing, and the best picture cannot be lost by it.
 */
async function firstStep(
  studio: Studio,
  history: History,
  { primary }: AdviceReport,
  signal: AbortSignal,
): Promise<Advice> {
  if (!isEnd(primary)) return primary;
  const options = await methodOptions(studio, history);
  const [parent] = parentsOf(history, options);
  const { mostBroken, elements } = interpret(history, parent.round, { ...options, arm: parent.arm });
  const broken = elements.find(({ element }) => element === mostBroken?.element);
  const element = history.session.brief.elements.find(({ id }) => id === broken?.element);
  if (!broken || !element) return primary;
  const place = { history, prompt: parent.recipe.prompt, knowledge: options.knowledge };
  if ((await proposalsFor(studio, place, element, signal)).length === 0) return primary;
  const { present, absent } = broken.counts;
  const why = `One variation has everything, but ${quoted(broken.statement)} came in only ${present} of ${present + absent}. One change on the same seeds shows whether words settle it; the best is kept whatever comes.`;
  return { ...primary, action: "fix", element: broken.element, why, price: 3 };
}

async function carryOut({ studio, session, limits, log, call }: Search, advice: Advice): Promise<Told> {
  switch (advice.action) {
    case "more-seeds":
      return moreOfTheBest({ studio, session, limits, log, call });
    case "restart": {
      const begun = await restart.run(studio, restart.input.parse({ session }), call);
      const { summary, pictures } = await orient.run(
        studio,
        orient.input.parse({ session, count: limits.count }),
        call,
      );
      return { summary: `${begun.summary}\n${summary}`, pictures };
    }
    case "refine":
      return refineAsAdvised({ studio, session, limits, log, call }, advice);
    default:
      return fixAsAdvised({ studio, session, limits, log, call }, advice);
  }
}

/** More seeds of the most promising prompt, and of nothing else: a better picture is looked for, not an effect. */
async function moreOfTheBest({ studio, session, call }: Search): Promise<Told> {
  const history = await studio.store.history(session);
  const [{ round, arm }] = parentsOf(history, await methodOptions(studio, history));
  return moreSeeds.run(studio, moreSeeds.input.parse({ session, round, arm, alone: true }), call);
}

/** The advised changes, one arm each; where several of them help, they are put together at once. */
async function fixAsAdvised({ studio, session, call }: Search, { changes, element }: Advice): Promise<Told> {
  const asked = changes.length > 0 ? { changes: changes.map(({ change }) => change) } : { element };
  const fixed = await fix.run(studio, fix.input.parse({ session, ...asked }), call);
  if (changes.length < 2 || fixed.round === null) return fixed;
  const history = await studio.store.history(session);
  if (winnersIn(history, fixed.round, await methodOptions(studio, history)).length < 2) return fixed;
  const composed = await compose.run(studio, compose.input.parse({ session, round: fixed.round }), call);
  return {
    summary: `${fixed.summary}\n${composed.summary}`,
    pictures: [...(fixed.pictures ?? []), ...(composed.pictures ?? [])],
  };
}

async function refineAsAdvised({ studio, session, limits, call }: Search, { changes, element }: Advice): Promise<Told> {
  const change = changes[0]?.change;
  if (change?.kind === "adjustment")
    return refine.run(studio, refine.input.parse({ session, adjustments: change.adjustments }), call);
  const { session: found } = await studio.store.history(session);
  const statement = found.brief.elements.find(({ id }) => id === element)?.statement;
  const instruction = (change?.kind === "words" && change.add) || (statement ?? "the rest of the brief");
  const { strength } = limits;
  return refine.run(studio, refine.input.parse({ session, instruction, strength, redraw: true }), call);
}
