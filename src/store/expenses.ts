import type { Expense } from "../core/spending.ts";
import { sealed } from "./row-hash.ts";
import type { Workspace } from "./workspace.ts";

/** Written down when the answer is there, whoever asked. */
export const addExpense = (
  { database, clock, ids }: Workspace,
  { reader, cost }: Pick<Expense, "reader" | "cost">,
): Promise<void> =>
  database.write(async (rows) => {
    const row = {
      id: ids.next(),
      at: clock.now(),
      reader,
      micros: cost?.micros ?? null,
      currency: cost?.currency ?? null,
    };
    await rows.insertInto("expense").values(sealed("expense", row)).execute();
  });

export const expensesSince = ({ database }: Workspace, since: number): Promise<readonly Expense[]> =>
  database.read(async (rows) => {
    const found = await rows.selectFrom("expense").selectAll().where("at", ">=", since).orderBy("at").execute();
    return found.map(({ at, reader, micros, currency }) => ({
      at,
      reader,
      cost: micros === null || currency === null ? null : { micros, currency },
    }));
  });
