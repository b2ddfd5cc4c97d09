import { setTimeout as wait } from "node:timers/promises";
import { StudioError } from "../../core/errors.ts";
import { reasonAgainstUrl } from "./addresses.ts";
import {
  type Service,
  brokenExchange,
  failedAnswer,
  forbiddenAddress,
  isOutOfCredit,
  neverArrived,
} from "./failures.ts";
import { readBody } from "./read-body.ts";
import { type HttpAnswer, type HttpRequest, jsonOf, methodOf } from "./request.ts";
import { patienceSeconds, retryAfterSeconds, waitSeconds } from "./retry.ts";
import { type Fetch, freshFetch, openFetch, publicFetch } from "./transport.ts";

export interface HttpClientOptions {
  /** Everything is asked below this address, and only its origin gets our headers. */
  readonly base: string;
  readonly service: Service;
  /** Sent to the base's origin only: authorization. */
  readonly headers?: Readonly<Record<string, string>> | (() => Promise<Readonly<Record<string, string>>>);
  /** A provider's own way of saying no, before the general sentence. What it calls "refused" is final: nothing is repeated. */
  readonly explain?: (answer: HttpAnswer) => StudioError | undefined;
  readonly fetch?: Fetch;
  readonly sleep?: (seconds: number, signal: AbortSignal) => Promise<void>;
  readonly random?: () => number;
  readonly now?: () => number;
  /** A signal that aborts with a "TimeoutError" after so many seconds. */
  readonly deadline?: (seconds: number) => AbortSignal;
}

/** What clients are made with; a test passes its own. */
export type HttpSurroundings = Pick<HttpClientOptions, "fetch" | "sleep" | "random" | "now" | "deadline">;

export interface HttpClient {
  readonly service: Service;
  readonly base: URL;
  /** A complete, successful answer. Throws a StudioError with a remedy otherwise. */
  ask(request: HttpRequest): Promise<HttpAnswer>;
  /** The same as parsed JSON. */
  json(request: HttpRequest): Promise<unknown>;
  /** A successful answer whose body is still coming, within the same time: for event streams. Its trouble is for `explainBroken`. */
  open(request: HttpRequest): Promise<Response>;
  /** What reading an open body threw, as a StudioError. */
  explainBroken(request: HttpRequest, error: unknown): StudioError;
}

/** The one way in which engines speak HTTP: limits of time and size, careful repeats, watched redirects, sentences. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.base.endsWith("/") ? options.base : `${options.base}/`);
  const { service } = options;
  const ask = (request: HttpRequest): Promise<HttpAnswer> =>
    tryRepeatedly(options, request, async () => {
      const response = await follow(options, base, request, limitOf(options, request));
      const data = await readBody(response, request.maximumBytes ?? defaultMaximum);
      return { status: response.status, headers: response.headers, url: new URL(response.url || base), data };
    });
  return {
    service,
    base,
    ask,
    async json(request) {
      const answer = await ask(request);
      const value = jsonOf(answer);
      if (value === undefined) throw notJson(service);
      return value;
    },
    async open(request) {
      const response: { current?: Response } = {};
      await tryRepeatedly(options, request, async () => {
        const opened = await follow(options, base, request, limitOf(options, request));
        const { status, headers } = opened;
        response.current = opened;
        const data = opened.ok ? new Uint8Array() : await readBody(opened, defaultMaximum);
        return { status, headers, url: new URL(opened.url || base), data };
      });
      if (!response.current) throw new StudioError("internal", "There is no answer.");
      return response.current;
    },
    explainBroken: (request, error) => broken(service, request, error),
  };
}

const defaultMaximum = 64 * 2 ** 20;
const defaultTimeout = 60;
const mostRedirects = 5;

/** Until somebody stops it or the time of this try is over. */
function limitOf({ deadline = clock }: HttpClientOptions, request: HttpRequest): AbortSignal {
  return AbortSignal.any([request.signal, deadline(request.timeoutSeconds ?? defaultTimeout)]);
}

const clock = (seconds: number): AbortSignal => AbortSignal.timeout(seconds * 1000);

async function tryRepeatedly(
  options: HttpClientOptions,
  request: HttpRequest,
  exchange: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const { service, sleep = pause, random = Math.random, now = Date.now } = options;
  for (let tries = 1; ; tries++) {
    const outcome = await attempt(exchange);
    if (request.signal.aborted) throw cancelled();
    if ("answer" in outcome && outcome.answer.status < 400) return outcome.answer;
    const asked =
      "answer" in outcome ? retryAfterSeconds({ ...outcome.answer, body: jsonOf(outcome.answer) }, now()) : undefined;
    const explained = "answer" in outcome ? options.explain?.(outcome.answer) : undefined;
    const hopeless =
      explained?.code === "refused" ||
      tries >= (request.tries ?? 4) ||
      (asked ?? 0) > patienceSeconds ||
      !mayRepeat(request, outcome, asked);
    if (hopeless && "answer" in outcome)
      throw explained ?? failedAnswer(service, request.effect, outcome.answer, asked);
    if (hopeless && "error" in outcome) throw broken(service, request, outcome.error);
    await sleep(waitSeconds(tries, asked, random()), request.signal).catch(() => undefined);
    if (request.signal.aborted) throw cancelled();
  }
}

type Outcome = { readonly answer: HttpAnswer } | { readonly error: unknown };

const attempt = (exchange: () => Promise<HttpAnswer>): Promise<Outcome> =>
  exchange().then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  );

const passing: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** Work is asked for again only where it cannot have begun: it was never received, or turned away with a time to come back. */
function mayRepeat({ effect }: HttpRequest, outcome: Outcome, asked: number | undefined): boolean {
  if ("error" in outcome) {
    if (outcome.error instanceof StudioError) return false;
    return neverArrived(outcome.error) || (effect === "read" && isPassingTrouble(outcome.error));
  }
  const { status } = outcome.answer;
  if (isOutOfCredit(outcome.answer)) return false;
  return effect === "read" ? passing.has(status) : status === 429 || (status === 503 && asked !== undefined);
}

const isPassingTrouble = (error: unknown): boolean => error instanceof Error && error.name === "TypeError";

const broken = (service: Service, request: HttpRequest, error: unknown): StudioError => {
  if (error instanceof StudioError) return error;
  if (request.signal.aborted) return cancelled();
  return brokenExchange(service, request.effect, error, request.timeoutSeconds ?? defaultTimeout);
};

export const cancelled = (): StudioError =>
  new StudioError("cancelled", "The picture was stopped before it was finished.");

const notJson = (service: Service): StudioError =>
  new StudioError("unavailable", `${service.name} answered with something that is not JSON.`, {
    hint: "Check the address: another program may be answering there.",
  });

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await wait(seconds * 1000, undefined, { signal });
}

/** Redirects by hand: each is looked at before it is followed, and work is never sent to another origin. */
async function follow(
  options: HttpClientOptions,
  base: URL,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Response> {
  let url = new URL(request.path.replace(/^\/+/u, ""), base);
  for (let hops = 0; hops <= mostRedirects; hops++) {
    const reason = reasonAgainstUrl(url, base);
    if (reason !== undefined) throw forbiddenAddress(options.service, reason);
    const response = await exchangeOnce(options, base, url, request, signal);
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, url);
    if (isUpgrade(next, base)) {
      // From now on everything goes there, and nothing over the open line.
      [base.protocol, base.port] = [next.protocol, next.port];
      url = next;
      continue;
    }
    if (methodOf(request) !== "GET" && (next.origin !== base.origin || response.status < 307))
      throw forbiddenAddress(options.service, next.origin === url.origin ? "another address" : next.host);
    url = next;
  }
  throw forbiddenAddress(options.service, "one address after another");
}

/** A proxy that wants the same host to be spoken to over TLS. It answered by itself: what was asked has not been done. */
const isUpgrade = (next: URL, base: URL): boolean =>
  base.protocol === "http:" && next.protocol === "https:" && next.hostname === base.hostname;

async function exchangeOnce(
  options: HttpClientOptions,
  base: URL,
  url: URL,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<Response> {
  const own = url.origin === base.origin;
  const fetch = options.fetch ?? (!own ? publicFetch : request.effect === "read" ? openFetch : freshFetch);
  const body = request.json === undefined ? request.body?.data : JSON.stringify(request.json);
  const contentType = request.json === undefined ? request.body?.contentType : "application/json";
  const { headers } = options;
  const ours = own && typeof headers === "function" ? await headers() : headers;
  return fetch(url.href, {
    method: methodOf(request),
    redirect: "manual",
    signal,
    headers: {
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...request.headers,
      ...(own ? ours : {}),
    },
    ...(body === undefined ? {} : { body: body as NonNullable<RequestInit["body"]> }),
  });
}
