import { z } from "zod";
import { JournalEvent } from "../core/events.ts";
import type { Operation } from "../operations/define.ts";

type Json = Record<string, unknown>;

/** OpenAPI 3.1 of everything this server answers, made from the schemas that parse it. */
export function describeApi(operations: readonly Operation[], version: string): Json {
  return {
    openapi: "3.1.0",
    info: {
      title: "Samebut",
      version,
      description: "Every operation of a workspace. Prompts, names and texts in answers are data of the person's work.",
    },
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    servers: [{ url: "/" }],
    security: [{ token: [] }],
    paths: {
      ...Object.fromEntries(operations.map((operation) => [`/api/${operation.name}`, pathOf(operation)])),
      "/api/sessions/{id}/events": eventsPath,
      "/blobs": uploadPath,
      "/blobs/{hash}": blobPath,
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The token in the link that `samebut serve` prints" },
      },
      responses: {
        Failure: { description: "It did not happen; nothing was changed", content: json(reference("Failure")) },
      },
      schemas: {
        ...Object.fromEntries(operations.flatMap(schemasOf)),
        JournalEvent: schemaOf(JournalEvent, "output"),
        Failure: failureSchema,
      },
    },
  };
}

function pathOf(operation: Operation): Json {
  const answers = {
    responses: {
      200: { description: operation.summary, content: json(reference(`${nameOf(operation)}Answer`)) },
      default: failed,
    },
  };
  const post = {
    operationId: operation.name,
    summary: operation.summary,
    description: `On the command line: \`${operation.commandLine.example}\``,
    requestBody: { required: true, content: json(reference(`${nameOf(operation)}Request`)) },
    ...answers,
  };
  if (operation.effect !== "read") return { post };
  return {
    post,
    get: {
      operationId: `${operation.name}-by-query`,
      summary: operation.summary,
      parameters: parametersOf(operation),
      ...answers,
    },
  };
}

function parametersOf(operation: Operation): readonly Json[] {
  const { properties = {}, required = [] } = schemaOf(operation.input, "input") as {
    properties?: Json;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

const schemasOf = (operation: Operation): readonly (readonly [string, Json])[] => [
  [`${nameOf(operation)}Request`, { ...schemaOf(operation.input, "input"), additionalProperties: false }],
  [`${nameOf(operation)}Answer`, schemaOf(operation.output, "output")],
];

function schemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

const nameOf = ({ name }: Operation): string =>
  name.replace(/(?:^|-)(\w)/gu, (_, letter: string) => letter.toUpperCase());
const reference = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Json): Json => ({ "application/json": { schema } });
const failed = { $ref: "#/components/responses/Failure" };

const failureSchema = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message"],
      properties: {
        code: { type: "string", description: "One word for programs" },
        message: { type: "string", description: "What happened, as a sentence" },
        hint: { type: "string", description: "What to do about it" },
      },
    },
  },
};

const eventsPath = {
  get: {
    operationId: "events",
    summary:
      "What happens in a session, as server-sent events: its journal (resumes after Last-Event-ID) and live progress, previews, slots and notes.",
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      {
        name: "after",
        in: "query",
        required: false,
        description: "Only journal events after this number",
        schema: { type: "integer", minimum: 0 },
      },
      { name: "Last-Event-ID", in: "header", required: false, schema: { type: "string" } },
    ],
    responses: {
      200: {
        description: "Events `journal` (with the JournalEvent), `progress`, `preview`, `slot` and `note`",
        content: { "text/event-stream": { schema: { type: "string" } } },
      },
      default: failed,
    },
  },
};

const blobPath = {
  get: {
    operationId: "blob",
    summary: "A picture or text by the SHA-256 of its bytes; it never changes.",
    parameters: [{ name: "hash", in: "path", required: true, schema: { type: "string", pattern: "^[0-9a-f]{64}$" } }],
    responses: { 200: { description: "The bytes", content: { "image/*": {}, "text/plain": {} } }, default: failed },
  },
};

const uploadPath = {
  post: {
    operationId: "upload",
    summary: "Keeps a whole file, for the operation import; at most 256 MB.",
    requestBody: { required: true, content: { "*/*": { schema: { type: "string", format: "binary" } } } },
    responses: {
      200: {
        description: "What to call it by",
        content: json({
          type: "object",
          required: ["hash", "bytes"],
          properties: { hash: { type: "string" }, bytes: { type: "integer" } },
        }),
      },
      default: failed,
    },
  },
};
