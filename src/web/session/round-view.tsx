import { Suspense, lazy } from "react";
import type { Look, Outline, OutlineArm, OutlineRound } from "../queries.ts";
import { capitalised } from "../words.ts";
import { Waiting } from "../ui/waiting.tsx";
import { isDraftAsItCame, isText } from "./find.ts";
import { Effects } from "./effects.tsx";
import { Interrupted } from "./interrupted.tsx";
import { Matrix } from "./matrix.tsx";
import { Sheet } from "./sheet.tsx";
import classes from "./round-view.module.css";

/** Only sessions about texts need what reads and marks them. */
const TextRound = lazy(async () => ({ default: (await import("../text/takes/text-round.tsx")).TextRound }));

interface RoundViewProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly look: Look | undefined;
}

/** One round: its one change as the heading, the contact sheet, what was read in it, and what the change did. */
export function RoundView({ outline, round, look }: RoundViewProps) {
  return (
    <article className={classes["round"]}>
      <header className={classes["head"]}>
        <p className={classes["overline"]}>
          {outline.attempts.length > 1 && `attempt ${attemptOf(outline, round)} · `}round {round.ordinal} ·{" "}
          {kindWords[round.kind]}
        </p>
        <h1 className={classes["change"]}>{headingOf(round)}</h1>
        {look && <Outcome look={look} />}
      </header>
      <Interrupted outline={outline} round={round} />
      {isText(outline) ? (
        <Suspense fallback={<Waiting what="the takes" />}>
          <TextRound outline={outline} round={round} />
        </Suspense>
      ) : (
        <Sheet outline={outline} round={round} look={look} />
      )}
      {look && <Matrix outline={outline} round={round} look={look} />}
      {look && look.effects.length > 0 && <Effects outline={outline} round={round} look={look} />}
    </article>
  );
}

/** What it did to what it was for, in one line; the drawing of it is below. */
function Outcome({ look }: { readonly look: Look }) {
  if (look.effects.length > 1) return null;
  const target = look.effects[0]?.elements.find((effect) => effect.target);
  const sentence = target && target.n > 0 ? target.sentence : undefined;
  return sentence === undefined ? null : <p className={classes["outcome"]}>{sentence}</p>;
}

const attemptOf = (outline: Outline, round: OutlineRound): number =>
  outline.attempts.find(({ id }) => id === round.attempt)?.ordinal ?? 1;

export const kindWords = {
  orientation: "orientation",
  fix: "fix",
  refine: "refinement",
  final: "final pass",
} as const;

export function headingOf(round: OutlineRound) {
  const changed = round.arms.filter(({ change }) => change !== null);
  if (changed.length === 0 && isDraftAsItCame(round)) return "The draft as it came";
  if (changed.length === 0) return "The prompt as written";
  return changed.map((arm, index) => (
    <span key={arm.id}>
      {index > 0 && <span className="quiet"> and, side by side, </span>}
      <ArmHeading arm={arm} first={index === 0} />
    </span>
  ));
}

/** The change in amber: it is what the round is about. */
export function ArmHeading({ arm, first = true }: { readonly arm: OutlineArm; readonly first?: boolean }) {
  return (
    <span className={classes["amber"]}>
      {first ? capitalised(arm.heading) : arm.heading}
      {arm.confounded && <span className="quiet note"> · several things at once: nobody can tell which did what</span>}
    </span>
  );
}
