import type { CallToolResult, McpServer, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import { StudioError, toFailure } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Answer, Operation } from "../operations/define.ts";
import { parseInput } from "../operations/parse-input.ts";
import type { Calls } from "./calls.ts";
import { contentOf } from "./content.ts";
import { visible } from "./visible.ts";
import { withProgress } from "./progress.ts";

export interface ToolContext {
  readonly studio: Studio;
  readonly calls: Calls;
  readonly report: (error: unknown) => void;
}

/** One operation as a tool. */
export function registerTool(server: McpServer, operation: Operation, { studio, calls, report }: ToolContext): void {
  const description = `${operation.summary}${operation.effect === "paid" ? " Runs engines, which may cost money." : ""}`;
  const config = {
    title: operation.name,
    description,
    inputSchema: unparsed(operation.input),
    annotations: annotationsOf(operation),
  };
  server.registerTool(operation.name, config, (input, context) =>
    calls.run(context, async (signal) => {
      try {
        return await withProgress(studio, context, () => answer(studio, operation, input, signal));
      } catch (error) {
        if (signal.aborted) return failed(stopped);
        if (!(error instanceof StudioError)) report(error);
        return failed(error);
      }
    }),
  );
}

async function answer(
  studio: Studio,
  operation: Operation,
  input: unknown,
  signal: AbortSignal,
): Promise<CallToolResult> {
  const output = operation.output.parse(await operation.run(studio, parseInput(operation, input), { signal }));
  return {
    content: [...(await contentOf(output as z.output<typeof Answer>, studio.blobs))],
    structuredContent: output,
  };
}

const stopped = new StudioError("cancelled", "Stopped as you asked. What was finished is kept.", {
  hint: "resume goes on from here.",
});

/** The operation's own parser says what is wrong in sentences with a remedy, so the protocol's lets everything through. */
const unparsed = (schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> => {
  const jsonSchema = (): Record<string, unknown> => ({
    ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }),
    additionalProperties: false,
  });
  return {
    "~standard": {
      version: 1,
      vendor: "samebut",
      validate: (value) => ({ value }),
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
};

/** Nothing that is stored is ever overwritten or removed by an operation that only adds to a session. */
const annotationsOf = ({ effect }: Operation) => ({
  readOnlyHint: effect === "read",
  destructiveHint: false,
  idempotentHint: effect === "read",
  openWorldHint: effect === "paid",
});

function failed(error: unknown): CallToolResult {
  const { code, message, hint } = toFailure(error);
  const text =
    code === "internal"
      ? "Something inside Samebut failed; this is a fault of ours."
      : [message, hint].filter(Boolean).join(" ");
  return { isError: true, content: [{ type: "text", text: visible(`${text} (${code})`) }] };
}
