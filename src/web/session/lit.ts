import { useSyncExternalStore } from "react";

/** The element that is looked at: its words, its row and its region in every tile light up together. */
let lit: string | undefined;
const listeners = new Set<() => void>();

export function light(element: string | undefined): void {
  if (lit === element) return;
  lit = element;
  listeners.forEach((listener) => listener());
}

export const useLit = (): string | undefined =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => lit,
  );
