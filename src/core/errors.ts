/** What went wrong, in one word that a program can act on. */
export type ErrorCode =
  | "invalid" // the input is wrong; nothing was changed
  | "not-found" // what was named does not exist
  | "conflict" // somebody else changed it meanwhile, or it is in the wrong state
  | "refused" // a rule of the method, an engine's limit or a provider's policy forbids it
  | "unavailable" // an engine, a file or a part is missing or does not answer; trying later may help
  | "corrupt" // stored bytes or rows are not what was written
  | "storage" // the disk is full, read-only or failing
  | "newer" // written by a newer version of Samebut
  | "cancelled" // stopped by the person
  | "timeout"
  | "uncertain" // a paid call may or may not have happened
  | "internal"; // a fault of ours

export interface ErrorDetails {
  /** What the person can do about it, as a sentence. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** Facts for programs: names, limits, paths. Never keys. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** The only error that Samebut throws on purpose. `message` says what happened, `hint` what to do. */
export class StudioError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "StudioError";
    this.code = code;
    this.hint = details.hint;
    this.facts = details.facts ?? {};
  }
}

/** Anything thrown, as one plain record: what doors print and what a failed variation keeps. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

export function toFailure(error: unknown): Failure {
  if (error instanceof StudioError) return { code: error.code, message: error.message, hint: error.hint };
  if (error instanceof Error && error.name === "AbortError") {
    return { code: "cancelled", message: "It was stopped before it finished." };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: "internal", message: message || "Something unexpected happened." };
}

export function invalid(message: string, hint?: string): StudioError {
  return new StudioError("invalid", message, { hint });
}

export function notFound(what: string, name: string, hint?: string): StudioError {
  return new StudioError("not-found", `There is no ${what} ${JSON.stringify(name)}.`, { hint });
}
