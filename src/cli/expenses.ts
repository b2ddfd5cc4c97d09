import type { Expense } from "../core/spending.ts";
import type { Store } from "../core/store.ts";

/** Writes down what judges and proposers cost, while they go on; a disk that is full must not lose their answer. */
export function createExpenses(store: Pick<Store, "addExpense">): {
  add(expense: Pick<Expense, "reader" | "cost">): void;
  /** All that was added is on disk, or could not be. */
  written(): Promise<void>;
} {
  let last: Promise<unknown> = Promise.resolve();
  return {
    add(expense) {
      last = last.then(() => store.addExpense(expense)).catch(() => undefined);
    },
    async written() {
      await last;
    },
  };
}
