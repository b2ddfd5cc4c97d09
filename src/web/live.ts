import { useSyncExternalStore } from "react";
import type { LiveEvent } from "../core/events.ts";

/** What is seen of a slot while it is made, and of the connection: too quick for queries, stored nowhere. */
export interface LiveSlot {
  readonly state: Extract<LiveEvent, { type: "slot" }>["state"];
  /** 0…1; undefined while the engine does not tell. */
  readonly fraction?: number;
  readonly step?: number;
  readonly steps?: number;
  /** Seconds since its call began. */
  readonly seconds?: number;
  /** The newest preview, as a data address. */
  readonly picture?: string;
}

const slots = new Map<string, LiveSlot>();
const listeners = new Map<string, Set<() => void>>();

const tell = (name: string): void => listeners.get(name)?.forEach((listener) => listener());

function subscribe(name: string, listener: () => void): () => void {
  const known = listeners.get(name) ?? new Set();
  listeners.set(name, known.add(listener));
  return () => void known.delete(listener);
}

export function noteLive(slot: string, change: Partial<LiveSlot>): void {
  slots.set(slot, { state: "running", ...slots.get(slot), ...change });
  tell(slot);
}

/** Only the tile of this slot is drawn again when something happens to it. */
export const useLiveSlot = (slot: string): LiveSlot | undefined =>
  useSyncExternalStore(
    (listener) => subscribe(slot, listener),
    () => slots.get(slot),
  );

let connected = true;
export function noteConnection(now: boolean): void {
  if (connected === now) return;
  connected = now;
  tell("connection");
}

export const useConnected = (): boolean =>
  useSyncExternalStore(
    (listener) => subscribe("connection", listener),
    () => connected,
  );
