import { type HttpClient, type HttpSurroundings, createHttpClient } from "../http/client.ts";
import { serverAddress } from "../http/server-address.ts";
import { explainModelTrouble } from "../local-server/explain.ts";
import { authorizationOf } from "../local-server/login.ts";

export interface ServerOptions {
  readonly url: string;
  /** "user:password" of a server that was started with --api-auth; or the token of a proxy before it. */
  readonly login?: (() => Promise<string>) | undefined;
  readonly surroundings?: HttpSurroundings | undefined;
}

export const serverName = (url: string): string => `AUTOMATIC1111 at ${url}`;

export function connectServer({ url: pasted, login, surroundings }: ServerOptions): HttpClient {
  const url = serverAddress(pasted, ["/sdapi", "/docs"]);
  const name = serverName(url);
  return createHttpClient({
    base: url,
    service: {
      name,
      whenSilent: "Start the WebUI with --api, and check its address.",
      whenUnauthorised:
        "It wants a user and a password: put “user:password” into an environment variable and connect it again with --key NAME_OF_THE_KEY.",
    },
    ...(login ? { headers: async () => authorizationOf(await login()) } : {}),
    ...surroundings,
    explain: (answer) => (answer.status === 404 ? undefined : explainModelTrouble(name)(answer)),
  });
}
