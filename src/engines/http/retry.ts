/** Longest wait that a server may ask for before we give up and say so. */
export const patienceSeconds = 60;

/** Seconds that a server asks to wait (RFC 9110, section 10.2.3: seconds or a date); undefined when it does not say. */
export function retryAfterSeconds(headers: Headers, now: number): number | undefined {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(milliseconds)) return Math.max(0, milliseconds / 1000);
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(?:\.\d+)?$/u.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
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
