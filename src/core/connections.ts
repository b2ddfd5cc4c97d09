import { z } from "zod";
import type { EngineDescription } from "./engine.ts";

/** An engine that a person registered in this workspace. Never holds a key. */
export const Connection = z.object({
  /** How engines of this kind are made: "diffusion". */
  kind: z.string(),
  /** The engine's id in this workspace. */
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,63}$/u,
      "An engine id is made of lower-case letters, digits, dots and dashes, for example my-model.",
    ),
  /** The model folder. */
  folder: z.string(),
});
export type Connection = z.infer<typeof Connection>;

export interface Connections {
  list(): Promise<readonly Connection[]>;
  /** Checks that the engine works, then registers it durably. Throws and registers nothing when it does not. */
  add(connection: Connection): Promise<EngineDescription>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
}
