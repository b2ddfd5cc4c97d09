/** What repeating a request would do. */
export type Effect =
  /** Nothing: it reads, or the server answers a repeated key again. Repeated after any passing trouble. */
  | "read"
  /** Free work. Repeated only where the server said that it has not begun. */
  | "work"
  /** As "work", but paid: a lost answer is `uncertain`, for the person to decide. */
  | "charge";

export interface HttpRequest {
  /** Below the client's base, or a whole URL that an answer named. */
  readonly path: string;
  /** Default: POST with a body, else GET. */
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly json?: unknown;
  readonly body?: { readonly data: Uint8Array; readonly contentType: string };
  readonly headers?: Readonly<Record<string, string>>;
  readonly effect: Effect;
  readonly signal: AbortSignal;
  /** For each try, from its start to the end of the answer. Default 60. */
  readonly timeoutSeconds?: number;
  /** Largest answer that is read. Default 64 MiB. */
  readonly maximumBytes?: number;
  /** Default 4. */
  readonly tries?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from, after redirects. */
  readonly url: URL;
  readonly data: Uint8Array;
}

export const methodOf = ({ method, json, body }: HttpRequest): string =>
  method ?? (json === undefined && body === undefined ? "GET" : "POST");

/** The answer's text; bytes that are no UTF-8 become replacement characters. */
export const textOf = ({ data }: Pick<HttpAnswer, "data">): string => new TextDecoder().decode(data);

/** The answer as JSON; undefined when it is none. */
export const jsonOf = (answer: Pick<HttpAnswer, "data">): unknown => parseLeniently(textOf(answer));

/** JSON as Python writes it too: NaN and Infinity, which JSON does not know, are null. Undefined when it is not even that. */
export function parseLeniently(text: string): unknown {
  return parsed(text) ?? (/NaN|Infinity/u.test(text) ? parsed(text.replaceAll(notJson, asNull)) : undefined);
}

/** Whole strings first, so that nothing inside them is taken for a number. */
const notJson = /"[^"\\]*(?:\\.[^"\\]*)*"|NaN|-?Infinity/gsu;
const asNull = (token: string): string => (token.startsWith('"') ? token : "null");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
