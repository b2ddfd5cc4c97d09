import { useEffect, useState } from "react";
import { pictureAddress } from "../api.ts";
import type { CompareMode } from "../routes.ts";
import type { Compared } from "./compared.ts";
import { Layer, Pane, type Table } from "./pane.tsx";
import { SliderStage } from "./slider-stage.tsx";
import classes from "./stages.module.css";

export interface StageProps {
  readonly table: Table;
  readonly first: Compared;
  readonly second: Compared;
  /** All that are compared, the first included. */
  readonly all: readonly Compared[];
  /** The key for the parent is held down. */
  readonly held: boolean;
  /** How much of the second lies over the first, 0…1. */
  readonly onion: number;
  /** Whether blinking goes on by itself. */
  readonly blinking: boolean;
}

const addressOf = ({ blob }: Compared): string => pictureAddress(blob);

/** The pictures in the chosen way of comparing. Holding the key for the parent shows the first in every way. */
export function Stage({ mode, ...props }: StageProps & { readonly mode: CompareMode }) {
  const { first, held, table } = props;
  if (held)
    return (
      <Pane {...table} name={first.name}>
        {(frame) => <Layer source={addressOf(first)} alt={first.name} frame={frame} />}
      </Pane>
    );
  const Chosen = stages[mode];
  return <Chosen {...props} />;
}

function SideStage({ table, all }: StageProps) {
  return (
    <div className={classes["side"]} data-count={Math.min(all.length, 5)}>
      {all.map((one) => (
        <Pane key={one.id} {...table} name={one.name}>
          {(frame) => <Layer source={addressOf(one)} alt={one.name} frame={frame} />}
        </Pane>
      ))}
    </div>
  );
}

function OnionStage({ table, first, second, onion }: StageProps) {
  return (
    <Pane {...table}>
      {(frame) => (
        <>
          <Layer source={addressOf(first)} alt={first.name} frame={frame} />
          <Layer source={addressOf(second)} alt={second.name} frame={frame} opacity={onion} />
        </>
      )}
    </Pane>
  );
}

function HoldStage({ table, second }: StageProps) {
  return (
    <Pane {...table} name={second.name}>
      {(frame) => <Layer source={addressOf(second)} alt={second.name} frame={frame} />}
    </Pane>
  );
}

function DifferenceStage({ table, first, second }: StageProps) {
  return (
    <Pane {...table} name="Grey: alike. Amber: changed, the brighter the more (ΔE2000 up to 20)">
      {(frame) => (
        <Layer
          source={differenceAddress(first, second)}
          alt={`Where ${second.name} differs from ${first.name}`}
          frame={frame}
        />
      )}
    </Pane>
  );
}

export const differenceAddress = (first: Compared, second: Compared): string =>
  `/differences/${first.blob}/${second.blob}`;

/** Slow enough to see both, quick enough that the eye keeps the place; three flashes a second would be too many. */
const blinkMilliseconds = 600;

function BlinkStage({ table, first, second, blinking }: StageProps) {
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (!blinking) return undefined;
    const timer = setInterval(() => setOther((now) => !now), blinkMilliseconds);
    return () => clearInterval(timer);
  }, [blinking]);
  return (
    <Pane {...table} name={other ? second.name : first.name}>
      {(frame) => (
        <>
          <Layer source={addressOf(first)} alt={first.name} frame={frame} />
          <Layer source={addressOf(second)} alt={second.name} frame={frame} opacity={other ? 1 : 0} />
        </>
      )}
    </Pane>
  );
}

const stages = {
  slider: SliderStage,
  side: SideStage,
  onion: OnionStage,
  hold: HoldStage,
  difference: DifferenceStage,
  blink: BlinkStage,
} as const satisfies Record<CompareMode, unknown>;
