import { StudioError } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import { planRound } from "../../core/plan-round.ts";
import type { RoundRequest } from "../../core/plan/request.ts";
import { runRound } from "../../core/run-round.ts";
import { type Studio, engineOf } from "../../core/studio.ts";

export interface CarryOut {
  readonly studio: Studio;
  readonly history: History;
  /** Engine of this round. */
  readonly engine: string;
  readonly request: RoundRequest;
  readonly wait: boolean;
  readonly signal: AbortSignal;
}

export interface CarriedOut {
  readonly history: History;
  readonly round: string;
}

/** Plans a round, stores it, and runs it: to its end when `wait`, else on its own. Refused plans change nothing. */
export async function carryOut({ studio, history, engine: engineId, request, wait, signal }: CarryOut): Promise<CarriedOut> {
  const engine = engineOf(studio, engineId);
  const description = await engine.describe(signal);
  const planned = planRound(request, { history, engine: description, ids: studio.ids, now: studio.clock.now(), randomSeed: studio.randomSeed });
  if ("reasons" in planned) throw refused(planned.reasons);
  const reasons = await Promise.all([...new Map(planned.plan.slots.map((slot) => [slot.recipe.prompt, slot.recipe])).values()].map((recipe) => engine.check?.(recipe) ?? []));
  const flat = [...new Set(reasons.flat())];
  if (flat.length > 0) throw refused(flat);
  await studio.store.addRound(planned.plan);
  return start({ studio, session: history.session.id, round: planned.plan.round.id, wait, signal });
}

const refused = (reasons: readonly string[]): StudioError =>
  new StudioError("refused", reasons[0] ?? "This round cannot be planned.", { hint: reasons.slice(1).join(" ") || undefined });

/** Runs what is left of a stored round. */
export async function start(work: { studio: Studio; session: string; round: string; wait: boolean; signal: AbortSignal }): Promise<CarriedOut> {
  const { studio, session, round, wait, signal } = work;
  const task = async (inner: AbortSignal): Promise<void> => void (await runRound(studio, session, round, inner));
  if (wait) await studio.work.run(round, task, signal);
  // Its trouble is in the slots and the journal; there is nobody to tell here.
  else void studio.work.run(round, task).catch(() => undefined);
  return { history: await studio.store.history(session), round };
}
