import type { Branch } from "./lanes.ts";
import classes from "./gutter.module.css";

interface GutterProps {
  readonly branch: Branch;
  readonly columns: number;
  readonly height: number;
}

const columnWidth = 24;
/** Where the knot stands in its row. */
const knotTop = 20;

/** How wide so many columns are, in CSS pixels. */
export const gutterWidth = (columns: number): number => columns * columnWidth;

const middleOf = (column: number): number => column * columnWidth + columnWidth / 2;

/** The lines of the tree beside one round. */
export function Gutter({ branch, columns, height }: GutterProps) {
  const width = gutterWidth(columns);
  return (
    <svg className={classes["gutter"]} width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden>
      {branch.passing.map((column) => (
        <path key={column} d={`M${middleOf(column)} 0V${height}`} />
      ))}
      {branch.grows && <path d={`M${middleOf(branch.lane)} 0V${knotTop}`} />}
      {branch.opens.map((column) => (
        <path key={column} d={lineFrom(branch.lane, column, height)} />
      ))}
      <circle cx={middleOf(branch.lane)} cy={knotTop} r={5} />
    </svg>
  );
}

/** Down from the knot, or over to another column first. */
function lineFrom(lane: number, column: number, height: number): string {
  const [x, to] = [middleOf(lane), middleOf(column)];
  if (x === to) return `M${x} ${knotTop}V${height}`;
  const bend = 12;
  return `M${x} ${knotTop}H${to - Math.sign(to - x) * bend}Q${to} ${knotTop} ${to} ${knotTop + bend}V${height}`;
}
