import { z } from "zod";
import type { EngineDescription } from "./engine.ts";

/** What a connected model is used for: to make pictures or texts, to read them, to name elements and think of changes. */
export const ConnectionRole = z.enum(["engine", "judge", "proposer"]);
export type ConnectionRole = z.infer<typeof ConnectionRole>;

/** An engine that a person registered in this workspace. Never holds a key, only the name of the variable that does. */
export const Connection = z.object({
  /** How engines of this kind are made: "diffusion", "openai". */
  kind: z.string(),
  /** The engine's id in this workspace. */
  id: z
    .string()
    .regex(
      /^[a-z0-9][a-z0-9._-]{0,63}$/u,
      "An engine id is made of lower-case letters, digits, dots and dashes, for example my-model.",
    ),
  /** The model folder, for engines that run here; the file of a workflow, for servers that take one. */
  folder: z.string().optional(),
  /** Address of the server; the provider's own where it is left out. */
  url: z
    .url({ protocol: /^https?$/u, error: "The address of a server begins with http:// or https://." })
    .refine((url) => !hasCredentials(url), "Keep passwords out of the address; name a variable with --key instead.")
    .optional(),
  /** Which of the provider's models. */
  model: z.string().min(1).max(200).optional(),
  /** Name of the environment variable (or keychain entry) that holds the key. */
  key: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_]*_(?:KEY|TOKEN)$/u,
      "Give the name of the environment variable that holds the key, for example OPENAI_API_KEY; never the key itself.",
    )
    .optional(),
  roles: z.array(ConnectionRole).min(1).optional(),
  /** What one variation costs, in millionths of a US dollar, where the person knows better than our table. */
  priceMicros: z.int().min(0).optional(),
  /** Settings of this kind of engine only, as its documentation names them. */
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});
export type Connection = z.infer<typeof Connection>;

/** A server that answers on this computer. */
export const Discovery = z.object({
  kind: z.string(),
  url: z.string(),
  /** What it is, in a few words. */
  title: z.string(),
  /** The engine as which it is connected already. */
  connectedAs: z.string().nullable(),
});
export type Discovery = z.infer<typeof Discovery>;

export interface Connections {
  /** Every kind that can be connected. */
  readonly kinds: readonly string[];
  list(): Promise<readonly Connection[]>;
  /** Checks that the engine works, then registers it durably. Throws and registers nothing when it does not. */
  add(connection: Connection): Promise<EngineDescription>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
  /** What answers on the usual ports of this computer and is known by what it says. Changes nothing. */
  discover(signal: AbortSignal): Promise<readonly Discovery[]>;
}

function hasCredentials(url: string): boolean {
  const { username, password } = new URL(url);
  return username !== "" || password !== "";
}
