import { z } from "zod";
import { mostReferences } from "../core/brief.ts";
import { Adjustment, Strength } from "../core/recipe.ts";
import { SessionField, WaitField } from "./define.ts";
import { ScopeField } from "./text/scope-field.ts";

/** The band in which image-to-image makes small changes and keeps the rest. */
export const refineBand = { from: 0.35, to: 0.5, default: 0.42 } as const;

export const RefineInput = z.object({
  session: SessionField,
  instruction: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .optional()
    .describe("What should be different: “make the light warmer”"),
  variation: z.string().optional().describe("The variation to refine; the best so far when left out"),
  adjustments: z.array(Adjustment).min(1).max(20).optional().describe("Exact adjustments instead of a sentence"),
  strength: Strength.optional().describe(
    `Denoising strength of image-to-image (default ${refineBand.default}); ${refineBand.from}–${refineBand.to} keeps the rest`,
  ),
  vary: z
    .number()
    .gt(0)
    .max(1)
    .optional()
    .describe("Small variations of the same composition: how much other noise is mixed in, for example 0.15"),
  mask: z
    .string()
    .min(1)
    .max(4096)
    .optional()
    .describe("A mask, white where it may change and black where all is kept: a file, or the hash of an upload"),
  references: z
    .array(z.string().min(1).max(4096))
    .min(1)
    .max(mostReferences)
    .optional()
    .describe("Pictures that lend their looks to this change, instead of the brief's: files, or hashes of uploads"),
  engine: z.string().optional().describe("Engine that draws this change; the session's when left out"),
  redraw: z
    .boolean()
    .default(false)
    .describe(
      "Let the model draw it again even where an adjustment could; without an instruction, with the same words",
    ),
  scope: ScopeField,
  count: z.int().min(1).max(8).default(3).describe("How many variations when a model draws or writes"),
  wait: WaitField,
});
export type RefineInput = z.output<typeof RefineInput>;
