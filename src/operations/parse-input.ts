import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import type { Operation } from "./define.ts";

/** Parses a door's input with the operation's schema; what is wrong is said field by field, and nothing has run yet. */
export function parseInput<In extends z.ZodObject>(
  operation: Pick<Operation<string, In>, "name" | "input" | "commandLine">,
  input: unknown,
): z.output<In> {
  const unknown = unknownFields(operation.input, input);
  const parsed = operation.input.safeParse(input);
  if (parsed.success && unknown.length === 0) return parsed.data;
  const problems = parsed.success ? [] : parsed.error.issues.map(sentence);
  const extra = unknown.map((field) => `There is no field “${field}”.`);
  throw new StudioError("invalid", [...problems, ...extra].join(" "), {
    hint: `For example: ${operation.commandLine.example}`,
    facts: { operation: operation.name },
  });
}

function sentence(issue: z.core.$ZodIssue): string {
  const path = issue.path.filter((part) => typeof part === "string").join(".");
  const message = plain(issue);
  return path === "" || message.toLowerCase().includes(path.toLowerCase()) ? message : `${path}: ${message}`;
}

const named: Readonly<Record<string, string>> = {
  number: "a number",
  int: "a whole number",
  string: "text",
  boolean: "true or false",
  array: "a list",
  object: "a group of fields",
};

/** zod's own words for a wrong type are for programmers. */
function plain(issue: z.core.$ZodIssue): string {
  const own = /^Invalid (?:input|option)/u.test(issue.message);
  if (own && issue.code === "invalid_type")
    return issue.input === undefined && issue.message.endsWith("undefined")
      ? "This is missing."
      : `This must be ${named[issue.expected] ?? issue.expected}.`;
  if (issue.code === "invalid_value" && own) return `This must be ${issue.values.map(String).join(" or ")}.`;
  if (issue.code === "too_big" && issue.message.startsWith("Too big"))
    return `This ${issue.inclusive === false ? "must be less than" : "may be at most"} ${issue.maximum}${unitOf(issue.origin)}.`;
  if (issue.code === "too_small" && issue.message.startsWith("Too small"))
    return `This must be ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}.`;
  return /[.!?]$/u.test(issue.message) ? issue.message : `${issue.message}.`;
}

const unitOf = (origin: string): string => (origin === "string" ? " characters" : "");

/** A misspelt field is an error, not silence. */
function unknownFields(schema: z.ZodObject, input: unknown): readonly string[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  return Object.keys(input).filter((key) => !Object.hasOwn(schema.shape, key));
}
