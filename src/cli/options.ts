import { Option } from "commander";
import { z } from "zod";
import type { Operation } from "../operations/define.ts";

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly default?: unknown;
  readonly description?: string;
}

export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required: boolean;
}

/** Input fields of an operation, all or those named, with what a command line needs to know of them. */
export const fieldsOf = ({ input }: Operation, names: readonly string[] = Object.keys(input.shape)): readonly Field[] =>
  names.flatMap((name) => {
    const field = input.shape[name] as z.ZodType | undefined;
    if (!field) return [];
    const schema = z.toJSONSchema(field, { io: "input", unrepresentable: "any" }) as JsonSchema;
    return [{ name, schema, required: !field.isOptional() }];
  });

/** "<prompt>", "[session]", "<variations...>". */
export function argumentText(field: Field): string {
  const name = isList(field.schema) ? `${field.name}...` : field.name;
  return field.required ? `<${name}>` : `[${name}]`;
}

/** `--seeds 1 2 3`, `--count 4`, `--wait` / `--no-wait`, `--target '{"format":"jpeg"}'`. */
export function optionsFor(field: Field): readonly Option[] {
  const { schema } = field;
  const flag = `--${kebab(field.name)}`;
  const description = schema.description ?? "";
  if (schema.type === "boolean") {
    return schema.default === true
      ? [new Option(`--no-${kebab(field.name)}`, `Do not: ${lowerFirst(description)}`)]
      : [new Option(flag, description)];
  }
  const value = isList(schema) ? "<values...>" : schema.enum ? `<${schema.enum.join("|")}>` : `<${valueName(schema)}>`;
  const standard =
    schema.default !== undefined && typeof schema.default !== "object" && schema.default !== ""
      ? ` (default ${String(schema.default as string | number | boolean)})`
      : "";
  return [new Option(`${flag} ${value}`, description + standard)];
}

/** What the person typed, as the JSON that the operation's schema reads. Text that is no number stays text: the schema says so. */
export function valueFor(field: Field, raw: unknown): unknown {
  const { schema } = field;
  if (Array.isArray(raw))
    return isJson(schema.items ?? {}) && raw.length === 1
      ? parseJson(String(raw[0]))
      : raw.map((item) => scalar(schema.items ?? {}, item));
  if (isJson(schema)) return parseJson(String(raw));
  return scalar(schema, raw);
}

function scalar(schema: JsonSchema, raw: unknown): unknown {
  return isNumeric(schema) && typeof raw === "string" && raw.trim() !== "" && Number.isFinite(Number(raw))
    ? Number(raw)
    : raw;
}

/** Not JSON: handed on as it is, and refused by the schema in its own words. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const isList = (schema: JsonSchema): boolean => schema.type === "array";
const isJson = (schema: JsonSchema): boolean =>
  schema.type === "object" || (schema.type === undefined && schema.anyOf !== undefined);
const isNumeric = ({ type }: JsonSchema): boolean => ["number", "integer"].some((name) => type?.includes(name));
const valueName = (schema: JsonSchema): string =>
  isJson(schema) ? "json" : Array.isArray(schema.type) ? "value" : isNumeric(schema) ? "number" : "text";
const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
const kebab = (name: string): string => name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
