import type { Context, Hono } from "hono";
import { StudioError, invalid } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Operation } from "../operations/define.ts";
import { parseInput } from "../operations/parse-input.ts";
import { failureResponse } from "./failures.ts";
import { fromQuery } from "./query.ts";

export interface Api {
  readonly studio: Studio;
  readonly operations: readonly Operation[];
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/** Every operation at POST /api/<name>, and those that only read at GET too. */
export function mountOperations(app: Hono, { studio, operations, closing }: Api): void {
  for (const operation of operations) {
    const path = `/api/${operation.name}`;
    app.post(path, async (c) => answer(operation, await readBody(c), workSignal(operation, c, closing)));
    if (operation.effect === "read") {
      app.get(path, (c) =>
        answer(
          operation,
          fromQuery(operation.input, new URL(c.req.url).searchParams),
          workSignal(operation, c, closing),
        ),
      );
    }
    app.all(path, () => failureResponse(wrongMethod(operation), 405));
  }
  app.all("/api/*", (c) =>
    failureResponse(unknownOperation(new URL(c.req.url).pathname.slice("/api/".length), operations)),
  );

  async function answer(operation: Operation, input: unknown, signal: AbortSignal): Promise<Response> {
    const output = await operation.run(studio, parseInput(operation, input), { signal });
    return Response.json(operation.output.parse(output));
  }
}

/** A reader that left stops its own question; work that was begun goes on without an audience until the server closes. */
const workSignal = (operation: Operation, c: Context, closing: AbortSignal): AbortSignal =>
  operation.effect === "read" ? AbortSignal.any([c.req.raw.signal, closing]) : closing;

async function readBody(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text.trim() === "") return {};
  if (!/^application\/json\s*(?:;|$)/iu.test(c.req.header("content-type") ?? "")) {
    throw invalid("The body must be JSON.", "Send it with the header Content-Type: application/json.");
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new StudioError("invalid", "The body is not valid JSON.", {
      hint: "Send one JSON object with the fields of the operation; /api/openapi.json lists them.",
      cause,
    });
  }
}

const wrongMethod = (operation: Operation): StudioError =>
  invalid(
    operation.effect === "read"
      ? "This is asked with GET or POST."
      : `“${operation.name}” changes something, so it is asked with POST.`,
    `POST /api/${operation.name} with a JSON object.`,
  );

function unknownOperation(name: string, operations: readonly Operation[]): StudioError {
  const known = operations.map((operation) => operation.name).join(", ");
  return new StudioError("not-found", `There is no operation “${name.slice(0, 100)}”.`, {
    hint: `There are: ${known}. /api/openapi.json describes them.`,
  });
}
