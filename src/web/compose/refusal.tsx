import type { Change } from "../../core/change.ts";
import type { RequestFailure } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { quoted } from "../words.ts";
import classes from "./composer.module.css";

interface RefusalProps {
  readonly failure: RequestFailure;
  readonly onRun: (how: { changes?: Change[]; force?: boolean }) => Promise<void>;
}

const mostArms = 3;

/** Why it is not one change, and the way out: the same wish as one change each, side by side on the same seeds. */
export function Refusal({ failure, onRun }: RefusalProps) {
  const split = failure.split.slice(0, mostArms);
  return (
    <div className={classes["refusal"]} role="status">
      <p>{failure.message}</p>
      {split.length > 1 ? (
        <>
          <ol className={classes["arms"]}>
            {split.map((change, index) => (
              <li key={index}>
                <span className={classes["arm"]}>{textOf(change)}</span>
                <Button kind="plain" onPress={() => onRun({ changes: [change] })}>
                  only this
                </Button>
              </li>
            ))}
          </ol>
          <p className={classes["go"]}>
            <Button kind="primary" onPress={() => onRun({ changes: split })} waiting="Planning …">
              Try them as {split.length} arms, side by side
            </Button>
            <Button kind="plain" onPress={() => onRun({ force: true })}>
              run it as it is, and never know which did what
            </Button>
          </p>
        </>
      ) : (
        <p className="quiet">{failure.hint}</p>
      )}
    </div>
  );
}

function textOf(change: Change): string {
  if (change.kind !== "words") return change.kind;
  if (change.remove === "") return `add ${quoted(change.add)}`;
  return change.add === "" ? `leave out ${quoted(change.remove)}` : `${quoted(change.remove)} → ${quoted(change.add)}`;
}
