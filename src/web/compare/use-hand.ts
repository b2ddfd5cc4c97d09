import { type RefObject, useEffect, useRef } from "react";
import { type Extent, type Place, type Viewport, panBy, zoomAt } from "./viewport.ts";

interface Hand {
  readonly pane: Extent;
  readonly picture: Extent;
  readonly view: Viewport;
  readonly onView: (view: Viewport) => void;
}

/** Wheel and pinch zoom at the pointer, dragging moves. Listens on the element itself, so that the page never scrolls with it. */
export function useHand(element: RefObject<HTMLElement | null>, hand: Hand): void {
  const newest = useRef(hand);
  newest.current = hand;
  useEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const fingers = new Map<number, Place>();
    const zoom = (factor: number, at: Place): void => {
      const { view, picture, pane, onView } = newest.current;
      onView(zoomAt(view, factor, at, picture, pane));
    };
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), placeIn(target, event));
    };
    const down = (event: PointerEvent): void => {
      if (event.button !== 0 || (event.target as Element).closest("[data-own-hand]")) return;
      target.setPointerCapture(event.pointerId);
      fingers.set(event.pointerId, placeIn(target, event));
    };
    const move = (event: PointerEvent): void => {
      const before = fingers.get(event.pointerId);
      if (!before) return;
      const now = placeIn(target, event);
      const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
      fingers.set(event.pointerId, now);
      if (other) return zoom(apart(now, other) / apart(before, other), other);
      const { view, picture, pane, onView } = newest.current;
      onView(panBy(view, { left: now.left - before.left, top: now.top - before.top }, picture, pane));
    };
    const up = (event: PointerEvent): void => void fingers.delete(event.pointerId);
    const listening = new AbortController();
    const { signal } = listening;
    target.addEventListener("wheel", wheel, { signal, passive: false });
    target.addEventListener("pointerdown", down, { signal });
    target.addEventListener("pointermove", move, { signal });
    for (const end of ["pointerup", "pointercancel"] as const) target.addEventListener(end, up, { signal });
    return () => listening.abort();
  }, [element]);
}

function placeIn(target: HTMLElement, event: MouseEvent): Place {
  const box = target.getBoundingClientRect();
  return { left: event.clientX - box.left, top: event.clientY - box.top };
}

const apart = (a: Place, b: Place): number => Math.max(8, Math.hypot(a.left - b.left, a.top - b.top));
