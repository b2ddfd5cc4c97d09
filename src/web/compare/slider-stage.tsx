import { useState } from "react";
import { pictureAddress } from "../api.ts";
import type { Compared } from "./compared.ts";
import { Layer, Pane, type Table } from "./pane.tsx";
import { SplitLine } from "./split-line.tsx";
import classes from "./slider-stage.module.css";

interface SliderStageProps {
  readonly table: Table;
  readonly first: Compared;
  readonly second: Compared;
}

/** The first picture left of the line, the second right of it. */
export function SliderStage({ table, first, second }: SliderStageProps) {
  const [at, setAt] = useState(50);
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
          <SplitLine at={at} onMove={setAt} label={`${first.name} on the left, ${second.name} on the right`} />
        </>
      )}
    </Pane>
  );
}
