import { Tip } from "../ui/tip.tsx";
import { cx } from "../words.ts";
import type { Lesson } from "./lessons-page.tsx";
import classes from "./lessons.module.css";

/** One lesson: its sentence, and its pairs drawn so that much and little evidence look different. */
export function LessonLine({ lesson }: { readonly lesson: Lesson }) {
  const { sentence, fixed, broke, neither, kept, pBetter } = lesson;
  const total = kept + fixed + broke + neither;
  return (
    <li className={classes["line"]}>
      <span>{sentence}</span>
      <Tip
        text={`${round(total)} pairs (older ones count less): fixed ${round(fixed)}, broke ${round(broke)}, still missed ${round(neither)}, right before and after ${round(kept)}. The chance that it helps more than it harms: ${pBetter.toFixed(2)}.`}
      >
        <span tabIndex={0} className={classes["bar"]} aria-label={`${round(total)} pairs`}>
          <Part share={fixed} className={classes["fixed"]} />
          <Part share={kept} className={classes["kept"]} />
          <Part share={neither} className={classes["neither"]} />
          <Part share={broke} className={classes["broke"]} />
        </span>
      </Tip>
    </li>
  );
}

/** Pixels per pair; beyond twenty pairs the bar grows no longer. */
const pairWidth = 6;

const Part = ({ share, className }: { readonly share: number; readonly className: string | undefined }) =>
  share > 0 ? (
    <span className={cx(classes["part"], className)} style={{ flexGrow: share, maxWidth: share * pairWidth }} />
  ) : null;

const round = (pairs: number): string => String(Math.round(pairs * 10) / 10);
