import type { Clock } from "../core/clock.ts";
import { StudioError } from "../core/errors.ts";
import type { LanguageModel } from "../core/language-model.ts";
import { type Spending, reasonAgainstSpending } from "../core/spending.ts";
import type { Store } from "../core/store.ts";
import { startOfDay } from "../operations/shared/check-spending.ts";

export interface SpendingGuardOptions {
  readonly spending: Pick<Spending, "limits">;
  readonly store: Pick<Store, "spentSince">;
  readonly clock: Pick<Clock, "now">;
  /** Resolves when what was paid before is written down. */
  readonly written: () => Promise<void>;
}

/**
 * A model that judges or proposes, asked only while the day's limit allows it: what a question costs about is looked up before it
 * is asked, and what is in flight counts as spent. Free ones are never held back.
 */
export function createSpendingGuard({ spending, store, clock, written }: SpendingGuardOptions) {
  let inFlight = 0;
  let turn: Promise<unknown> = Promise.resolve();

  /** One after the other: what the one before reserved is known to the next. */
  const reserve = (name: string, price: number | null): Promise<void> => {
    const reserved = turn.then(async () => {
      await requireRoom(name, price);
      inFlight += price ?? 0;
    });
    turn = reserved.catch(() => undefined);
    return reserved;
  };

  async function requireRoom(name: string, price: number | null): Promise<void> {
    const { perDay } = await spending.limits();
    if (perDay === null) return;
    await written();
    const { micros, unknown } = await store.spentSince(startOfDay(clock.now()));
    const day = { micros: micros + inFlight, unknown };
    const limits = { perSession: null, perDay };
    const reason = reasonAgainstSpending({ limits, session: nothing, day, engine: name, price, count: 1 });
    if (reason) throw new StudioError("refused", `${name} was not asked. ${reason.message}`, { hint: reason.hint });
  }

  return (model: LanguageModel): LanguageModel => ({
    name: model.name,
    price: (question) => model.price(question),
    async ask(question) {
      const { instructions, text, pictures = [] } = question;
      const characters = instructions.length + text.length;
      const price = await model.price({ characters, pictures: pictures.length });
      if (price === 0) return model.ask(question);
      await reserve(model.name, price);
      try {
        return await model.ask(question);
      } finally {
        inFlight -= price ?? 0;
      }
    },
  });
}

const nothing = { micros: 0, unknown: 0 };
