import { type ErrorCode, StudioError } from "../../core/errors.ts";
import { type History, slotsOf, variationsOf } from "../../core/history.ts";
import { planRound } from "../../core/plan-round.ts";
import type { RoundRequest } from "../../core/plan/request.ts";
import type { Recipe } from "../../core/recipe.ts";
import type { Slot } from "../../core/round.ts";
import { runRound } from "../../core/run-round.ts";
import type { PlannedRound } from "../../core/store.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import { checkSpending } from "./check-spending.ts";

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
export async function carryOut({ wait, ...asked }: CarryOut): Promise<CarriedOut> {
  const plan = await planChecked(asked);
  await asked.studio.store.addRound(plan);
  const made = await start({
    studio: asked.studio,
    session: plan.round.session,
    round: plan.round.id,
    wait,
    signal: asked.signal,
  });
  if (wait && variationsOf(made.history, made.round).length === 0) throw nothingMade(slotsOf(made.history, made.round));
  return made;
}

/** A round without any picture is no success, though it stays to be looked at and tried again. */
function nothingMade(slots: readonly Slot[]): StudioError {
  const failure = slots.find((slot) => slot.failure)?.failure;
  const hint = [failure?.hint, "`samebut resume --failed` tries again."].filter(Boolean).join(" ");
  return new StudioError(
    (failure?.code ?? "unavailable") as ErrorCode,
    `No variation could be made. ${failure?.message ?? ""}`.trim(),
    { hint },
  );
}

/** A round as it would be stored, which its engine can make. Throws "refused" with the reasons why not. */
export async function planChecked({
  studio,
  history,
  engine: engineId,
  request,
  signal,
}: Omit<CarryOut, "wait">): Promise<PlannedRound> {
  const engine = engineOf(studio, engineId);
  const description = await engine.describe(signal);
  const planned = planRound(request, {
    history,
    engine: description,
    ids: studio.ids,
    now: studio.clock.now(),
    randomSeed: studio.randomSeed,
  });
  if ("reasons" in planned) throw refused(planned.reasons);
  const recipes = planned.plan.slots.map(({ recipe }) => recipe);
  const reasons = await Promise.all(
    [...new Map(recipes.map((recipe) => [recipe.prompt, recipe])).values()].map(
      async (recipe) => (await engine.check?.(recipe)) ?? [],
    ),
  );
  const flat = [...new Set(reasons.flat())];
  if (flat.length > 0) throw refused(flat);
  await readSources(studio, recipes);
  await checkSpending(studio, history, description, recipes.length);
  return planned.plan;
}

/** What the recipes start from: a picture that is damaged or missing is said before anything is begun. */
async function readSources(studio: Studio, recipes: readonly Recipe[]): Promise<void> {
  const hashes = new Set(recipes.flatMap(({ source, mask }) => [source, mask]));
  for (const hash of hashes) if (hash !== null) await studio.blobs.read(hash);
}

const refused = (reasons: readonly string[]): StudioError =>
  new StudioError("refused", reasons[0] ?? "This round cannot be planned.", {
    hint: reasons.slice(1).join(" ") || undefined,
  });

/** Runs what is left of a stored round. */
export async function start(work: {
  studio: Studio;
  session: string;
  round: string;
  wait: boolean;
  signal: AbortSignal;
  /** Jobs that a provider has taken already are not gone on with. */
  anew?: boolean;
}): Promise<CarriedOut> {
  const { studio, session, round, wait, signal, anew = false } = work;
  const task = async (inner: AbortSignal): Promise<void> =>
    void (await runRound(studio, session, round, inner, { anew }));
  if (wait) await studio.work.run(round, task, signal);
  // Its trouble is in the slots and the journal; there is nobody to tell here.
  else void studio.work.run(round, task).catch(() => undefined);
  return { history: await studio.store.history(session), round };
}
