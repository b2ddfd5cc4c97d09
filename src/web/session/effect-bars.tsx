import classes from "./effect-bars.module.css";

interface Pairs {
  readonly kept: number;
  readonly fixed: number;
  readonly broke: number;
  readonly neither: number;
}

/** One square per pair: fixed filled, broke crossed, the others outlined. */
export function Bars({ pairs }: { readonly pairs: Pairs }) {
  const squares = [
    ...Array.from({ length: pairs.fixed }, () => "fixed" as const),
    ...Array.from({ length: pairs.broke }, () => "broke" as const),
    ...Array.from({ length: pairs.kept + pairs.neither }, () => "same" as const),
  ];
  const shown = squares.slice(0, 24);
  return (
    <span
      className={classes["bars"]}
      role="img"
      aria-label={`fixed ${pairs.fixed}, broke ${pairs.broke} of ${squares.length} pairs`}
    >
      {shown.map((kind, index) => (
        <svg key={index} viewBox="0 0 10 10" className={classes[kind]}>
          <rect x="0.5" y="0.5" width="9" height="9" />
          {kind === "broke" && <path d="M2 2l6 6M8 2l-6 6" />}
        </svg>
      ))}
    </span>
  );
}

interface IntervalProps {
  /** What neutral words alone do: their chance to break and to fix. */
  readonly noise: { readonly breaks: number; readonly luck: number } | null;
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly target: boolean;
}

const width = 160;
const at = (value: number): number => ((value + 1) / 2) * width;

/** The difference from −1 to 1 with its 90 % interval, over what is noise; the line in the middle is “no difference”. */
export function Interval({ noise, difference, interval: [low, high], target }: IntervalProps) {
  return (
    <svg className={target ? classes["target"] : classes["interval"]} viewBox={`0 0 ${width} 16`} aria-hidden="true">
      {noise && (
        <rect
          className={classes["noise"]}
          x={at(-noise.breaks)}
          y="0"
          width={at(noise.luck) - at(-noise.breaks)}
          height="16"
        />
      )}
      <path className={classes["axis"]} d={`M0 8H${width}M${at(0)} 2v12`} />
      <path className={classes["range"]} d={`M${at(low)} 8H${at(high)}`} />
      <circle cx={at(difference)} cy="8" r="4" />
    </svg>
  );
}
