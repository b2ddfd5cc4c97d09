import { useSyncExternalStore } from "react";
import { wordsOf } from "../api.ts";

/** The newest trouble that no part of the page shows in its own place. */
export interface Trouble {
  readonly message: string;
  readonly hint: string | undefined;
  readonly at: number;
}

let trouble: Trouble | undefined;
let count = 0;
const listeners = new Set<() => void>();

function set(next: Trouble | undefined): void {
  trouble = next;
  listeners.forEach((listener) => listener());
}

export const sayTrouble = (error: unknown): void => set({ ...wordsOf(error), at: ++count });
export const dismissTrouble = (): void => set(undefined);

export const useTrouble = (): Trouble | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => trouble,
  );
