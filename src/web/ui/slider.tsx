import { Slider as Base } from "@base-ui/react/slider";
import { useId } from "react";
import classes from "./slider.module.css";

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** How the value reads: "+12 mired". */
  readonly text: string;
  /** A recommended stretch, drawn lighter on the track. */
  readonly band?: { readonly from: number; readonly to: number } | undefined;
  readonly onChange: (value: number) => void;
  /** The hand has let go. */
  readonly onSettle?: (value: number) => void;
}

/** One number by hand or key. A recommended band shows as a lighter stretch; leaving it is allowed. */
export function Slider({ label, value, minimum, maximum, step, text, band, onChange, onSettle }: SliderProps) {
  const id = useId();
  const share = (at: number): string => `${((at - minimum) / (maximum - minimum)) * 100}%`;
  return (
    <Base.Root
      className={classes["root"]}
      value={value}
      min={minimum}
      max={maximum}
      step={step}
      aria-labelledby={id}
      onValueChange={(next) => onChange(Number(next))}
      {...(onSettle ? { onValueCommitted: (next: number | readonly number[]) => onSettle(Number(next)) } : {})}
    >
      <span className={classes["line"]}>
        <span id={id}>{label}</span>
        <output className={classes["text"]}>{text}</output>
      </span>
      <Base.Control className={classes["control"]}>
        <Base.Track className={classes["track"]}>
          {band && (
            <span
              className={classes["band"]}
              style={{ left: share(band.from), right: `calc(100% - ${share(band.to)})` }}
            />
          )}
          <Base.Thumb className={classes["thumb"]} getAriaValueText={() => text} aria-labelledby={id} />
        </Base.Track>
      </Base.Control>
    </Base.Root>
  );
}
