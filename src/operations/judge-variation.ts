import { z } from "zod";
import { invalid } from "../core/errors.ts";
import { Verdict, VerdictChange } from "../core/verdict.ts";
import { shortId } from "../core/short-id.ts";
import { Answer, defineOperation } from "./define.ts";

export const judgeVariation = defineOperation({
  name: "judge",
  summary: "Say what you see: pick, reject, rate, or correct what the judge read. You outrank it.",
  effect: "write",
  input: z.object({
    variation: z.string().describe("Variation id or the end of one"),
    choice: z.enum(["pick", "reject", "clear"]).optional().describe("pick, reject, or clear to take it back"),
    rating: z.int().min(0).max(5).optional().describe("1 to 5; 0 takes it back"),
    right: z.array(z.string()).default([]).describe("Elements that are right"),
    missed: z.array(z.string()).default([]).describe("Elements that are missed"),
    unsay: z.array(z.string()).default([]).describe("Elements to leave to the judge again"),
  }),
  output: Answer.extend({ verdict: Verdict }),
  commandLine: { positional: ["variation"], example: "samebut judge 7c1f90ab --choice pick --missed hard-light" },
  async run(studio, input) {
    const variation = await studio.store.findVariation(input.variation);
    const { session } = await studio.store.history(variation.session);
    const known = new Map(
      session.brief.elements.flatMap((element) => [
        [element.id, element.id],
        [element.statement.toLowerCase(), element.id],
      ]),
    );
    const elements: NonNullable<VerdictChange["elements"]> = {};
    const groups = [
      ["right", input.right],
      ["missed", input.missed],
      [null, input.unsay],
    ] as const;
    for (const [value, names] of groups) for (const name of names) elements[elementId(name, known)] = value;
    if (input.choice === undefined && input.rating === undefined && Object.keys(elements).length === 0) {
      throw invalid(
        "Nothing was said of it.",
        "Say what you see: --choice pick, --rating 4, --right pear, --missed “hard light”.",
      );
    }
    const change: VerdictChange = {
      variation: variation.id,
      ...(input.choice === undefined ? {} : { choice: input.choice === "clear" ? null : input.choice }),
      ...(input.rating === undefined ? {} : { rating: input.rating === 0 ? null : input.rating }),
      elements,
    };
    const verdict = await studio.store.addVerdict(variation.session, change);
    return { verdict, summary: describe(verdict), pictures: [] };
  },
});

function elementId(name: string, known: ReadonlyMap<string, string>): string {
  const id = known.get(name) ?? known.get(name.toLowerCase());
  if (id !== undefined) return id;
  throw invalid(`The brief has no element “${name}”.`, `It has: ${[...new Set(known.values())].join(", ") || "none"}.`);
}

function describe(verdict: Verdict): string {
  const parts = [
    verdict.choice === null ? "" : verdict.choice === "pick" ? "picked" : "rejected",
    verdict.rating === null ? "" : `rated ${verdict.rating} of 5`,
    ...Object.entries(verdict.elements).map(([element, value]) => `${element} ${value}`),
  ].filter(Boolean);
  return `${shortId(verdict.variation)}: ${parts.join(", ") || "nothing said"}.`;
}
