import type { CallToolResult, McpServer, ServerContext, StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import { z } from "zod";
import { StudioError, toFailure } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Answer, Operation } from "../operations/define.ts";
import { parseInput } from "../operations/parse-input.ts";
import { contentOf } from "./content.ts";
import { visible } from "./visible.ts";
import { withProgress } from "./progress.ts";

/** One operation as a tool. */
export function registerTool(server: McpServer, studio: Studio, operation: Operation): void {
  const description = `${operation.summary}${operation.effect === "paid" ? " Runs engines, which may cost money." : ""}`;
  const config = { title: operation.name, description, inputSchema: unparsed(operation.input), annotations: annotationsOf(operation) };
  server.registerTool(operation.name, config, async (input, context) => {
    try {
      return await call(studio, operation, input, context);
    } catch (error) {
      return failed(error, operation.name);
    }
  });
}

async function call(studio: Studio, operation: Operation, input: unknown, context: ServerContext): Promise<CallToolResult> {
  const { signal } = context.mcpReq;
  const output = await withProgress(studio, context, () => operation.run(studio, parseInput(operation, input), { signal }));
  const answer = operation.output.parse(output);
  return { content: [...(await contentOf(answer as z.output<typeof Answer>, studio.blobs))], structuredContent: answer };
}

/** The operation's own parser says what is wrong in sentences with a remedy, so the protocol's lets everything through. */
const unparsed = (schema: z.ZodObject): StandardSchemaWithJSON<unknown, unknown> => {
  const jsonSchema = (): Record<string, unknown> => ({ ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }), additionalProperties: false });
  return { "~standard": { version: 1, vendor: "samebut", validate: (value) => ({ value }), jsonSchema: { input: jsonSchema, output: jsonSchema } } };
};

/** Nothing that is stored is ever overwritten or removed by an operation that only adds to a session. */
const annotationsOf = ({ effect }: Operation) => ({
  readOnlyHint: effect === "read",
  destructiveHint: false,
  idempotentHint: effect === "read",
  openWorldHint: effect === "paid",
});

function failed(error: unknown, tool: string): CallToolResult {
  if (!(error instanceof StudioError)) process.stderr.write(`samebut mcp: ${tool}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const { code, message, hint } = toFailure(error);
  const text = code === "internal" ? "Something inside Samebut failed; this is a fault of ours." : [message, hint].filter(Boolean).join(" ");
  return { isError: true, content: [{ type: "text", text: visible(`${text} (${code})`) }] };
}
