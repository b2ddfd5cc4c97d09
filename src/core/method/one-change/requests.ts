import type { WordsAbout } from "./lint.ts";

/** Verbs that begin a wish about a text; after "and" they begin another one. */
const verbs =
  "add|address|aim|answer|avoid|be|begin|close|cut|describe|do|drop|end|explain|finish|give|include|invite|keep|leave|list|make|mention|name|never|open|put|quote|remove|replace|say|show|start|state|stop|tell|use|write";

/** Ends of sentences, semicolons, new lines; "and" or a comma before the next verb that asks for something. */
const joints = new RegExp(
  String.raw`(?<=[.!?])\s+(?=\S)|\s*;\s*|\s*\n\s*|,?\s+and\s+(?=(?:${verbs})\b)|,\s+(?=(?:${verbs})\b)`,
  "giu",
);

/**
 * What words about a text ask for, one thing each: unlike the clauses of a picture's prompt, "begin with the offer" is one
 * wish, and two sentences are two. Named by their place, so that a wish in the place of another is one change.
 */
export const requestsIn = (text: string): readonly WordsAbout[] =>
  text
    .split(joints)
    .map((words) => words.trim())
    .filter((words) => /[\p{L}\p{N}]/u.test(words))
    .map((words, i) => ({ about: `wish ${i + 1}`, words }));
