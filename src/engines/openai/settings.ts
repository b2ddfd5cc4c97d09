import { z } from "zod";

/** What a connection of kind "openai" may set. Unset ones are the provider's own, but for the quality. */
export const OpenAISettings = z.strictObject({
  /** "auto" lets the model choose, and the price with it. */
  quality: z.enum(["auto", "low", "medium", "high", "xhigh", "max"]).default("medium"),
  background: z.enum(["auto", "opaque", "transparent"]).optional(),
  moderation: z.enum(["auto", "low"]).optional(),
  complexity: z.enum(["low", "medium", "high"]).optional(),
  /** Only for models before gpt-image-2, which always keeps every detail. */
  inputFidelity: z.enum(["high", "low"]).optional(),
  /** Pictures on the way, where somebody looks: each costs about a hundred tokens. */
  previews: z.int().min(0).max(3).default(1),
  /** The model that leads a conversation about a picture. */
  conversationModel: z.string().min(1).default("gpt-5.5"),
  /** "images" edits by the Images interface alone, without conversation. */
  refineWith: z.enum(["responses", "images"]).default("responses"),
});
export type OpenAISettings = z.infer<typeof OpenAISettings>;
