import type { EngineDescription } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import { isFinished } from "../../core/round.ts";
import { type Spent, reasonAgainstSpending } from "../../core/spending.ts";
import type { Studio } from "../../core/studio.ts";

/**
 * Refuses what would go over a limit, before anything is begun. Places of the session that wait or run already are counted
 * as paid.
 *
 * @param count variations that are to be made beside them
 */
export async function checkSpending(
  studio: Studio,
  history: History,
  engine: Pick<EngineDescription, "title" | "price">,
  count: number,
): Promise<void> {
  const { micros: price } = engine.price;
  if (price === 0) return;
  const limits = await studio.spending.limits();
  const waiting = history.slots.filter((slot) => !isFinished(slot)).length;
  const reason = reasonAgainstSpending({
    limits,
    session: spentIn(history),
    day: await studio.store.spentSince(startOfDay(studio.clock.now())),
    engine: engine.title,
    price,
    count: count + waiting,
  });
  if (reason) throw new StudioError("refused", reason.message, { hint: reason.hint });
}

export function spentIn({ variations, slots }: History): Spent {
  const doubtful = slots.filter(({ state }) => state === "uncertain").length;
  return {
    micros: variations.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), 0),
    unknown: doubtful,
  };
}

/** Midnight here, before a moment. */
export const startOfDay = (now: number): number => new Date(now).setHours(0, 0, 0, 0);
