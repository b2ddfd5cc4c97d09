import { type FocusEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useCommand } from "../../keyboard/use-command.ts";
import type { Note } from "./notes.ts";

interface Pointed {
  readonly id: number;
  readonly anchor: Element;
}

const patienceMilliseconds = 140;

/** Which note of a text is pointed at, by hand, by Tab or with the keys for the next and the one before. */
export function useNotes(notes: readonly Note[], { keys }: { readonly keys: boolean }) {
  const [pointed, setPointed] = useState<Pointed>();
  const [current, setCurrent] = useState<number>();
  const box = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const soon = useCallback((next: Pointed | undefined): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setPointed(next), patienceMilliseconds);
  }, []);
  const markOf = (id: number): HTMLElement | null =>
    box.current?.querySelector<HTMLElement>(`[data-note="${id}"][role=button]`) ?? null;
  const goTo = (id: number | undefined): void => {
    if (id === undefined) return;
    setCurrent(id);
    const mark = markOf(id);
    mark?.scrollIntoView({ block: "nearest" });
    mark?.focus();
  };
  const step = (by: 1 | -1): void => {
    const at = notes.findIndex(({ id }) => id === current);
    goTo(notes[at < 0 ? (by > 0 ? 0 : notes.length - 1) : Math.max(0, Math.min(notes.length - 1, at + by))]?.id);
  };
  const enabled = { enabled: keys && notes.length > 0 };
  useCommand("nextNote", () => step(1), enabled);
  useCommand("previousNote", () => step(-1), enabled);
  useCommand("close", () => setPointed(undefined), { enabled: pointed !== undefined });
  const handlers = useMemo(
    () => ({
      onMouseOver: ({ target }: MouseEvent) => {
        const mark = markIn(target);
        if (mark) soon(mark);
        else soon(undefined);
      },
      onMouseLeave: () => soon(undefined),
      onFocus: ({ target }: FocusEvent) => {
        const mark = markIn(target);
        if (!mark) return;
        clearTimeout(timer.current);
        setCurrent(mark.id);
        setPointed(mark);
      },
      onBlur: () => soon(undefined),
      onClick: ({ target }: MouseEvent) => {
        const mark = markIn(target);
        if (!mark) return;
        clearTimeout(timer.current);
        setCurrent(mark.id);
        setPointed(mark);
      },
    }),
    [soon],
  );
  return {
    box,
    current,
    goTo,
    handlers,
    /** What the card shows; it closes and is held by itself. */
    card: {
      note: notes.find(({ id }) => id === pointed?.id),
      anchor: pointed?.anchor ?? null,
      onClose: () => setPointed(undefined),
      onHold: (held: boolean) => (held ? clearTimeout(timer.current) : soon(undefined)),
    },
  };
}

function markIn(target: EventTarget): Pointed | undefined {
  const mark = target instanceof Element ? target.closest("[data-note]") : null;
  return mark ? { id: Number(mark.getAttribute("data-note")), anchor: mark } : undefined;
}
