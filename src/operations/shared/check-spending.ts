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
  const limits = await studio.spending.limits();
  if (limits.perSession === null && limits.perDay === null) return;
  const waiting = history.slots.filter((slot) => !isFinished(slot)).length;
  const { micros: drawing } = engine.price;
  const reading = await readingPrice(studio, history);
  const reason = reasonAgainstSpending({
    limits,
    session: spentIn(history),
    day: await studio.store.spentSince(startOfDay(studio.clock.now())),
    engine: drawing === null ? engine.title : `the judge ${history.session.brief.judge}`,
    price: drawing === null || reading === null ? null : drawing + reading,
    count: count + waiting,
  });
  if (reason) throw new StudioError("refused", reason.message, { hint: reason.hint });
}

/** What the session's judge costs for one variation; null is unknown. */
async function readingPrice(studio: Pick<Studio, "judges">, { session: { brief } }: History): Promise<number | null> {
  const judge = studio.judges.find(({ id }) => id === brief.judge);
  return judge?.price ? judge.price(brief.elements.length) : 0;
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
