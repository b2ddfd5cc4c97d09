import { useSyncExternalStore } from "react";

/** Something that was done and can be taken back. Both ways are sent to the server like any other edit. */
export interface Step {
  /** What was done, as a sentence: "Seed 12 is rejected." */
  readonly said: string;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

interface Stack {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
  /** The newest sentence to show, and a number that makes every showing new. */
  readonly notice:
    | { readonly text: string; readonly step: "done" | "undone" | "said"; readonly at: number }
    | undefined;
}

const mostSteps = 200;
let stack: Stack = { done: [], undone: [], notice: undefined };
let count = 0;
const listeners = new Set<() => void>();

function set(next: Omit<Stack, "notice">, text: string, step: "done" | "undone" | "said"): void {
  stack = { ...next, notice: { text, step, at: ++count } };
  listeners.forEach((listener) => listener());
}

/** Does it and remembers how to take it back. What fails is not remembered. */
export async function perform(step: Step): Promise<void> {
  await step.redo();
  set({ done: [...stack.done, step].slice(-mostSteps), undone: [] }, step.said, "done");
}

/** Says something that needs no taking back. */
export const announce = (text: string): void => set(stack, text, "said");

export async function undo(): Promise<void> {
  const step = stack.done.at(-1);
  if (!step) return;
  await step.undo();
  set({ done: stack.done.slice(0, -1), undone: [...stack.undone, step] }, `Taken back: ${step.said}`, "undone");
}

export async function redo(): Promise<void> {
  const step = stack.undone.at(-1);
  if (!step) return;
  await step.redo();
  set({ done: [...stack.done, step], undone: stack.undone.slice(0, -1) }, step.said, "done");
}

export const useUndo = (): Stack =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => stack,
  );
