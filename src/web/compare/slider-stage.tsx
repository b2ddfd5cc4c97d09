import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { pictureAddress } from "../api.ts";
import type { Compared } from "./compared.ts";
import { Layer, Pane, type Table } from "./pane.tsx";
import classes from "./slider-stage.module.css";

interface SliderStageProps {
  readonly table: Table;
  readonly first: Compared;
  readonly second: Compared;
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -2, ArrowRight: 2, PageUp: 10, PageDown: -10 };
const ends: Readonly<Record<string, number>> = { Home: 0, End: 100 };

/** The first picture left of the line, the second right of it; the line moves by hand or arrow keys. */
export function SliderStage({ table, first, second }: SliderStageProps) {
  const [at, setAt] = useState(50);
  const line = useRef<HTMLDivElement>(null);
  const move = (percent: number): void => setAt(Math.min(100, Math.max(0, percent)));
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
    <Pane {...table}>
      {(frame) => (
        <>
          <Layer source={pictureAddress(second.blob)} alt={second.name} frame={frame} />
          <span className={classes["second"]}>{second.name}</span>
          <div className={classes["left"]} style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}>
            <Layer source={pictureAddress(first.blob)} alt={first.name} frame={frame} />
            <span className={classes["first"]}>{first.name}</span>
          </div>
          <div
            ref={line}
            className={classes["line"]}
            style={{ left: `${at}%` }}
            role="slider"
            tabIndex={0}
            aria-label={`${first.name} on the left, ${second.name} on the right`}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(at)}
            aria-valuetext={`${Math.round(at)} % of the first`}
            data-own-hand
            onKeyDown={press}
            onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
            onPointerMove={drag}
          />
        </>
      )}
    </Pane>
  );
}
