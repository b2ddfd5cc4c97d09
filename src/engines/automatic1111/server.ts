import { type HttpClient, type HttpSurroundings, createHttpClient } from "../http/client.ts";
import { explainModelTrouble } from "../local-server/explain.ts";

export interface ServerOptions {
  readonly url: string;
  /** "user:password" of a server that was started with --api-auth. */
  readonly login?: (() => Promise<string>) | undefined;
  readonly surroundings?: HttpSurroundings | undefined;
}

export const serverName = (url: string): string => `AUTOMATIC1111 at ${url}`;

export function connectServer({ url, login, surroundings }: ServerOptions): HttpClient {
  const name = serverName(url);
  return createHttpClient({
    base: url,
    service: {
      name,
      whenSilent: "Start the WebUI with --api, and check its address.",
      whenUnauthorised:
        "It wants a user and a password: put “user:password” into an environment variable and connect it again with --key NAME_OF_THE_KEY.",
    },
    ...(login ? { headers: async () => ({ authorization: `Basic ${toBase64(await login())}` }) } : {}),
    ...surroundings,
    explain: (answer) => (answer.status === 404 ? undefined : explainModelTrouble(name)(answer)),
  });
}

const toBase64 = (text: string): string => Buffer.from(text).toString("base64");
