import { setTimeout as wait } from "node:timers/promises";
import type { EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import { type SentPicture, sentBase64 } from "../http/picture-bytes.ts";
import { modelTrouble } from "../local-server/explain.ts";
import { risingProgress } from "../local-server/progress.ts";
import { readReply } from "../local-server/read-reply.ts";
import { Accepted, Job } from "./replies.ts";

export interface JobOptions {
  readonly http: HttpClient;
  readonly body: Readonly<Record<string, unknown>>;
  /** A job of an earlier call, to go on with where the server still knows it. */
  readonly earlier?: string | undefined;
  readonly signal: AbortSignal;
  /** Longest wait between looks; the first are close together, for small models are done soon. */
  readonly pollMilliseconds: number;
}

const firstWait = 5;
const waitGrowth = 1.3;

/** Queues a picture, asks for it until it is there, and takes it out of the queue again when it is stopped. */
export async function* runJob({
  http,
  body,
  earlier,
  signal,
  pollMilliseconds,
}: JobOptions): AsyncGenerator<EngineEvent, SentPicture> {
  const request = { path: "sdcpp/v1/img_gen", json: body, effect: "work", signal } as const;
  const known = earlier !== undefined && (await isKnown(http, earlier, signal));
  const { id } = known ? { id: earlier } : await readReply(http, Accepted, request);
  const path = pathOf(id);
  const rising = risingProgress();
  let finished = false;
  try {
    yield { type: "accepted", providerJob: id };
    for (let pause = firstWait; ; pause = Math.min(pollMilliseconds, pause * waitGrowth)) {
      const job = await readReply(http, Job, { path, effect: "read", signal });
      finished = job.status !== "queued" && job.status !== "generating";
      if (finished) return pictureOf(job, http.service.name);
      yield* rising({ fraction: job.progress ?? 0 });
      await wait(pause, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw cancelled();
    }
  } finally {
    if (!finished) await cancel(http, id);
  }
}

const pathOf = (id: string): string => `sdcpp/v1/jobs/${encodeURIComponent(id)}`;

const isKnown = (http: HttpClient, id: string, signal: AbortSignal): Promise<boolean> =>
  http.ask({ path: pathOf(id), effect: "read", signal, tries: 2 }).then(
    () => true,
    () => false,
  );

/** Works while it waits; what is being drawn already can be stopped by newer servers only. */
async function cancel(http: HttpClient, id: string): Promise<void> {
  const signal = AbortSignal.timeout(5000);
  const path = `sdcpp/v1/jobs/${id}/cancel`;
  await http.ask({ path, method: "POST", effect: "read", signal, tries: 2 }).catch(() => undefined);
}

function pictureOf({ status, result, error }: Job, server: string): SentPicture {
  const image = result?.images.find(({ b64_json: data }) => data)?.b64_json;
  if (status === "completed" && image) return sentBase64(image, server);
  if (status === "cancelled")
    throw new StudioError("unavailable", `The picture was cancelled in ${server} before it was finished.`, {
      hint: "Draw it again: `samebut resume --failed`.",
    });
  const said = oneLine(error?.message ?? "");
  throw (
    modelTrouble(server, said) ??
    new StudioError("unavailable", `${server} could not draw the picture${said === "" ? "." : `: ${said}`}`, {
      hint: "Look at the server's own log, then try again: `samebut resume --failed`.",
    })
  );
}
