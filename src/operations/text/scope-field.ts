import { z } from "zod";

export const ScopeField = z
  .string()
  .trim()
  .min(1)
  .max(2_000)
  .optional()
  .describe("Of a text: which sentences may change: “3”, “2-4, 7”, “paragraph 2”, “heading Prices”, or quoted words");
