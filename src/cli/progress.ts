import { createLogUpdate } from "log-update";
import type { Live, LiveEvent } from "../core/events.ts";
import { printable } from "./print.ts";

interface Lane {
  position: number;
  fraction: number;
  step: string;
  seconds: number;
}

export interface Progress {
  /** Whether the steps of an unattended run were told as they came. */
  readonly told: () => boolean;
  readonly end: () => Promise<void>;
}

type Note = Extract<LiveEvent, { type: "note" }>;

/**
 * A live line per running variation on a terminal, plain lines elsewhere; the steps of an unattended run with their pictures,
 * where `previews` can show them.
 */
export function showProgress(
  live: Live,
  stream: NodeJS.WriteStream,
  previews?: (pictures: Note["pictures"]) => Promise<string>,
): Progress {
  const screen = stream.isTTY ? showLanes(live, stream) : showLines(live, stream);
  let told = Promise.resolve();
  let notes = 0;
  const stopListening = live.subscribe((event) => {
    if (event.type !== "note") return;
    notes++;
    const shown = (previews?.(event.pictures) ?? Promise.resolve("")).catch(() => ""); // a picture less is no failure
    told = told.then(async () => screen.write(`\n${printable(event.text)}\n${await shown}`));
  });
  return {
    told: () => notes > 0,
    async end() {
      stopListening();
      await told;
      screen.close();
    },
  };
}

interface Screen {
  /** Prints above whatever is being redrawn. */
  write(text: string): void;
  close(): void;
}

function showLanes(live: Live, stream: NodeJS.WriteStream): Screen {
  const draw = createLogUpdate(stream);
  const lanes = new Map<string, Lane>();
  const redraw = (): void =>
    lanes.size === 0
      ? draw.clear()
      : draw(
          [...lanes.values()]
            .toSorted((a, b) => a.position - b.position)
            .map(lineOf)
            .join("\n"),
        );
  const write = (text: string): void => {
    draw.clear();
    stream.write(text);
    redraw();
  };
  const unsubscribe = live.subscribe((event) => {
    if (event.type === "progress") lanes.set(event.slot, laneOf(event));
    else if (event.type === "slot" && event.state === "running")
      lanes.set(event.slot, { position: event.position, fraction: 0, step: "", seconds: 0 });
    else if (event.type === "slot") {
      lanes.delete(event.slot);
      write(`${doneLine(event)}\n`);
    } else return;
    redraw();
  });
  return {
    write,
    close() {
      unsubscribe();
      draw.clear();
      draw.done();
    },
  };
}

const laneOf = (event: Extract<LiveEvent, { type: "progress" }>): Lane => ({
  position: event.position,
  fraction: event.fraction,
  step: event.step === undefined ? "" : `step ${event.step}/${event.steps ?? "?"}`,
  seconds: event.seconds,
});

const width = 20;

function lineOf(lane: Lane): string {
  const filled = Math.round(lane.fraction * width);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return `  ${lane.position + 1} ${bar} ${String(Math.round(lane.fraction * 100)).padStart(3)} %  ${lane.step}  ${timeLeft(lane)}`.trimEnd();
}

/** From the pace so far; nothing is said before a twentieth is done. */
function timeLeft({ fraction, seconds }: Lane): string {
  if (fraction < 0.05 || fraction >= 1) return "";
  const left = (seconds * (1 - fraction)) / fraction;
  return left < 1 ? "under 1 s left" : left < 90 ? `${Math.round(left)} s left` : `${Math.round(left / 60)} min left`;
}

function doneLine(event: Extract<LiveEvent, { type: "slot" }>): string {
  const mark = { done: "✓", failed: "✗", uncertain: "?", cancelled: "–", running: " " }[event.state];
  return `  ${mark} ${event.position + 1}${event.state === "done" ? "" : ` ${event.state}`}${event.message ? `: ${printable(event.message)}` : ""}`;
}

function showLines(live: Live, stream: NodeJS.WriteStream): Screen {
  const close = live.subscribe((event) => {
    if (event.type === "slot" && event.state !== "running")
      stream.write(
        `variation ${event.position + 1} ${event.state}${event.message ? `: ${printable(event.message)}` : ""}\n`,
      );
  });
  return { write: (text) => void stream.write(text), close };
}
