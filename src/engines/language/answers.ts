import type { z } from "zod";

/**
 * The object in a model's answer: also between other words or in a fence. undefined when there is none. Answers are read
 * leniently, and then checked strictly.
 */
export function objectIn(text: string): unknown {
  for (const candidate of [text, ...fenced(text), braced(text)]) {
    const value = parse(candidate);
    if (typeof value === "object" && value !== null) return value;
  }
  return undefined;
}

const fenced = (text: string): readonly string[] =>
  [...text.matchAll(/```(?:json)?\s*([\s\S]*?)```/gu)].map((match) => match[1] ?? "");

const braced = (text: string): string => text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some servers leave in the text what a model only thought before it answered. */
export const withoutThoughts = (text: string): string =>
  text.replace(/^\s*<(think|thinking|reasoning)>[\s\S]*?<\/\1>\s*/iu, "").replace(/^[\s\S]*<\/think>\s*/iu, "");

/** What came so far is only the beginning of a thought. */
export const isStillThinking = (text: string): boolean =>
  /^\s*<(?:think|thinking|reasoning)>/iu.test(text) && withoutThoughts(text) === text;

/** What does not fit, as a model is told it: at most five things. */
export function complaintOf(value: unknown, error: z.ZodError): string {
  if (value === undefined) return "It contains no JSON object.";
  return error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.join(".") || "The object"}: ${message}.`)
    .join(" ");
}
