import { setTimeout } from "node:timers/promises";
import type { StudioError } from "../../core/errors.ts";
import { type HttpClient, type HttpClientOptions, createHttpClient } from "../http/client.ts";
import type { HttpAnswer } from "../http/request.ts";
import type { Surroundings } from "../kind.ts";
import { createKeys, missingKey } from "./keys.ts";

export interface ProviderOptions {
  /** "OpenAI": begins the sentences of its failures. */
  readonly name: string;
  /** Everything is asked below this address. */
  readonly url: string;
  /** Name of the variable that holds the key; undefined where none is needed. */
  readonly key: string | undefined;
  /** How the key is sent. */
  readonly headers: (key: string) => Readonly<Record<string, string>>;
  /** A provider's own way of saying no. */
  readonly explain?: (answer: HttpAnswer) => StudioError | undefined;
  /** Where keys are made. */
  readonly keysPage?: string;
  readonly surroundings?: Surroundings;
}

/** A hosted provider: where it is, and its key, looked up when it is first asked. */
export interface Provider {
  readonly name: string;
  /** What is missing before it can be asked; undefined when nothing is. */
  problem(): Promise<StudioError | undefined>;
  /** Throws "unavailable" with the remedy when the key is missing. */
  http(): Promise<HttpClient>;
  /** Rejects when the signal aborts. */
  pause(seconds: number, signal: AbortSignal): Promise<void>;
  /** What goes with requests to sibling hosts of the provider that an answer named. */
  headers(): Promise<Readonly<Record<string, string>>>;
}

export function createProvider(options: ProviderOptions): Provider {
  const { name, url, key, surroundings = {} } = options;
  const keys = surroundings.keys ?? createKeys();
  const secret = (): Promise<string | undefined> => (key === undefined ? Promise.resolve("") : keys.find(key));
  const headersFor = (value: string): Readonly<Record<string, string>> => (value === "" ? {} : options.headers(value));
  const mustHave = async (): Promise<string> => {
    const value = await secret();
    if (value === undefined) throw missingKey(name, key ?? "");
    return value;
  };
  return {
    name,
    problem: async () => ((await secret()) === undefined ? missingKey(name, key ?? "") : undefined),
    pause: surroundings.sleep ?? wait,
    headers: async () => headersFor(await mustHave()),
    async http() {
      const value = await mustHave();
      return createHttpClient({
        ...clientOptions(surroundings),
        base: url,
        service: serviceOf(options, value),
        headers: headersFor(value),
        ...(options.explain === undefined ? {} : { explain: options.explain }),
      });
    },
  };
}

const wait = (seconds: number, signal: AbortSignal): Promise<void> => setTimeout(seconds * 1000, undefined, { signal });

function clientOptions({ fetch, sleep, random, now, deadline }: Surroundings): Partial<HttpClientOptions> {
  return {
    ...(fetch === undefined ? {} : { fetch }),
    ...(sleep === undefined ? {} : { sleep }),
    ...(random === undefined ? {} : { random }),
    ...(now === undefined ? {} : { now }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

function serviceOf({ name, key, keysPage }: ProviderOptions, secret: string) {
  const where = keysPage === undefined ? "" : ` Keys are made at ${keysPage}.`;
  return {
    name,
    secrets: secret === "" ? [] : [secret],
    whenSilent: "Check your connection to the network, and the provider's status page.",
    ...(key === undefined
      ? {}
      : { whenUnauthorised: `Check the key in ${key}, and what it is allowed to do.${where}` }),
  };
}
