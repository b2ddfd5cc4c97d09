import { z } from "zod";
import { Id } from "./session.ts";

/** The final files of a session. Paths are relative to `folder`. */
export const Delivery = z.object({
  id: Id,
  session: Id,
  variation: Id,
  folder: z.string(),
  files: z.array(z.object({ path: z.string(), mediaType: z.string(), bytes: z.int(), hash: z.string() })),
  createdAt: z.number(),
});
export type Delivery = z.infer<typeof Delivery>;
