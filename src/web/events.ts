import { useEffect } from "react";
import type { JournalType, LiveEvent } from "../core/events.ts";
import { noteConnection, noteLive } from "./live.ts";
import { keys, queryClient } from "./queries.ts";

type Part = "outline" | "look" | "passes" | "advice" | "proposals" | "sessions";

/** Which parts of the page each line of the journal makes old. */
const refreshes: Readonly<Record<JournalType, readonly Part[]>> = {
  "session-created": ["sessions"],
  "brief-revised": ["outline", "look", "advice", "proposals", "sessions"],
  "attempt-opened": ["outline", "advice", "proposals"],
  "round-planned": ["outline", "advice", "proposals", "sessions"],
  "call-started": ["outline"],
  "call-submitted": [],
  "variation-ready": ["outline", "look", "passes", "sessions"],
  "slot-failed": ["outline", "advice"],
  "slot-uncertain": ["outline"],
  "slot-released": ["outline"],
  "slots-cancelled": ["outline", "advice"],
  "readings-added": ["outline", "look", "passes", "advice"],
  "verdict-given": ["outline", "look", "advice"],
  "delivery-made": ["outline", "advice", "sessions"],
};

/** Events come in bursts; the page asks once for all of them. */
const patienceMilliseconds = 120;

/** Follows a session live, whoever works on it: this tab, another one, the command line or an agent. */
export function useSessionEvents(session: string | undefined, head: number | undefined): void {
  const known = session !== undefined && head !== undefined;
  useEffect(() => {
    if (!known) return undefined;
    return follow(session, head);
    // A newer head is what the stream itself told; it must not be opened again for it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [session, known]);
}

function follow(session: string, head: number): () => void {
  const source = new EventSource(`/api/sessions/${encodeURIComponent(session)}/events?after=${head}`);
  const refresh = createRefresh(session);
  let lost = false;
  source.addEventListener("open", () => {
    noteConnection(true);
    // What this process only showed while it happened is gone; the rows tell what came of it.
    if (lost) refresh.now(["outline", "look", "advice", "sessions"]);
    lost = false;
  });
  source.addEventListener("error", () => {
    lost = true;
    noteConnection(false);
  });
  source.addEventListener("journal", ({ data }: MessageEvent<string>) =>
    refresh.soon(refreshes[(JSON.parse(data) as { type: JournalType }).type] ?? []),
  );
  for (const type of ["progress", "preview", "slot"] as const)
    source.addEventListener(type, ({ data }: MessageEvent<string>) => noteEvent(JSON.parse(data) as ShownEvent));
  return () => {
    source.close();
    refresh.stop();
    noteConnection(true);
  };
}

type Shown<Event> = Event extends { type: "preview" } ? Omit<Event, "data" | "mediaType"> & { picture: string } : Event;
type ShownEvent = Shown<Extract<LiveEvent, { slot: string }>>;

function noteEvent(event: ShownEvent): void {
  if (event.type === "preview") noteLive(event.slot, { state: "running", picture: event.picture });
  else if (event.type === "slot") noteLive(event.slot, { state: event.state });
  else {
    const { fraction, step, steps, seconds } = event;
    noteLive(event.slot, { state: "running", fraction, seconds, ...(step && steps ? { step, steps } : {}) });
  }
}

function createRefresh(session: string) {
  const waiting = new Set<Part>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    timer = undefined;
    for (const part of waiting) void queryClient.invalidateQueries({ queryKey: keyOf(part, session) });
    waiting.clear();
  };
  const add = (parts: readonly Part[]): void => parts.forEach((part) => waiting.add(part));
  return {
    soon(parts: readonly Part[]): void {
      add(parts);
      if (waiting.size > 0) timer ??= setTimeout(flush, patienceMilliseconds);
    },
    now(parts: readonly Part[]): void {
      add(parts);
      flush();
    },
    stop: () => clearTimeout(timer),
  };
}

const keyOf = (part: Part, session: string): readonly string[] =>
  part === "sessions" ? keys.sessions : [...keys.session(session), part];
