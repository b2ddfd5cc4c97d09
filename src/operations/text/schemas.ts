import { z } from "zod";
import { dialLevels, elementStatuses, factKinds, families, registers, tendencies } from "../../text/index.ts";
import type { Family } from "../../text/rule.ts";

/** Offsets count UTF-16 code units; line and column count from 1. */
const Place = z.object({ start: z.int(), end: z.int(), line: z.int(), column: z.int() });

const FamilyName = z.enum(Object.keys(families) as [Family, ...Family[]]);

export const Span = Place.extend({
  text: z.string(),
  tendency: z.enum(tendencies),
  family: FamilyName,
  rule: z.string(),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  why: z.string(),
  /** What to put there; empty: it can go; null: only the writer knows. */
  suggestion: z.string().nullable(),
});
export type Span = z.infer<typeof Span>;

export const Dial = z.object({
  tendency: z.enum(["corporate", "hedging", "padding"]),
  count: z.int(),
  words: z.int(),
  rate: z.number(),
  estimate: z.number(),
  interval: z.object({ low: z.number(), high: z.number() }),
  register: z.enum(registers),
  baseline: z.object({ mean: z.number(), high: z.number(), texts: z.int() }),
  level: z.enum(dialLevels),
  confidence: z.enum(["none", "low", "good"]),
  families: z.array(z.object({ family: FamilyName, count: z.int() })),
  sentence: z.string(),
});

export const Finding = z.object({
  id: z.string(),
  statement: z.string(),
  status: z.enum(elementStatuses),
  evidence: z.array(z.object({ start: z.int(), end: z.int(), quote: z.string() })),
  method: z.string(),
  note: z.string(),
});

export const NotInBrief = Place.extend({ kind: z.enum(factKinds), text: z.string(), sentence: z.string() });
export type NotInBrief = z.infer<typeof NotInBrief>;

const Sentence = z.object({ index: z.int(), start: z.int(), end: z.int(), text: z.string() });

export const SentenceChange = z.object({
  kind: z.enum(["keep", "edit", "insert", "delete"]),
  moved: z.boolean(),
  before: Sentence.nullable(),
  after: Sentence.nullable(),
  words: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })),
  inScope: z.boolean(),
});

export const InvariantRow = z.object({
  kind: z.enum([...factKinds, "negation"]),
  status: z.enum(["kept", "lost", "added"]),
  text: z.string(),
  in: z.enum(["before", "after"]),
  start: z.int(),
  end: z.int(),
  sentence: z.int(),
});

export const Comparison = z.object({
  sentences: z.array(SentenceChange),
  counts: z.object({ kept: z.int(), edited: z.int(), moved: z.int(), inserted: z.int(), deleted: z.int() }),
  outOfScope: z.int(),
  changedShare: z.number(),
  invariants: z.array(InvariantRow),
  dials: z.array(z.object({ tendency: z.enum(["corporate", "hedging", "padding"]), before: Dial, after: Dial })),
  layoutOnly: z.boolean(),
});
