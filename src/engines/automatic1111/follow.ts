import { setTimeout as wait } from "node:timers/promises";
import type { EngineCall, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { sentBase64 } from "../http/picture-bytes.ts";
import { risingProgress } from "../local-server/progress.ts";
import type { DrawingRequest } from "./drawing-request.ts";
import { ServerProgress, TaskProgress } from "./replies.ts";

export interface Following {
  readonly http: HttpClient;
  readonly task: string;
  /** Whether the server tells the progress of tasks. */
  readonly whole: boolean;
  readonly pollMilliseconds: number;
  /** How long the answer may still take once the server says that the task is over, or knows nothing of it any more. */
  readonly graceMilliseconds: number;
  readonly previews: () => boolean;
}

/** Longest time for one picture: some computers draw on their processor. */
const longestSeconds = 3600;

/** Sends the request, tells progress and previews of its own task while it runs, and returns the server's answer. */
export async function* follow(
  { path, body }: DrawingRequest,
  call: Pick<EngineCall, "signal">,
  following: Following,
): AsyncGenerator<EngineEvent, unknown> {
  const { http, task, whole, pollMilliseconds, graceMilliseconds } = following;
  const left = new AbortController();
  const signal = AbortSignal.any([call.signal, left.signal]);
  const answer = http.json({ path, json: body, effect: "work", signal, timeoutSeconds: longestSeconds }).then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  let finished = false;
  try {
    const { look, overSince } = progressReader(following);
    for (;;) {
      const outcome = await Promise.race([answer, pause(pollMilliseconds, signal)]);
      if (outcome === undefined) {
        if (whole && !signal.aborted) yield* await look(signal);
        if (performance.now() - overSince() > graceMilliseconds) throw neverAnswered(http.service.name);
        continue;
      }
      finished = !signal.aborted;
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    }
  } finally {
    left.abort();
    if (!finished && whole) await interrupt(http, task);
  }
}

/** Resolves to nothing, early when stopped: the answer then says so. */
const pause = (milliseconds: number, signal: AbortSignal): Promise<undefined> =>
  wait(milliseconds, undefined, { signal }).catch(() => wait(1));

/** A restarted server, or a proxy that lost the connection: the picture is made or gone, and nobody will send it. */
const neverAnswered = (server: string): StudioError =>
  new StudioError("timeout", `${server} is no longer at work on the picture, but never sent it.`, {
    hint: "It was restarted, or something between lost the connection. Draw it again: `samebut resume --failed`.",
  });

interface ProgressReader {
  readonly look: (signal: AbortSignal) => Promise<readonly EngineEvent[]>;
  /** Since when the server says that the task, which it had, is over; Infinity while it is not. */
  readonly overSince: () => number;
}

function progressReader({ http, task, previews }: Following): ProgressReader {
  const rising = risingProgress();
  let lastPreview = -1;
  let wasThere = false;
  let over = Infinity;
  const look = async (signal: AbortSignal): Promise<readonly EngineEvent[]> => {
    const looking = previews();
    const told = await taskProgress(http, task, signal, { id_live_preview: lastPreview, live_preview: looking });
    if (told === undefined) return [];
    const there = told.active === true || told.queued === true;
    // Servers that do not know tasks by our name always say that they have none.
    wasThere ||= there || told.completed === true;
    over = wasThere && !there ? Math.min(over, performance.now()) : Infinity;
    if (told.active !== true) return [];
    const events = [...rising({ fraction: told.progress ?? 0 })];
    lastPreview = told.id_live_preview ?? lastPreview;
    return looking && told.live_preview ? [...events, ...previewOf(told.live_preview)] : events;
  };
  return { look, overSince: () => over };
}

/** A preview that cannot be shown is no failure. */
function previewOf(dataUrl: string): readonly EngineEvent[] {
  try {
    return [{ type: "preview", output: sentBase64(dataUrl, "") }];
  } catch {
    return [];
  }
}

const taskProgress = (
  http: HttpClient,
  task: string,
  signal: AbortSignal,
  preview: { id_live_preview: number; live_preview: boolean },
) =>
  http
    .json({
      path: "internal/progress",
      json: { id_task: task, ...preview },
      effect: "read",
      signal,
      tries: 1,
      timeoutSeconds: 10,
    })
    .then((value) => TaskProgress.parse(value))
    .catch(() => undefined);

/** Stops our own picture: the server's only brake is for whatever it draws at the moment. */
async function interrupt(http: HttpClient, task: string): Promise<void> {
  const signal = AbortSignal.timeout(3000);
  const told = await taskProgress(http, task, signal, { id_live_preview: -1, live_preview: false });
  if (told?.active !== true) return;
  await http.ask({ path: "sdapi/v1/interrupt", json: {}, effect: "read", signal, tries: 2 }).catch(() => undefined);
}

/** Somebody stopped the picture in the WebUI itself: it then sends what it had as if it were finished. */
export async function refuseInterrupted(http: HttpClient, signal: AbortSignal): Promise<void> {
  const path = "sdapi/v1/progress?skip_current_image=true";
  const told = await http
    .json({ path, effect: "read", signal, tries: 1, timeoutSeconds: 5 })
    .then((value) => ServerProgress.parse(value))
    .catch(() => undefined);
  if (told?.state?.interrupted !== true && told?.state?.skipped !== true) return;
  throw new StudioError("unavailable", `The picture was interrupted in ${http.service.name} before it was finished.`, {
    hint: "Draw it again: `samebut resume --failed`.",
  });
}
