/** Small words and numbers as people say them. */
export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
export const quoted = (text: string): string => `“${text}”`;

/** "a", "a and b", "a, b and c". */
export function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} and ${last}`;
}

export interface Price {
  readonly micros: number | null;
  readonly currency: string;
}

/** What so many pictures cost: "free", "0.12 USD", "price unknown". */
export function costText(price: Price, count = 1): string {
  if (price.micros === null) return "price unknown";
  if (price.micros === 0) return "free";
  const amount = (price.micros * count) / 1e6;
  return `${amount.toFixed(amount < 1 ? 3 : 2)} ${price.currency}`;
}

/** "0.4 s", "12 s", "3 min". */
export function durationText(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

const day = 24 * 3600 * 1000;
/** "today 14:03", "yesterday", "12 November". */
export function whenText(at: number, now = Date.now()): string {
  const date = new Date(at);
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return `today ${date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`;
  if (at >= midnight - day) return "yesterday";
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
}

/** The end of an id, as people name variations. */
export const shortId = (id: string): string => id.slice(-8);

/** Class names that apply. */
export const cx = (...names: readonly (string | false | undefined)[]): string => names.filter(Boolean).join(" ");
