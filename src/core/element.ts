import { z } from "zod";

export const imageElementKinds = [
  "subject",
  "identity",
  "count",
  "composition",
  "lighting",
  "colour",
  "background",
  "material",
  "style",
  "expression",
  "lettering",
  "quality",
] as const;
export const textElementKinds = ["point", "fact", "audience", "tone", "structure", "length", "call-to-action"] as const;

export const ElementKind = z.enum([...imageElementKinds, ...textElementKinds]);
export type ElementKind = z.infer<typeof ElementKind>;

export const Importance = z.enum(["must", "nice"]);
export type Importance = z.infer<typeof Importance>;

/** A stretch of the prompt, by UTF-16 offsets: `prompt.slice(start, end)`. */
export const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });
export type Span = z.infer<typeof Span>;

/** One checkable statement of the brief, small enough that a picture either shows it or does not. */
export const Element = z.object({
  id: z.string().min(1).max(64),
  kind: ElementKind,
  /** The statement, as a phrase: "hard light", "lit from the left". */
  statement: z.string().trim().min(1).max(500),
  /** The same as a yes/no question for a judge. */
  question: z.string().trim().min(1).max(500),
  importance: Importance,
  /** Where the prompt says it; empty when the person added it without words. */
  words: z.array(Span).default([]),
});
export type Element = z.infer<typeof Element>;

/** What an element weighs in the value of a picture (method, section 6). */
export const weightOf = (element: Pick<Element, "importance">): number => (element.importance === "must" ? 3 : 1);
