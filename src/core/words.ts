/** "1 round", "3 rounds", "2 deliveries". */
export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[], join = "and"): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${join} ${items.at(-1)}`;
}

/** A short id for people: long enough to be unique in practice, as git does it. */
export const shortId = (id: string): string => id.slice(-8);

export const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
