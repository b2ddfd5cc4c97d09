import { z } from "zod";
import type { Cost } from "./variation.ts";

const Micros = z.int().min(0).nullable();

/** Millionths of a US dollar; null: no limit. */
export const SpendingLimits = z.object({ perSession: Micros, perDay: Micros });
export type SpendingLimits = z.infer<typeof SpendingLimits>;

export const noLimits: SpendingLimits = { perSession: null, perDay: null };

/** The limits of a workspace. */
export interface Spending {
  limits(): Promise<SpendingLimits>;
  /** Durable when it returns. */
  setLimits(limits: SpendingLimits): Promise<void>;
}

/** A call of a model that judges or proposes, beside the variations. */
export interface Expense {
  readonly at: number;
  /** Id of the judge or proposer. */
  readonly reader: string;
  readonly cost: Cost;
}

/** What was paid for. */
export interface Spent {
  readonly micros: number;
  /** Calls that may have cost something which nobody knows. */
  readonly unknown: number;
}

export interface SpendingPlan {
  readonly limits: SpendingLimits;
  readonly session: Spent;
  readonly day: Spent;
  /** Title of the engine. */
  readonly engine: string;
  /** Of one variation, in micros; null is unknown. */
  readonly price: number | null;
  readonly count: number;
}

/** Why a round would break a limit, with the remedy; undefined when it would not. What is free is never held back. */
export function reasonAgainstSpending(plan: SpendingPlan): { message: string; hint: string } | undefined {
  const { limits, session, day, engine, price, count } = plan;
  if (price === 0 || count === 0) return undefined;
  const limited = [
    { limit: limits.perSession, spent: session, of: "this session", option: "--per-session" },
    { limit: limits.perDay, spent: day, of: "today", option: "--per-day" },
  ];
  for (const { limit, spent, of, option } of limited) {
    if (limit === null) continue;
    if (price === null)
      return {
        message: `Nobody knows what ${engine} costs, so the limit of ${dollars(limit)} for ${of} could not be kept.`,
        hint: "Say what a variation costs by connecting the engine again with --price 0.04, or take the limit back: samebut spending --unlimited",
      };
    const planned = price * count;
    if (spent.micros + planned > limit)
      return {
        message: `This would cost about ${dollars(planned)}; ${dollars(spent.micros)} of the ${dollars(limit)} for ${of} are spent.`,
        hint: `Make fewer variations, choose a cheaper engine, or raise the limit: samebut spending ${option} ${((spent.micros + planned) / 1e6).toFixed(2)}`,
      };
  }
  return undefined;
}

/** "0.16 USD"; small amounts with as many digits as they need. */
export function dollars(micros: number): string {
  const amount = micros / 1e6;
  return `${amount > 0 && amount < 0.1 ? amount.toFixed(4).replace(/0{1,2}$/u, "") : amount.toFixed(2)} USD`;
}
