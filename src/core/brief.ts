import { z } from "zod";
import { Element } from "./element.ts";
import { Size } from "./size.ts";

export const Medium = z.enum(["image", "text"]);
export type Medium = z.infer<typeof Medium>;

export const mostElements = 100;
export const maximumPromptLength = 20_000;

export const Prompt = z
  .string()
  .refine((text) => text.trim().length > 0, "The prompt is empty. Say in words what the picture or text should be.")
  .refine(
    (text) => text.length <= maximumPromptLength,
    `The prompt is longer than ${maximumPromptLength} characters. Shorten it to what can be seen in the result.`,
  )
  .refine((text) => !text.includes("\0"), "The prompt contains a NUL byte. Paste it as plain text.");

/** Where the finished work is to be used; unset parts follow the picture. */
export const DeliveryTarget = z.object({
  size: Size.optional(),
  format: z.enum(["png", "jpeg", "webp", "avif", "tiff"]).default("png"),
});
export type DeliveryTarget = z.infer<typeof DeliveryTarget>;

export const Reference = z.object({
  hash: z.string(),
  name: z.string().max(255),
  note: z.string().max(500).default(""),
});

export type Reference = z.infer<typeof Reference>;

export const mostReferences = 16;

/** What the person wants: the prompt as they wrote it and what it consists of. */
export const Brief = z.object({
  prompt: Prompt,
  negativePrompt: z.string().max(maximumPromptLength).default(""),
  medium: Medium.default("image"),
  elements: z.array(Element).max(mostElements),
  references: z.array(Reference).max(mostReferences).default([]),
  target: DeliveryTarget.default({ format: "png" }),
  /** Id of the judge that reads its elements; null: only the person does. */
  judge: z.string().nullable().default(null),
});
export type Brief = z.infer<typeof Brief>;

/** What is made of a brief, as sentences name it. */
export const nounOf = ({ medium }: Pick<Brief, "medium">): "picture" | "text" =>
  medium === "text" ? "text" : "picture";
