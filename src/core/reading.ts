import { z } from "zod";

export const Answer = z.enum(["present", "absent", "unsure"]);
export type Answer = z.infer<typeof Answer>;

/** Where in the sample the reader saw it: a box in fractions of the picture, or offsets in a text. */
export const Evidence = z.union([
  z.object({ region: z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() }) }),
  z.object({ span: z.object({ start: z.int(), end: z.int() }) }),
  z.object({ note: z.string() }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** What a judge saw of one element. `probability` is the judge's own P(present), calibrated where it can be. */
export const ElementReading = z.object({
  element: z.string(),
  answer: Answer,
  probability: z.number().min(0).max(1),
  evidence: Evidence.optional(),
});
export type ElementReading = z.infer<typeof ElementReading>;

/** What a judge saw of an attribute that it knows, asked for or not: for the assumptions. */
export const AttributeReading = z.object({
  attribute: z.string(),
  value: z.string(),
  probability: z.number().min(0).max(1),
});
export type AttributeReading = z.infer<typeof AttributeReading>;

/** Values of attributes that are turns which a text has or has not, and of rates that are as everywhere. */
export const there = "there";
export const notThere = "not there";
export const asUsual = "in range";

/** Nobody asks why nothing is to be seen, so these are never assumptions. */
export const nothingSeen: ReadonlySet<string> = new Set([notThere, asUsual]);

/** One number that an instrument measured. */
export const Measurement = z.object({
  quantity: z.string(),
  value: z.number(),
  unit: z.string(),
  evidence: Evidence.optional(),
});
export type Measurement = z.infer<typeof Measurement>;

/** A stored reading. Keyed by (blob, reader, version, subject): the same bytes are never read twice. */
export const Reading = z.object({
  blob: z.string(),
  reader: z.string(),
  version: z.int().min(1),
  /** `element:<statement>`, `attribute:<name>` or `quantity:<name>`. */
  subject: z.string(),
  body: z.union([ElementReading, AttributeReading, Measurement]),
  createdAt: z.number(),
});
export type Reading = z.infer<typeof Reading>;

/** Elements are read by what they say, so that a renamed or reordered element keeps its readings. */
export const elementSubject = (element: { readonly statement: string }): string =>
  `element:${element.statement.trim().toLowerCase()}`;
export const attributeSubject = (attribute: string): string => `attribute:${attribute}`;
export const quantitySubject = (quantity: string): string => `quantity:${quantity}`;
