import type { Change } from "../core/change.ts";
import type { Failure } from "../core/errors.ts";
import type { Api } from "../operations/index.ts";

interface RefusedAnswer {
  readonly code: Failure["code"] | "offline" | "locked";
  readonly message: string;
  readonly hint?: string;
  readonly split?: readonly Change[];
}

/** What the server answered instead of a result. */
export class RequestFailure extends Error {
  readonly code: RefusedAnswer["code"];
  readonly hint: string | undefined;
  /** A refused change of several things, as changes of one thing each. */
  readonly split: readonly Change[];

  constructor(failure: RefusedAnswer) {
    super(failure.message);
    this.name = "RequestFailure";
    this.code = failure.code;
    this.hint = failure.hint;
    this.split = failure.split ?? [];
  }
}

export type OperationName = keyof Api;
export type Input<Name extends OperationName> = Parameters<Api[Name]>[0];
export type Output<Name extends OperationName> = Awaited<ReturnType<Api[Name]>>;

/** Every operation of the server as a function: `await api.advise({ session })`. */
export const api = new Proxy({} as Api, {
  get: (_, name: string) => (input: object) => ask(name, input),
});

async function ask(operation: string, input: object): Promise<unknown> {
  const response = await send(`/api/${operation}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });
  return response.json();
}

/** A request that ends in an answer or in a RequestFailure with a sentence. */
export async function send(address: string, init: RequestInit): Promise<Response> {
  const response = await fetch(address, init).catch(() => {
    throw new RequestFailure({
      code: "offline",
      message: "The server does not answer.",
      hint: "This page goes on as soon as it does. Nothing is lost.",
    });
  });
  if (response.ok) return response;
  const body = (await response.json().catch(() => undefined)) as { error?: RefusedAnswer } | undefined;
  if (response.status === 401) throw locked();
  throw new RequestFailure(
    body?.error ?? { code: "internal", message: `The server answered ${response.status} without a reason.` },
  );
}

const locked = (): RequestFailure =>
  new RequestFailure({
    code: "locked",
    message: "This page was opened without its key.",
    hint: "Open the link that `samebut serve` printed in the terminal.",
  });

/** Anything thrown, as words for the page. */
export const wordsOf = (error: unknown): { message: string; hint: string | undefined } =>
  error instanceof RequestFailure
    ? { message: error.message, hint: error.hint }
    : { message: error instanceof Error ? error.message : String(error), hint: undefined };

export const pictureAddress = (hash: string): string => `/blobs/${hash}`;

const sides = [160, 320, 640, 1280];
/** A small version that is sharp at so many CSS pixels. */
export function thumbnailAddress(hash: string, cssPixels: number): string {
  const wanted = cssPixels * Math.min(2, window.devicePixelRatio || 1);
  return `/thumbnails/${sides.find((side) => side >= wanted) ?? 1280}/${hash}`;
}

/** Stores a file; what it is referred to by. */
export const upload = async (body: Blob): Promise<string> =>
  ((await (await send("/blobs", { method: "POST", body })).json()) as { hash: string }).hash;
