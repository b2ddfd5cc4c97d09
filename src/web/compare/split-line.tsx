import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import classes from "./slider-stage.module.css";

interface SplitLineProps {
  /** Percent from the left. */
  readonly at: number;
  readonly onMove: (at: number) => void;
  readonly label: string;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -2, ArrowRight: 2, PageUp: 10, PageDown: -10 };
const ends: Readonly<Record<string, number>> = { Home: 0, End: 100 };

/** The line between two pictures that lie on each other; it moves by hand or arrow keys. */
export function SplitLine({ at, onMove, label }: SplitLineProps) {
  const line = useRef<HTMLDivElement>(null);
  const move = (percent: number): void => onMove(Math.min(100, Math.max(0, percent)));
  const drag = (event: PointerEvent): void => {
    const box = line.current?.parentElement?.getBoundingClientRect();
    if (box && event.buttons === 1) move(((event.clientX - box.left) / box.width) * 100);
  };
  const press = (event: KeyboardEvent): void => {
    const to = ends[event.key] ?? (event.key in steps ? at + steps[event.key]! : undefined);
    if (to === undefined) return;
    event.preventDefault();
    move(to);
  };
  return (
    <div
      ref={line}
      className={classes["line"]}
      style={{ left: `${at}%` }}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(at)}
      aria-valuetext={`${Math.round(at)} % of the first`}
      data-own-hand
      onKeyDown={press}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
