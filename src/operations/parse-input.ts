import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import type { Operation } from "./define.ts";

/** Parses a door's input with the operation's schema; what is wrong is said field by field, and nothing has run yet. */
export function parseInput<In extends z.ZodObject>(operation: Pick<Operation<string, In>, "name" | "input" | "commandLine">, input: unknown): z.output<In> {
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
  const path = issue.path.map(String).join(".");
  const message = /[.!?]$/u.test(issue.message) ? issue.message : `${issue.message}.`;
  return path === "" || message.toLowerCase().includes(path.toLowerCase()) ? message : `${path}: ${message}`;
}

/** A misspelt field is an error, not silence. */
function unknownFields(schema: z.ZodObject, input: unknown): readonly string[] {
  if (typeof input !== "object" || input === null || Array.isArray(input)) return [];
  return Object.keys(input).filter((key) => !Object.hasOwn(schema.shape, key));
}
