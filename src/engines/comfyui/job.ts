import { randomUUID } from "node:crypto";
import type { EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { createEventQueue } from "../diffusion/event-queue.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { kindOf } from "../http/picture-bytes.ts";
import { risingProgress } from "../local-server/progress.ts";
import { readReply } from "../local-server/read-reply.ts";
import type { Graph } from "./graph.ts";
import { entryIn, outcomeOf } from "./history.ts";
import { progressOf } from "./node-progress.ts";
import { type HistoryEntry, Queue, Submitted } from "./replies.ts";
import { type ComfyOptions, loginHeaders, nodeErrorTexts } from "./server.ts";
import { type SocketEvent, openSocket } from "./socket.ts";

export interface JobOptions {
  readonly http: HttpClient;
  readonly graph: Graph;
  /** A job of an earlier call, to go on with where the server still knows it. */
  readonly earlier?: string | undefined;
  readonly samplers: readonly string[];
  readonly signal: AbortSignal;
  readonly previews: () => boolean;
  readonly login: ComfyOptions["login"];
  /** Between looks at the history, as a safeguard beside the socket. Default 2000. */
  readonly lookMilliseconds: number;
}

/** Milliseconds between looks at the history when there is no socket. */
const alone = 300;

/**
 * Queues a workflow and follows it to its end. The socket brings progress, previews and the news that something ended; what ended,
 * and how, is read from the history alone, so a lost socket loses nothing.
 */
export async function* runJob(options: JobOptions): AsyncGenerator<EngineEvent, HistoryEntry> {
  const { http, graph, earlier, signal, lookMilliseconds } = options;
  const client = randomUUID();
  const queue = createEventQueue<SocketEvent | { readonly type: "look" }>();
  const lookEvery = (milliseconds: number) => setInterval(() => queue.push({ type: "look" }), milliseconds);
  let look = lookEvery(lookMilliseconds);
  const socket = await openSocket(http.base, client, await loginHeaders(options.login), (event) => {
    queue.push(event);
    if (event.type !== "lost") return;
    clearInterval(look);
    look = lookEvery(Math.min(lookMilliseconds, alone));
  });
  const stop = (): void => queue.fail(cancelled());
  signal.addEventListener("abort", stop);
  let job = randomUUID() as string; // older servers give one of their own
  let open = false;
  try {
    if (signal.aborted) throw cancelled();
    const known = earlier !== undefined && (await isKnown(http, earlier, signal));
    open = true;
    const submitted = known ? { prompt_id: earlier } : await submit(http, { graph, client, job }, signal);
    job = submitted.prompt_id;
    yield { type: "accepted", providerJob: job };
    yield* unusedOutputs(submitted.node_errors);
    const entry = yield* untilEnded(queue, job, options);
    open = false;
    return entry;
  } finally {
    signal.removeEventListener("abort", stop);
    clearInterval(look);
    socket.close();
    if (open) await cancel(http, job);
  }
}

interface Submission {
  readonly graph: Graph;
  readonly client: string;
  readonly job: string;
}

const submit = (http: HttpClient, { graph, client, job }: Submission, signal: AbortSignal) =>
  readReply(http, Submitted, {
    path: "prompt",
    json: { prompt: graph, client_id: client, prompt_id: job },
    effect: "work",
    signal,
  });

/** Some outputs of a workflow may be wrong while others run. */
const unusedOutputs = (errors: unknown): readonly EngineEvent[] =>
  nodeErrorTexts(errors).map((message) => ({
    type: "warning",
    setting: "workflow",
    message: `Left out by ComfyUI: ${message}.`,
  }));

const endings: ReadonlySet<string> = new Set(["execution_success", "execution_error", "execution_interrupted"]);

async function* untilEnded(
  events: AsyncIterable<SocketEvent | { readonly type: "look" }>,
  job: string,
  { http, samplers, previews, signal }: JobOptions,
): AsyncGenerator<EngineEvent, HistoryEntry> {
  const rising = risingProgress();
  let ours = false;
  let missing = 0;
  const first = await entryIn(http, job, signal); // it may have ended before anybody listened
  if (first) return outcomeOf(first, http.service.name);
  for await (const event of events) {
    if (event.type === "preview") {
      if (previews() && (event.prompt === job || (event.prompt === undefined && ours))) yield* previewOf(event.data);
      continue;
    }
    if (event.type === "frame") {
      const { type, data } = event.frame;
      if (data?.prompt_id != null) ours = data.prompt_id === job;
      if (data?.prompt_id !== job) continue;
      const report = progressOf(event.frame, samplers);
      if (report) yield* rising(report);
      if (!endings.has(type) && !(type === "executing" && data.node == null)) continue;
    }
    const entry = await entryIn(http, job, signal);
    if (entry) return outcomeOf(entry, http.service.name);
    // Right after the end the history may be a moment late; a job that is nowhere for long is gone.
    missing = event.type === "look" && !(await isQueued(http, job, signal)) ? missing + 1 : 0;
    if (missing >= 3) throw forgotten(http.service.name);
  }
  throw forgotten(http.service.name);
}

/** A preview that cannot be shown is no failure. */
function previewOf(data: Uint8Array): readonly EngineEvent[] {
  const mediaType = kindOf(data);
  return mediaType === undefined ? [] : [{ type: "preview", output: { data: new Uint8Array(data), mediaType } }];
}

const isKnown = async (http: HttpClient, job: string, signal: AbortSignal): Promise<boolean> =>
  (await isQueued(http, job, signal)) || (await entryIn(http, job, signal)) !== undefined;

async function isQueued(http: HttpClient, job: string, signal: AbortSignal): Promise<boolean> {
  const queue = await readQueue(http, signal);
  return [...queue.queue_running, ...queue.queue_pending].some((item) => item[1] === job);
}

const readQueue = (http: HttpClient, signal: AbortSignal) =>
  readReply(http, Queue, { path: "queue", effect: "read", signal, timeoutSeconds: 20 });

const forgotten = (server: string): StudioError =>
  new StudioError(
    "unavailable",
    `${server} knows nothing of the picture any more: it was restarted, or its queue was cleared.`,
    {
      hint: "Draw it again: `samebut resume --failed`.",
    },
  );

/** Takes the job out of the queue or stops it, and nobody else's; older servers know only parts of this. */
async function cancel(http: HttpClient, job: string): Promise<void> {
  const signal = AbortSignal.timeout(5000);
  const post = (path: string, json: unknown): Promise<boolean> =>
    http.ask({ path, json, effect: "read", signal, tries: 2 }).then(
      () => true,
      () => false,
    );
  if (await post(`api/jobs/${job}/cancel`, {})) return;
  await post("queue", { delete: [job] });
  const running = await readQueue(http, signal).catch(() => undefined);
  if (running?.queue_running.some((item) => item[1] === job)) await post("interrupt", { prompt_id: job });
}
