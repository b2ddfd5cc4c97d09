import { jsonOrUndefined } from "../core/json.ts";
import type { ZodType } from "zod";
import { StudioError } from "../core/errors.ts";

/** Reads a JSON column; what does not fit its noun was not written by us. */
export function fromJson<Value>(noun: ZodType<Value>, text: string, where: string): Value {
  const parsed = noun.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  throw new StudioError("corrupt", `The database holds something unreadable in ${where}.`, {
    hint: "Run `samebut doctor`, and restore the workspace from a backup.",
    cause: parsed.error,
  });
}
