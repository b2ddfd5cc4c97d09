import { Tip } from "../../ui/tip.tsx";
import { capitalised, cx, plural } from "../../words.ts";
import { type NoteKind, type Note, faultKinds, kindWords } from "./notes.ts";
import type { Dial, Report } from "./report.ts";
import { atOf, scaleOf } from "./scale.ts";
import classes from "./dials.module.css";

interface DialsProps {
  readonly report: Report;
  readonly notes: readonly Note[];
  readonly hidden: ReadonlySet<NoteKind>;
  /** Shows or hides the marks of a kind; left out where there are none to see. */
  readonly onToggle?: ((kind: NoteKind) => void) | undefined;
}

/**
 * How much of each tendency a text has, against human texts of its register; below, what is shown and never counted against
 * it. Each line is also the legend of its marks.
 */
export function Dials({ report, notes, hidden, onToggle }: DialsProps) {
  const count = (kind: NoteKind): number => notes.filter((note) => note.kind === kind).length;
  // Always the same lines, so that takes side by side begin their texts at one height.
  const also = (["invented", "uncertainty", "emphasis"] as const).filter(
    (kind) => count(kind) > 0 || kind === "uncertainty" || (kind === "invented" && report.elements.length > 0),
  );
  return (
    <ul className={classes["dials"]} aria-label="Dials">
      {report.language === "other" ? (
        <li className={classes["unsaid"]}>
          Not English: dials are not measured in this language. Points, numbers and names are read all the same.
        </li>
      ) : (
        faultKinds.map((kind) => (
          <DialLine
            key={kind}
            kind={kind}
            dial={report.dials.find(({ tendency }) => tendency === kind)}
            hidden={hidden.has(kind)}
            onToggle={onToggle}
          />
        ))
      )}
      {report.dials.some(({ confidence }) => confidence !== "good") && (
        <li className={classes["unsaid"]}>
          {report.dials.some(({ confidence }) => confidence === "low")
            ? "Under 150 words: little to go by."
            : "Under 60 words of its own: no verdict."}
        </li>
      )}
      {also.map((kind) => (
        <li key={kind} className={classes["line"]}>
          <Name kind={kind} hidden={hidden.has(kind)} onToggle={onToggle} />
          <span className={classes["level"]}>
            {count(kind) === 0 ? "none" : plural(count(kind), "place")}
            {kind !== "invented" && count(kind) > 0 && ", not counted"}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface LineProps {
  readonly kind: Dial["tendency"];
  readonly dial: Dial | undefined;
  readonly hidden: boolean;
  readonly onToggle: DialsProps["onToggle"];
}

function DialLine({ kind, dial, hidden, onToggle }: LineProps) {
  return (
    <li className={classes["line"]}>
      <Name kind={kind} hidden={hidden} onToggle={onToggle} />
      {dial ? (
        <Tip text={`${dial.sentence} ${basisOf(dial)}`}>
          {/* The sentence behind the drawing is in reach of the keyboard. */}
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
          <span className={classes["reading"]} tabIndex={0}>
            {dial.level !== "no verdict" && <Scale dial={dial} />}
            <span className={cx(classes["level"], classes[dial.level])}>
              {dial.level === "no verdict" ? `${plural(dial.count, "place")}, too little text to say` : dial.level}
            </span>
            <span className="unseen">. {dial.sentence}</span>
          </span>
        </Tip>
      ) : (
        <span className={classes["level"]}>nothing to read</span>
      )}
    </li>
  );
}

const basisOf = ({ count, words, baseline }: Dial): string =>
  `${plural(count, "place")} in ${plural(words, "word")}, against ${baseline.texts} human texts. The bar is the 80 % interval, the shaded part is where nine of ten human texts are.`;

const shortWords: Readonly<Record<NoteKind, string>> = { ...kindWords, corporate: "corporate", hedging: "hedging" };

interface NameProps {
  readonly kind: NoteKind;
  readonly hidden: boolean;
  readonly onToggle: DialsProps["onToggle"];
}

function Name({ kind, hidden, onToggle }: NameProps) {
  const words = <span className={cx(classes["sample"], classes[kind])}>{capitalised(shortWords[kind])}</span>;
  if (!onToggle) return words;
  return (
    <button
      type="button"
      className={cx(classes["name"], hidden && classes["hidden"])}
      aria-pressed={!hidden}
      title={hidden ? "Mark its places again" : "Do not mark its places"}
      onClick={() => onToggle(kind)}
    >
      {words}
    </button>
  );
}

/** The interval on a scale that begins at none; where human texts are is shaded. */
function Scale({ dial }: { readonly dial: Dial }) {
  const most = scaleOf(dial);
  const at = (rate: number): number => 1 + 78 * atOf(rate, most);
  const { low, high } = dial.interval;
  return (
    <svg className={cx(classes["scale"], classes[dial.level])} viewBox="0 0 80 12" aria-hidden="true">
      <rect className={classes["usual"]} x={1} y={1} width={at(dial.baseline.high) - 1} height={10} />
      <path className={classes["axis"]} d="M1 6h78" />
      <path className={classes["interval"]} d={`M${at(low)} 6H${at(high)}`} />
      <circle className={classes["estimate"]} cx={Math.min(76, at(dial.estimate))} cy={6} r={3} />
    </svg>
  );
}
