import { describe, expect, it } from "vitest";
import { type SpendingPlan, dollars, reasonAgainstSpending } from "./spending.ts";

const plan = (more: Partial<SpendingPlan>): SpendingPlan => ({
  limits: { perSession: 1_000_000, perDay: 2_000_000 },
  session: { micros: 0, unknown: 0 },
  day: { micros: 0, unknown: 0 },
  engine: "A painter",
  price: 50_000,
  count: 4,
  ...more,
});

describe("a limit of spending", () => {
  it.each([
    ["lets through what fits exactly", { session: { micros: 800_000, unknown: 0 } }, undefined],
    [
      "holds back what goes over it in a session",
      { session: { micros: 800_001, unknown: 0 } },
      /for this session are spent/u,
    ],
    [
      "holds back what goes over it in a day",
      { day: { micros: 1_900_000, unknown: 0 } },
      /0\.20 USD; 1\.90 USD of the 2\.00 USD for today/u,
    ],
    ["never holds back what is free", { price: 0, session: { micros: 9_000_000, unknown: 0 } }, undefined],
    ["holds back what nobody knows the price of", { price: null }, /Nobody knows what A painter costs/u],
    ["is none where there is none", { price: null, limits: { perSession: null, perDay: null } }, undefined],
    ["of nothing holds everything paid back", { limits: { perSession: null, perDay: 0 } }, /0\.00 USD for today/u],
  ] as const)("%s", (_, more, sentence) => {
    const reason = reasonAgainstSpending(plan(more));
    if (sentence === undefined) expect(reason).toBeUndefined();
    else expect(reason?.message).toMatch(sentence);
  });

  it("names the limit that would do", () => {
    expect(reasonAgainstSpending(plan({ session: { micros: 900_000, unknown: 0 } }))?.hint).toContain(
      "samebut spending --per-session 1.10",
    );
  });

  it.each([
    [0, "0.00 USD"],
    [160_000, "0.16 USD"],
    [31_930, "0.0319 USD"],
    [3_000, "0.003 USD"],
    [12_000_000, "12.00 USD"],
  ])("writes %i micros as %s", (micros, text) => {
    expect(dollars(micros)).toBe(text);
  });
});
