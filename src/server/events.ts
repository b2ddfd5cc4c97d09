import type { Hono } from "hono";
import type { LiveEvent } from "../core/events.ts";
import type { Studio } from "../core/studio.ts";
import { type EventStream, createEventStream } from "./event-stream.ts";

const journalPage = 500;
/** Progress and previews are sent at most this often per slot. */
const liveMilliseconds = 100;

export interface Events {
  readonly studio: Pick<Studio, "store" | "live">;
  /** Aborts when the server closes. */
  readonly closing: AbortSignal;
}

/**
 * GET /api/sessions/<id>/events: the session's journal from where the listener left off, whoever writes it, and what
 * this process only shows while it happens.
 */
export function mountEvents(app: Hono, { studio, closing }: Events): void {
  app.get("/api/sessions/:id/events", async (c) => {
    const session = await studio.store.findSession(c.req.param("id"));
    const asked = Number(c.req.header("last-event-id") ?? c.req.query("after"));
    // A number that the journal never reached belongs to another life of the workspace: begin again.
    const after = Number.isInteger(asked) && asked >= 0 && asked <= session.head ? asked : 0;
    const stream = createEventStream(AbortSignal.any([c.req.raw.signal, closing]));
    const stops = [followJournal(studio, session.id, after, stream), followLive(studio, session.id, stream)];
    stream.ended.addEventListener("abort", () => stops.forEach((stop) => stop()));
    return stream.response;
  });
}

function followJournal(studio: Events["studio"], session: string, after: number, stream: EventStream): () => void {
  let last = after;
  let behind = true;
  let reading = false;
  const catchUp = async (): Promise<void> => {
    behind = true;
    if (reading) return;
    reading = true;
    while (behind && !stream.ended.aborted) {
      behind = false;
      const events = await studio.store.events(session, last, journalPage);
      for (const event of events) stream.send({ event: "journal", id: event.seq, data: event });
      last = events.at(-1)?.seq ?? last;
      behind ||= events.length === journalPage;
    }
    reading = false;
  };
  // The page reconnects by itself and asks again from where it was.
  const follow = (): void => void catchUp().catch(() => stream.end());
  follow();
  return studio.store.onChange(follow);
}

function followLive(studio: Events["studio"], session: string, stream: EventStream): () => void {
  const newest = new Map<string, LiveEvent>();
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    timer = undefined;
    // A listener that does not keep up gets the newest later, not everything.
    if (!stream.hasRoom()) return wait();
    for (const event of newest.values()) sendLive(stream, event);
    newest.clear();
  };
  const wait = (): void => void (timer ??= setTimeout(flush, liveMilliseconds));
  const unsubscribe = studio.live.subscribe((event) => {
    if (event.session !== session) return;
    if (event.type === "progress" || event.type === "preview") {
      newest.set(`${event.type} ${event.slot}`, event);
      return wait();
    }
    if (event.type === "slot") for (const type of ["progress", "preview"]) newest.delete(`${type} ${event.slot}`);
    sendLive(stream, event);
  });
  return () => {
    unsubscribe();
    clearTimeout(timer);
  };
}

function sendLive(stream: EventStream, event: LiveEvent): void {
  if (event.type !== "preview") return stream.send({ event: event.type, data: event });
  const { data, ...rest } = event;
  stream.send({
    event: "preview",
    data: { ...rest, picture: `data:${event.mediaType};base64,${Buffer.from(data).toString("base64")}` },
  });
}
