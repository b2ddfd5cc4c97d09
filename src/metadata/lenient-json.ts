/** Text of a JSON value; ComfyUI and other Python programs write these three, which JSON does not know. */
const foreignNumbers = /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/gsu;

/**
 * The value of a JSON text, or undefined where it is none. NaN and Infinity become null, and whole numbers that a
 * double cannot hold (64-bit seeds) become their digits as a string.
 */
export function lenientJson(text: string): unknown {
  const trimmed = text.trim().replace(/^\uFEFF/u, "");
  if (!/^[[{"]/u.test(trimmed)) return undefined;
  return parse(trimmed) ?? parse(trimmed.replace(foreignNumbers, (found) => (found.startsWith('"') ? found : "null")));
}

function parse(text: string): unknown {
  try {
    return (JSON.parse as Parse)(text, keepDigits);
  } catch {
    return undefined; // also RangeError: nested deeper than the stack
  }
}

type Parse = (
  text: string,
  reviver: (key: string, value: unknown, context?: { source?: string }) => unknown,
) => unknown;

const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? String(value))
    : value;

/** An object with string keys; undefined for lists and everything else. */
export const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

export const asText = (value: unknown): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "number" || typeof value === "boolean"
      ? String(value)
      : undefined;

/** A finite number, also written as text. */
export function asNumber(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}

/** The objects of a list; empty for everything else. */
export const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  (Array.isArray(value) ? value : []).map(asObject).filter((one) => one !== undefined);
