import { z } from "zod";
import { invalid } from "../core/errors.ts";
import { plural } from "../core/sentences.ts";
import { type Expense, type Spent, SpendingLimits, dollars, noLimits } from "../core/spending.ts";
import { Answer, defineOperation } from "./define.ts";
import { startOfDay } from "./shared/check-spending.ts";

const Dollars = z.number().min(0).max(1_000_000);

export const spending = defineOperation({
  name: "spending",
  summary: "What was spent today, and how much may be spent at most: per session and per day.",
  effect: "write",
  byPerson: true,
  input: z.object({
    perSession: Dollars.optional().describe("At most this many US dollars in one session"),
    perDay: Dollars.optional().describe("At most this many US dollars in a day"),
    unlimited: z.boolean().default(false).describe("Take all limits back"),
  }),
  output: Answer.extend({ limits: SpendingLimits, today: z.object({ micros: z.int(), unknown: z.int() }) }),
  commandLine: { example: "samebut spending --per-day 5 --per-session 2" },
  async run(studio, { perSession, perDay, unlimited }) {
    const sets = perSession !== undefined || perDay !== undefined;
    if (sets && unlimited) throw invalid("Both a limit and no limit were asked for.", "Give one of them.");
    if (unlimited) await studio.spending.setLimits(noLimits);
    const before = await studio.spending.limits();
    const limits = {
      perSession: perSession === undefined ? before.perSession : Math.round(perSession * 1e6),
      perDay: perDay === undefined ? before.perDay : Math.round(perDay * 1e6),
    };
    if (sets) await studio.spending.setLimits(limits);
    const today = await studio.store.spentSince(startOfDay(studio.clock.now()));
    const readers = await studio.store.expensesSince(startOfDay(studio.clock.now()));
    const lines = [
      `Spent today: ${spentText(today)}.`,
      ...readerLines(readers),
      limitText("A session", limits.perSession),
      limitText("A day", limits.perDay),
    ];
    return { limits, today, summary: lines.join("\n"), pictures: [] };
  },
});

/** Who of the judges and proposers cost how much. */
const readerLines = (expenses: readonly Expense[]): readonly string[] =>
  [...Map.groupBy(expenses, ({ reader }) => reader)].map(([reader, calls]) => {
    const micros = calls.reduce((sum, { cost }) => sum + (cost?.micros ?? 0), 0);
    const unknown = calls.filter(({ cost }) => cost === null).length;
    return `  of that ${reader}, which judges or proposes: ${spentText({ micros, unknown })}, in ${plural(calls.length, "call")}.`;
  });

const spentText = ({ micros, unknown }: Spent): string =>
  unknown === 0 ? dollars(micros) : `${dollars(micros)}, and ${plural(unknown, "call")} whose cost nobody knows`;

const limitText = (what: string, limit: number | null): string =>
  limit === null ? `${what} has no limit.` : `${what} may cost at most ${dollars(limit)}.`;
