import type { EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { type SentPicture, sentPicture } from "../http/picture-bytes.ts";
import type { Provider } from "./provider.ts";

/** What a look at a job shows. */
export type Look<Result> =
  | { readonly state: "waiting"; readonly fraction?: number | undefined }
  | { readonly state: "done"; readonly result: Result }
  | { readonly state: "failed"; readonly error: StudioError };

export interface Job<Result> {
  readonly provider: Provider;
  /** The provider's name for it. */
  readonly id: string;
  /** What finds it again after a crash: an address. */
  readonly address: string;
  readonly signal: AbortSignal;
  look(signal: AbortSignal): Promise<Look<Result>>;
  /** Tells the provider that nobody waits any more. */
  readonly cancel?: ((signal: AbortSignal) => Promise<unknown>) | undefined;
  readonly everySeconds?: number;
  readonly patienceSeconds?: number;
}

/**
 * Waits for a job that a provider has taken, telling its progress, and cancels it when nobody waits any more. The job is paid:
 * when it cannot be looked at, its outcome is "uncertain".
 */
export async function* followJob<Result>(job: Job<Result>): AsyncGenerator<EngineEvent, Result> {
  const { provider, id, address, signal, everySeconds = 0.5, patienceSeconds = 600 } = job;
  let over = false;
  let told = 0;
  yield { type: "accepted", providerJob: address };
  try {
    for (let waited = 0; waited <= patienceSeconds; waited += everySeconds) {
      const look = await job.look(signal).catch((error: unknown) => {
        throw signal.aborted ? cancelled() : lost(provider.name, id, error);
      });
      over = look.state !== "waiting";
      if (look.state === "failed") throw look.error;
      if (look.state === "done") return look.result;
      if (look.fraction !== undefined && look.fraction > told)
        yield { type: "progress", fraction: (told = Math.min(1, look.fraction)) };
      await provider.pause(everySeconds, signal).catch(() => undefined);
      if (signal.aborted) throw cancelled();
    }
    throw new StudioError(
      "uncertain",
      `${provider.name} has not finished the job ${id} in ${patienceSeconds / 60} minutes.`,
      {
        hint: lookAgain,
      },
    );
  } finally {
    if (!over) await job.cancel?.(AbortSignal.timeout(5_000)).catch(() => undefined);
  }
}

const lookAgain =
  "`samebut resume` asks how it went, which costs nothing; `samebut resume --uncertain` draws it again, at the risk of paying twice.";

const lost = (provider: string, id: string, cause: unknown): StudioError =>
  cause instanceof StudioError && cause.code === "refused"
    ? cause
    : new StudioError(
        "uncertain",
        `${provider} took the job ${id}, but does not say how it went: ${cause instanceof StudioError ? cause.message : "its answer has another form than documented."}`,
        {
          hint: lookAgain,
          cause,
        },
      );

/** The finished picture from the address that the provider named: links expire, and it is paid for. */
export async function fetchPicture(
  http: HttpClient,
  url: string,
  signal: AbortSignal,
  headers: Readonly<Record<string, string>> = {},
): Promise<SentPicture> {
  if (url.startsWith("data:"))
    return sentPicture(new Uint8Array(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")), http.service.name);
  const { data } = await http
    .ask({ path: url, effect: "read", signal, headers, timeoutSeconds: 120 })
    .catch((error: unknown) => {
      throw signal.aborted ? cancelled() : notFetched(http.service.name, error);
    });
  return sentPicture(data, http.service.name);
}

function notFetched(provider: string, cause: unknown): unknown {
  if (!(cause instanceof StudioError)) return cause;
  const status = Number(cause.facts["status"]);
  const why = [403, 404, 410].includes(status) ? "its link has expired" : cause.message;
  if (cause.code === "refused" && Number.isNaN(status)) return cause; // an address that may not be followed
  return new StudioError(
    "uncertain",
    `${provider} made the picture, but it could not be fetched: ${why}`.replace(/\.?$/u, "."),
    {
      hint: "`samebut resume` tries to fetch it again, which costs nothing; else look at the provider's own history. `samebut resume --uncertain` draws it again and pays again.",
      cause,
    },
  );
}

/** A sentence when a provider did not draw from the seed that it was given. */
export function* seedNote(
  provider: string,
  asked: number | null,
  used: number | null | undefined,
): Generator<EngineEvent> {
  if (asked === null || used === null || used === undefined || used === asked) return;
  yield { type: "warning", setting: "seed", message: `${provider} drew from seed ${used} instead of ${asked}.` };
}

/** A prompt or picture that a provider's safety check refused. */
export const moderated = (provider: string, what = "this prompt or picture"): StudioError =>
  new StudioError("refused", `${provider}'s safety check refused ${what}.`, {
    hint: "Reword the prompt or the instruction.",
  });
