import { z } from "zod";

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** The fields of a query string as the operation's schema wants them; what does not fit stays text for the schema to refuse. */
export function fromQuery(input: z.ZodObject, query: URLSearchParams): Record<string, unknown> {
  const { properties = {} } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as JsonSchema;
  const fields = [...new Set(query.keys())].map((name) => {
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    return [name, valueOf(query.getAll(name), schema)] as const;
  });
  return Object.fromEntries(fields);
}

function valueOf(texts: readonly string[], schema: JsonSchema | undefined): unknown {
  if (typesOf(schema).includes("array")) return texts.map((text) => scalarOf(text, schema?.items));
  return texts.length > 1 ? texts : scalarOf(texts[0] ?? "", schema);
}

function scalarOf(text: string, schema: JsonSchema | undefined): unknown {
  const types = typesOf(schema);
  if (types.includes("boolean") && /^(?:true|1|)$/u.test(text)) return true;
  if (types.includes("boolean") && /^(?:false|0)$/u.test(text)) return false;
  if (types.some((type) => type === "number" || type === "integer") && /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/iu.test(text))
    return Number(text);
  if (types.includes("null") && text === "null") return null;
  if (types.includes("object")) return fromJson(text);
  return text;
}

const typesOf = (schema: JsonSchema | undefined): readonly string[] =>
  schema === undefined ? [] : [...[schema.type ?? []].flat(), ...(schema.anyOf ?? []).flatMap(typesOf)];

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
