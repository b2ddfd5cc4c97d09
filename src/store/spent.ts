import type { Spent } from "../core/spending.ts";
import { expensesSince } from "./expenses.ts";
import type { Workspace } from "./workspace.ts";

/**
 * What calls that began at or after a time cost, over all sessions. Of calls whose outcome or cost nobody knows only the number
 * is known; a provider names the job as soon as it may charge, so calls without one cost nothing, unless they say that they did:
 * a final pass asks several.
 */
export async function spentSince(workspace: Workspace, since: number): Promise<Spent> {
  const [calls, expenses] = await Promise.all([spentOnCalls(workspace, since), expensesSince(workspace, since)]);
  return {
    micros: expenses.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), calls.micros),
    unknown: calls.unknown + expenses.filter(({ cost }) => cost === null).length,
  };
}

const spentOnCalls = ({ database }: Workspace, since: number): Promise<Spent> =>
  database.read(async (rows) => {
    const calls = await rows
      .selectFrom("call")
      .select(["cost_micros", "state"])
      .where("started_at", ">=", since)
      .where((is) => is.or([is("provider_job", "is not", null), is("cost_micros", ">", 0)]))
      .where("state", "in", ["done", "unknown", "submitted"])
      .execute();
    const unknown = calls.filter(({ state, cost_micros }) => state !== "done" || cost_micros === null).length;
    return { micros: calls.reduce((sum, { cost_micros }) => sum + (cost_micros ?? 0), 0), unknown };
  });
