import type { EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { createEventQueue } from "../diffusion/event-queue.ts";
import { type HttpClient, cancelled } from "../http/client.ts";
import { parseLeniently } from "../http/request.ts";
import { type SentPicture, sentBase64 } from "../http/picture-bytes.ts";
import { fetchMadePicture } from "../local-server/made-picture.ts";
import { risingProgress } from "../local-server/progress.ts";
import { Frame, seedIn } from "./replies.ts";
import { type SwarmOptions, isForgottenSession, loginHeaders, newSession, throwTrouble } from "./server.ts";

export interface JobOptions {
  readonly http: HttpClient;
  readonly token: SwarmOptions["token"];
  readonly body: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly previews: () => boolean;
}

export interface Drawn {
  readonly picture: SentPicture;
  /** As SwarmUI says it was. */
  readonly seed: number | undefined;
}

/** Draws one picture in a session of its own, so that a stop means this picture alone. A session that was forgotten is opened again, once. */
export async function* runJob(options: JobOptions): AsyncGenerator<EngineEvent, Drawn> {
  try {
    return yield* runInSession(options);
  } catch (error) {
    if (!isForgottenSession(error)) throw error;
    return yield* runInSession(options);
  }
}

async function* runInSession({ http, token, body, signal, previews }: JobOptions): AsyncGenerator<EngineEvent, Drawn> {
  const { session_id: session } = await newSession(http, signal);
  const frames = createEventQueue<Frame>();
  const stop = (): void => frames.fail(cancelled());
  signal.addEventListener("abort", stop);
  const socket = await openSocket(http.base, token, frames);
  let finished = false;
  try {
    if (signal.aborted) throw cancelled();
    socket.send(JSON.stringify({ session_id: session, ...body }));
    yield { type: "accepted", providerJob: session };
    const rising = risingProgress();
    for await (const frame of frames) {
      throwTrouble(frame, http.service.name);
      const { gen_progress: progress, image } = frame;
      if (progress?.overall_percent != null) yield* rising({ fraction: progress.overall_percent });
      if (progress?.preview && previews()) yield* previewOf(progress.preview);
      if (!image) continue;
      const picture = await readImage(http, image.image, signal);
      finished = true;
      return { picture, seed: seedIn(image.metadata) };
    }
    throw lost(http.service.name);
  } finally {
    signal.removeEventListener("abort", stop);
    socket.close();
    if (!finished) await interrupt(http, session);
  }
}

const lost = (server: string): StudioError =>
  new StudioError("unavailable", `The connection to ${server} was lost before the picture came.`, {
    hint: "Draw it again: `samebut resume --failed`.",
  });

interface Socket {
  send(text: string): void;
  close(): void;
}

async function openSocket(
  base: URL,
  token: SwarmOptions["token"],
  frames: ReturnType<typeof createEventQueue<Frame>>,
): Promise<Socket> {
  const { WebSocket } = await import("ws");
  const url = new URL("API/GenerateText2ImageWS", base);
  url.protocol = base.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(url, {
    maxPayload: 256 * 2 ** 20,
    handshakeTimeout: 10_000,
    headers: await loginHeaders(token),
  });
  socket.on("message", (data: Buffer) => {
    const { data: frame } = Frame.safeParse(parseLeniently(data.toString("utf8")));
    if (frame) frames.push(frame);
  });
  await new Promise<void>((resolve) => {
    socket.on("open", resolve);
    socket.on("error", () => undefined); // "close" follows and says it
    socket.on("close", () => {
      frames.push({}, true); // after what came before it: the picture may be among that
      resolve();
    });
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    close: () => socket.terminate(),
  };
}

/** A data URL, or the address of a file that the server kept. */
async function readImage(http: HttpClient, image: string, signal: AbortSignal): Promise<SentPicture> {
  if (image.startsWith("data:")) return sentBase64(image, http.service.name);
  // Names of files may hold what means something else in an address.
  return fetchMadePicture(http, image.replaceAll(/[#?]/gu, encodeURIComponent), signal);
}

/** A preview that cannot be shown is no failure. */
function previewOf(dataUrl: string): readonly EngineEvent[] {
  try {
    return [{ type: "preview", output: sentBase64(dataUrl, "") }];
  } catch {
    return [];
  }
}

/** The server goes on when a socket closes: it has to be told, for this session only. */
async function interrupt(http: HttpClient, session: string): Promise<void> {
  const signal = AbortSignal.timeout(5000);
  const json = { session_id: session, other_sessions: false };
  await http.ask({ path: "API/InterruptAll", json, effect: "read", signal, tries: 2 }).catch(() => undefined);
}
