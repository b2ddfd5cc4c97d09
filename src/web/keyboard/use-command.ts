import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { keysOf } from "./bindings.ts";
import { chordOf } from "./chords.ts";
import { type CommandId, commands } from "./commands.ts";

interface Handler {
  readonly id: CommandId;
  readonly press: (event: KeyboardEvent | undefined) => void;
  readonly release?: (() => void) | undefined;
}

/** The newest handler of a command comes first: a layer that opens takes its keys, and gives them back when it closes. */
let handlers: readonly Handler[] = [];
const listeners = new Set<() => void>();
let held: { readonly handler: Handler; readonly key: string } | undefined;

function change(next: readonly Handler[]): void {
  handlers = next;
  listeners.forEach((listener) => listener());
}

export interface CommandOptions {
  readonly enabled?: boolean;
  /** For keys that are held: called when the key goes up or the window loses focus. */
  readonly release?: () => void;
}

/** Makes a command work while this component is there. */
export function useCommand(
  id: CommandId,
  press: (event: KeyboardEvent | undefined) => void,
  { enabled = true, release }: CommandOptions = {},
): void {
  const newest = useRef({ press, release });
  newest.current = { press, release };
  const isHeld = release !== undefined;
  // Before the next key can come: what is seen can be pressed.
  useLayoutEffect(() => {
    if (!enabled) return undefined;
    const handler: Handler = {
      id,
      press: (event) => newest.current.press(event),
      release: isHeld ? () => newest.current.release?.() : undefined,
    };
    change([handler, ...handlers]);
    return () => change(handlers.filter((other) => other !== handler));
  }, [id, enabled, isHeld]);
}

/** Commands that work now, for the palette. */
export const useActiveCommands = (): readonly CommandId[] => {
  const now = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => handlers,
  );
  return [...new Set(now.filter(({ release }) => release === undefined).map(({ id }) => id))];
};

export const runCommand = (id: CommandId): void => handlers.find((handler) => handler.id === id)?.press(undefined);

/** Listens to the whole window; called once. Returns what stops it. */
export function listenToKeys(): () => void {
  window.addEventListener("keydown", pressed);
  window.addEventListener("keyup", released);
  window.addEventListener("blur", letGo);
  return () => {
    window.removeEventListener("keydown", pressed);
    window.removeEventListener("keyup", released);
    window.removeEventListener("blur", letGo);
  };
}

function pressed(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  if (held?.key === event.key) return event.preventDefault();
  const chord = chordOf(event);
  if (chord === "" || belongsToControl(event, chord)) return;
  const handler = handlers.find(({ id }) => keysOf(id).includes(chord) && isReachable(event, id));
  if (!handler) return;
  event.preventDefault();
  if (handler.release) held = { handler, key: event.key };
  handler.press(event);
}

function released(event: KeyboardEvent): void {
  if (held?.key === event.key) letGo();
}

function letGo(): void {
  const was = held;
  held = undefined;
  was?.handler.release?.();
}

const textField =
  "textarea, select, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=range], [type=button])";
const control =
  "button, a[href], summary, [role=menuitem], [role=option], [role=tab], [role=radio], [role=slider], input";

/** Plain keys are inert in text; Space and Enter press the button that has focus, arrows move a slider. */
function belongsToControl({ target }: KeyboardEvent, chord: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest(textField)) return !/^(?:Mod|Alt)\+/u.test(chord) && chord !== "Escape" ? true : isEditing(chord);
  if (target.closest("[data-tile]") && !target.closest("[data-own-keys]")) return false;
  if (!target.closest(control)) return false;
  return (
    chord === " " ||
    chord === "Enter" ||
    (chord.startsWith("Arrow") && target.closest("[role=slider], [role=radio], [role=tab], input") !== null)
  );
}

/** What a text field does itself. */
const isEditing = (chord: string): boolean => /^Mod\+(?:Shift\+)?[zyacvx]$/u.test(chord);

/** Behind an open dialog only its own commands and the ones for everywhere work. */
const isReachable = ({ target }: KeyboardEvent, id: CommandId): boolean =>
  !(target instanceof Element && target.closest("[role=dialog]")) || commands[id].scope === "anywhere";
