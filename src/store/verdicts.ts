import { z } from "zod";
import { notFound } from "../core/errors.ts";
import { type Verdict, type VerdictChange, applyVerdict, emptyVerdict } from "../core/verdict.ts";
import type { Rows } from "./database.ts";
import { record } from "./journal.ts";
import { fromJson } from "./json-columns.ts";
import { sealed } from "./row-hash.ts";
import type { VerdictRow } from "./tables.ts";
import type { Workspace } from "./workspace.ts";

/** The event is what counts; the row is what all of them add up to. */
export const addVerdict = (workspace: Workspace, session: string, change: VerdictChange): Promise<Verdict> =>
  workspace.database.write(async (rows) => {
    await assertIn(rows, session, change.variation);
    const row = await rows
      .selectFrom("verdict")
      .selectAll()
      .where("variation", "=", change.variation)
      .executeTakeFirst();
    const verdict = applyVerdict(row ? toVerdict(row) : emptyVerdict(change.variation), change);
    const seq = await record(rows, workspace, session, "verdict-given", { ...change });
    const { variation, ...values } = sealed("verdict", toVerdictRow(verdict, seq));
    await rows
      .insertInto("verdict")
      .values({ variation, ...values })
      .onConflict((conflict) => conflict.column("variation").doUpdateSet(values))
      .execute();
    return verdict;
  });

async function assertIn(rows: Rows, session: string, variation: string): Promise<void> {
  const there = await rows
    .selectFrom("variation")
    .select("id")
    .where("id", "=", variation)
    .where("session", "=", session)
    .executeTakeFirst();
  if (!there) throw notFound("variation", variation, "`samebut show` lists the variations of a session.");
}

export const toVerdictRow = (
  { variation, choice, rating, elements }: Verdict,
  seq: number,
): Omit<VerdictRow, "hash"> => ({
  variation,
  choice,
  rating,
  elements: JSON.stringify(elements),
  seq,
});

const Elements = z.record(z.string(), z.enum(["right", "missed"]));

export const toVerdict = (row: VerdictRow): Verdict => ({
  variation: row.variation,
  choice: row.choice,
  rating: row.rating,
  elements: fromJson(Elements, row.elements, `the verdict on variation ${row.variation}`),
});
