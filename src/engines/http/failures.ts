import { type ErrorCode, StudioError } from "../../core/errors.ts";
import { TooLarge } from "./read-body.ts";
import { type Effect, type HttpAnswer, jsonOf, textOf } from "./request.ts";
import { durationText } from "./retry.ts";

/** Whom a failure is about. */
export interface Service {
  /** "ComfyUI at http://127.0.0.1:8188": begins every sentence. */
  readonly name: string;
  /** How to start it, or what to check when it does not answer. A sentence. */
  readonly whenSilent?: string;
  /** How to give it another key or password. A sentence. */
  readonly whenUnauthorised?: string;
  /** Never repeated in a message: keys. */
  readonly secrets?: readonly string[];
}

const defaultSilent = "Check that it is running and that its address is right: `samebut engines`.";

/** A request that got no whole answer. */
export function brokenExchange(service: Service, effect: Effect, cause: unknown, seconds: number): StudioError {
  const unsent = connectionFailure(service, cause);
  if (unsent) return unsent;
  if (cause instanceof TooLarge)
    return new StudioError("corrupt", `${service.name} sent more than a picture can be.`, {
      hint: "Ask for a smaller picture; if it happens again, another program answers at this address.",
      cause,
    });
  const late = cause instanceof Error && cause.name === "TimeoutError";
  const what = late
    ? `${service.name} did not finish within ${durationText(seconds)}.`
    : `${service.name} broke off before its answer was complete.`;
  if (effect === "charge")
    return new StudioError("uncertain", `${what} It may have been charged all the same.`, {
      hint: "Look at the provider's own list of requests; `samebut resume` then asks what to do.",
      cause,
    });
  const hint = late
    ? "It may be busy or loading a model. Look at its own window, then try the variation again: `samebut resume --failed`."
    : "Try the variation again: `samebut resume --failed`. If it happens twice, look at the server's own log.";
  return new StudioError(late ? "timeout" : "unavailable", what, { hint, cause });
}

/** Nothing reached the server. */
function connectionFailure(service: Service, cause: unknown): StudioError | undefined {
  const code = errorCodeIn(cause);
  const fail = (message: string, hint: string): StudioError => new StudioError("unavailable", message, { hint, cause });
  if (code === "EPRIVATE") return forbiddenAddress(service, "an address inside your own network");
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return fail(
      `The address of ${service.name} is not known here.`,
      "Check its spelling, and your connection to the network.",
    );
  if (code !== undefined && certificateCodes.test(code))
    return fail(
      `The certificate of ${service.name} is not accepted (${code}).`,
      "Renew it, or use the server's http address.",
    );
  if ((code !== undefined && unsentCodes.has(code)) || isBlockedPort(cause))
    return fail(`${service.name} does not answer.`, service.whenSilent ?? defaultSilent);
  return undefined;
}

const unsentCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EHOSTDOWN",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** Ports of other protocols, which the fetch standard never connects to. */
const isBlockedPort = (cause: unknown): boolean =>
  cause instanceof Error && cause.cause instanceof Error && cause.cause.message === "bad port";

const certificateCodes = /CERT|SELF_SIGNED|ERR_TLS|ERR_SSL|EPROTO/u;

/** Whether it is certain that the server did not get the request. */
export const neverArrived = (cause: unknown): boolean => {
  const code = errorCodeIn(cause);
  return code !== undefined && (unsentCodes.has(code) || code === "EAI_AGAIN");
};

/** The system's code somewhere in a chain of causes; of several addresses that were tried, the first. */
function errorCodeIn(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    const [first] = at instanceof AggregateError ? at.errors : [];
    const code = (at as NodeJS.ErrnoException).code ?? (first as NodeJS.ErrnoException | undefined)?.code;
    if (typeof code === "string" && code !== "UND_ERR_SOCKET") return code;
  }
  return undefined;
}

export const forbiddenAddress = (service: Service, where: string): StudioError =>
  new StudioError("refused", `${service.name} points to ${where}; it was not followed.`, {
    hint: "Give the address of the server itself, without redirects.",
  });

interface Meaning {
  readonly code: ErrorCode;
  readonly what: string;
  readonly hint: string;
}

/** An answer that is not a success, in a sentence with its remedy and what the server itself said. */
export function failedAnswer(service: Service, effect: Effect, answer: HttpAnswer, waited?: number): StudioError {
  const said = redacted(messageIn(answer), service.secrets ?? []);
  const meaning = isOutOfCredit(answer) ? noCredit(answer.status) : meaningOf(service, answer.status, waited);
  const unknown = effect === "charge" && (answer.status === 502 || answer.status === 504);
  const message = `${service.name} ${meaning.what}${said === "" ? "." : `: ${said}`}`;
  return new StudioError(
    unknown ? "uncertain" : meaning.code,
    unknown ? `${message} It may have been charged.` : message,
    {
      hint: meaning.hint,
      facts: { status: answer.status },
    },
  );
}

/** An empty account, which providers say by 402, 403 or 429. Asking again does not fill it. */
export const isOutOfCredit = (answer: HttpAnswer): boolean =>
  answer.status === 402 ||
  ([400, 403, 429].includes(answer.status) && emptyAccount.test(textOf(answer).slice(0, 5_000)));

const emptyAccount =
  /insufficient[_ ](?:quota|credits?|balance|funds)|credit balance|credit[_ ]limit|(?:exhausted|no|any|out of) (?:your )?(?:balance|credits?)\b|billing hard limit/iu;

const noCredit = (status: number): Meaning => ({
  code: "refused",
  what: `has no credit left for this (${status})`,
  hint: "Top up the account, or choose another engine.",
});

function meaningOf({ whenUnauthorised }: Service, status: number, waited: number | undefined): Meaning {
  const wait = waited === undefined ? "Wait a little" : `Wait ${durationText(waited)}`;
  switch (status) {
    case 401:
    case 403:
      return {
        code: "refused",
        what: `did not let us in (${status})`,
        hint: whenUnauthorised ?? "Check the key or the password, and that it may do this.",
      };
    case 404:
    case 405:
      return {
        code: "unavailable",
        what: `does not know this request (${status})`,
        hint: "Check the address; the server may be an older version, or another program.",
      };
    case 408:
    case 504:
      return {
        code: "timeout",
        what: `took too long (${status})`,
        hint: "Try the variation again: `samebut resume --failed`.",
      };
    case 413:
      return {
        code: "refused",
        what: "does not take requests of this size (413)",
        hint: "Start from a smaller picture.",
      };
    case 429:
      return {
        code: "unavailable",
        what: "is asked too often (429)",
        hint: `${wait}, then: \`samebut resume --failed\`.`,
      };
    default:
      if (status >= 500)
        return {
          code: "unavailable",
          what: `failed inside (${status})`,
          hint: `${wait} and try again: \`samebut resume --failed\`. If it happens twice, look at the server's own log.`,
        };
      return {
        code: "refused",
        what: `refused the request (${status})`,
        hint: "Change what it complains about and try again.",
      };
  }
}

/** What the server said itself, as one short line; empty when it said nothing that people read. */
export function messageIn(answer: Pick<HttpAnswer, "data" | "headers">): string {
  const json = jsonOf(answer);
  if (json !== undefined) return oneLine(sentenceIn(json) ?? "");
  const text = textOf(answer);
  return /html/iu.test(answer.headers.get("content-type") ?? "") || text.trimStart().startsWith("<")
    ? ""
    : oneLine(text);
}

const sentenceKeys = ["message", "msg", "error", "errors", "detail", "details", "error_message", "reason"] as const;

function sentenceIn(value: unknown, depth = 0): string | undefined {
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (depth > 4 || typeof value !== "object" || value === null) return undefined;
  const inner = Array.isArray(value)
    ? value.slice(0, 3)
    : sentenceKeys.map((key) => (value as Record<string, unknown>)[key]);
  const found = inner.flatMap((one) => sentenceIn(one, depth + 1) ?? []);
  return Array.isArray(value) ? found.join("; ") || undefined : found[0];
}

/** One line of at most 300 characters without characters that a terminal would obey. */
export const oneLine = (text: string): string => {
  // oxlint-disable-next-line no-control-regex
  const plain = text.replace(/[\u0000-\u001F\u007F-\u009F]+/gu, " ").trim();
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
};

export const redacted = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret.length > 3).reduce((left, secret) => left.replaceAll(secret, "•••"), text);
