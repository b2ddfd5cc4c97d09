import type { z } from "zod";
import { StudioError } from "../../core/errors.ts";
import { type HttpClient, type HttpSurroundings, createHttpClient } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import type { Effect } from "../http/request.ts";
import { serverAddress } from "../http/server-address.ts";
import { explainModelTrouble, modelTrouble } from "../local-server/explain.ts";
import { authorizationOf } from "../local-server/login.ts";
import { readReply } from "../local-server/read-reply.ts";
import { Session, Trouble } from "./replies.ts";

export interface SwarmOptions {
  readonly url: string;
  /** Token of an account, where the server asks for one. */
  readonly token?: (() => Promise<string>) | undefined;
  readonly surroundings?: HttpSurroundings | undefined;
}

export const loginHeaders = async (token: SwarmOptions["token"]): Promise<Readonly<Record<string, string>>> =>
  token ? cookieOf(await token()) : {};

/** "user:password" is for a proxy before it. */
const cookieOf = (secret: string): Readonly<Record<string, string>> =>
  secret.includes(":") ? authorizationOf(secret) : { cookie: `swarm_user_token=${secret}` };

export function connectSwarm({ url: pasted, token, surroundings }: SwarmOptions): HttpClient {
  const url = serverAddress(pasted, ["/API", "/Text2Image"]);
  const name = `SwarmUI at ${url}`;
  return createHttpClient({
    base: url,
    service: {
      name,
      whenSilent: "Start SwarmUI, and check its address.",
      whenUnauthorised:
        "It wants an account: put its token into an environment variable and connect it again with --key NAME_OF_THE_TOKEN.",
    },
    headers: () => loginHeaders(token),
    explain: explainModelTrouble(name),
    ...surroundings,
  });
}

export const newSession = async (http: HttpClient, signal: AbortSignal): Promise<z.output<typeof Session>> =>
  askSwarm(http, "GetNewSession", Session, {}, { signal });

interface Asking {
  readonly signal: AbortSignal;
  readonly effect?: Effect;
  readonly timeoutSeconds?: number;
}

/** One call of its interface: always a POST, and its errors come as an answer like any other. */
export async function askSwarm<Schema extends z.ZodType>(
  http: HttpClient,
  route: string,
  schema: Schema,
  json: Readonly<Record<string, unknown>>,
  { signal, effect = "read", timeoutSeconds = 30 }: Asking,
): Promise<z.output<Schema>> {
  const request = { path: `API/${route}`, json, effect, signal, timeoutSeconds, tries: 3 } as const;
  const value: unknown = await http.json(request);
  throwTrouble(value, http.service.name);
  return readReply({ ...http, json: async () => value }, schema, request);
}

export function throwTrouble(value: unknown, server: string): void {
  const { data } = Trouble.safeParse(value);
  if (!data?.error && !data?.error_id) return;
  const said = oneLine(data.error ?? data.error_id ?? "");
  throw (
    modelTrouble(server, said) ??
    new StudioError("unavailable", `${server} says: ${said}`, {
      hint: "Try the same once in SwarmUI itself; then try again: `samebut resume --failed`.",
      facts: data.error_id == null ? {} : { error: data.error_id },
    })
  );
}

export const isForgottenSession = (error: unknown): boolean =>
  error instanceof StudioError && error.facts["error"] === "invalid_session_id";
