import type { z } from "zod";
import { invalid } from "../../core/errors.ts";
import type { Connection } from "../../core/connections.ts";

/** The settings of a connection by the schema of its kind; a sentence that names what is wrong otherwise. */
export function settingsOf<Schema extends z.ZodObject>(schema: Schema, connection: Connection): z.output<Schema> {
  const parsed = schema.safeParse(connection.settings ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join(".") ?? "";
  throw invalid(
    `The settings of ${connection.kind} do not fit${where === "" ? "" : ` at “${where}”`}: ${issue?.message ?? "unknown"}.`,
    `It has: ${Object.keys(schema.shape).join(", ")}.`,
  );
}
