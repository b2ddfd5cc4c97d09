import { type ErrorCode, type Failure, StudioError, toFailure } from "../core/errors.ts";

/** The HTTP status of each error code. */
const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  "not-found": 404,
  conflict: 409,
  cancelled: 409,
  uncertain: 409,
  newer: 409,
  refused: 422,
  corrupt: 500,
  internal: 500,
  unavailable: 503,
  timeout: 504,
  storage: 507,
};

/**
 * `{ error: { code, message, hint, split? } }` with the status that belongs to the code, or with another one. Of the facts
 * only the split of a refused change is told, which is a change that the asker can send: others may name paths.
 */
export function failureResponse(error: unknown, status?: number): Response {
  const failure = presentable(error);
  const split = error instanceof StudioError ? error.facts["split"] : undefined;
  return Response.json(
    { error: split === undefined ? failure : { ...failure, split } },
    { status: status ?? statuses[failure.code] },
  );
}

/** What a stranger's error would say (paths, stacks, library words) stays inside; ours are written to be read. */
function presentable(error: unknown): Failure {
  const failure = toFailure(error);
  if (error instanceof StudioError || failure.code !== "internal") return failure;
  return {
    code: "internal",
    message: "Something inside Samebut failed; this is a fault of ours.",
    hint: "The terminal in which the server runs says more. Nothing finished is lost.",
  };
}
