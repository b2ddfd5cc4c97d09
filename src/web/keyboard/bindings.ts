import { useSyncExternalStore } from "react";
import { type CommandId, type Scope, commands } from "./commands.ts";

type Bindings = Readonly<Partial<Record<CommandId, readonly string[]>>>;

const place = "samebut.keys";
const listeners = new Set<() => void>();
let own: Bindings = read();

/** The chords of a command: the person's own, else the first ones. */
export const keysOf = (command: CommandId, bindings = own): readonly string[] =>
  bindings[command] ?? commands[command].keys;

/** A command that already has this chord where both could work. */
export function conflictOf(command: CommandId, chord: string): CommandId | undefined {
  const { scope } = commands[command];
  return (Object.keys(commands) as CommandId[]).find(
    (other) => other !== command && overlap(scope, commands[other].scope) && keysOf(other).includes(chord),
  );
}

const overlap = (a: Scope, b: Scope): boolean => a === b || a === "anywhere" || b === "anywhere";

export const bind = (command: CommandId, chords: readonly string[]): void => save({ ...own, [command]: chords });

/** The first keys again, of one command or of all. */
export function resetKeys(command?: CommandId): void {
  if (command === undefined) return save({});
  const { [command]: _, ...rest } = own;
  save(rest);
}

export const useBindings = (): Bindings =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => own,
  );

function save(bindings: Bindings): void {
  own = bindings;
  try {
    localStorage.setItem(place, JSON.stringify(bindings));
  } catch {
    // A browser that keeps nothing still follows them until it is closed.
  }
  listeners.forEach((listener) => listener());
}

function read(): Bindings {
  try {
    const kept = JSON.parse(localStorage.getItem(place) ?? "{}") as Record<string, unknown>;
    const known = Object.entries(kept).filter(
      ([id, chords]) =>
        id in commands && Array.isArray(chords) && chords.every((chord) => typeof chord === "string" && chord !== ""),
    );
    return Object.fromEntries(known) as Bindings;
  } catch {
    return {};
  }
}
