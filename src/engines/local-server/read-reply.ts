import type { z } from "zod";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import type { HttpRequest } from "../http/request.ts";

/** A reply in the form that is expected of it; anything else is another program, or another version of this one. */
export async function readReply<Schema extends z.ZodType>(
  http: HttpClient,
  schema: Schema,
  request: HttpRequest,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await http.json(request));
  if (parsed.success) return parsed.data;
  throw new StudioError("unavailable", `${http.service.name} answers ${request.path} in a form that is not known.`, {
    hint: "Check the address: another program may be answering there. If it is the right one, its version may be too old or too new.",
    cause: parsed.error,
  });
}
