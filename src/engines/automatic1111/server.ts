import { createHttpClient, type HttpClient } from "../http/client.ts";
import { type Fetch } from "../http/transport.ts";
import { explainModelTrouble } from "../local-server/explain.ts";

export interface ServerOptions {
  readonly url: string;
  /** "user:password" of a server that was started with --api-auth. */
  readonly login?: string | undefined;
  readonly fetch?: Fetch | undefined;
}

export const serverName = (url: string): string => `AUTOMATIC1111 at ${url}`;

export function connectServer({ url, login, fetch }: ServerOptions): HttpClient {
  const name = serverName(url);
  return createHttpClient({
    base: url,
    service: {
      name,
      whenSilent: "Start the WebUI with --api, and check its address.",
      whenUnauthorised:
        "It wants a user and a password: put “user:password” into an environment variable and connect it again with --key NAME_OF_THE_KEY.",
      secrets: login === undefined ? [] : [login],
    },
    ...(login === undefined ? {} : { headers: { authorization: `Basic ${Buffer.from(login).toString("base64")}` } }),
    ...(fetch === undefined ? {} : { fetch }),
    explain: (answer) => (answer.status === 404 ? undefined : explainModelTrouble(name)(answer)),
  });
}
