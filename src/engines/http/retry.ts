import { z } from "zod";

/** Longest wait that a server may ask for before we give up and say so. */
export const patienceSeconds = 60;

/** What a server says about when to come back. */
export interface Turnaway {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined where it is no JSON. */
  readonly body?: unknown;
}

/**
 * Seconds that a server asks to wait; undefined when it does not say. Retry-After (RFC 9110, section 10.2.3: seconds or a date)
 * and its relatives first; then what providers say in ways of their own, but only where they say that it was too much.
 */
export function retryAfterSeconds({ status, headers, body }: Turnaway, now: number): number | undefined {
  const milliseconds = numberIn(headers.get("retry-after-ms") ?? headers.get("x-ms-retry-after-ms"));
  if (milliseconds !== undefined) return Math.max(0, milliseconds / 1000);
  const value = headers.get("retry-after")?.trim();
  const asked = value ? (numberIn(value) ?? untilDate(value, now)) : undefined;
  if (asked !== undefined || status !== 429) return asked;
  return delayInBody(body) ?? resetIn(headers, now);
}

const numberIn = (text: string | null | undefined): number | undefined =>
  text != null && /^\d+(?:\.\d+)?$/u.test(text.trim()) ? Number(text) : undefined;

function untilDate(text: string, now: number): number | undefined {
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

const Delay = z.union([z.number(), z.string()]).nullish().catch(undefined);
const Body = z.looseObject({
  retry_after: Delay,
  error: z
    .looseObject({ details: z.array(z.looseObject({ retryDelay: Delay }).catch({})).catch([]) })
    .nullish()
    .catch(undefined),
});

/** Google: error.details[].retryDelay "37s" (google.rpc.RetryInfo). Replicate and others: retry_after, in seconds. */
function delayInBody(body: unknown): number | undefined {
  const { data } = Body.safeParse(body);
  const delay = data?.retry_after ?? data?.error?.details?.find(({ retryDelay }) => retryDelay != null)?.retryDelay;
  return delay == null ? undefined : typeof delay === "number" ? Math.max(0, delay) : durationSeconds(delay);
}

/** When a quota that is used up begins anew: OpenAI, xAI and Together (per kind of quota), Anthropic (dates), and the IETF draft. */
function resetIn(headers: Headers, now: number): number | undefined {
  const waits = [...headers].flatMap(([name, value]) => {
    if (!/^(?:x-|anthropic-)?ratelimit-(?:[\w-]+-)?reset(?:-[\w-]+)?$/u.test(name)) return [];
    const left = headers.get(name.replace("reset", "remaining"));
    if (left !== null && Number(left) > 0) return [];
    return momentSeconds(value, now) ?? [];
  });
  return waits.length === 0 ? undefined : Math.max(...waits);
}

/** "6m0s", "1.5s", "250ms", plain seconds, seconds since 1970, or a date. */
function momentSeconds(text: string, now: number): number | undefined {
  const seconds = numberIn(text);
  if (seconds !== undefined) return seconds > 1e9 ? Math.max(0, seconds - now / 1000) : seconds;
  return durationSeconds(text) ?? untilDate(text, now);
}

const unitSeconds: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };

function durationSeconds(text: string): number | undefined {
  const plain = numberIn(text);
  if (plain !== undefined) return plain;
  if (!/^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/u.test(text.trim())) return undefined;
  return [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhd])/gu)].reduce(
    (sum, [, amount, unit = ""]) => sum + Number(amount) * (unitSeconds[unit] ?? 0),
    0,
  );
}

/**
 * Seconds to wait before another try. What the server asked for, and up to a quarter more, so that many waiters do not come
 * back at once; else by chance up to 0.5, 1, 2 … seconds ("full jitter", M. Brooker, AWS Architecture Blog, 2015).
 *
 * @param tries how many were made, from 1
 * @param chance 0…1
 */
export function waitSeconds(tries: number, asked: number | undefined, chance: number): number {
  if (asked !== undefined) return asked * (1 + 0.25 * chance) + 0.05 * chance;
  return Math.min(20, 0.5 * 2 ** (tries - 1)) * chance;
}

export const durationText = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.ceil(seconds))} s` : `${Math.ceil(seconds / 60)} minutes`;
