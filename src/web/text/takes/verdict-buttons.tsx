import type { Outline, OutlineVariation } from "../../queries.ts";
import { choose, verdictIn } from "../../session/verdicts.ts";
import { sayTrouble } from "../../ui/trouble.ts";
import { cx } from "../../words.ts";
import { takeName } from "./take-name.ts";
import classes from "./take.module.css";

/** What the person says of a text: pick or reject, each taken back by pressing it again. */
export function VerdictButtons({
  outline,
  variation,
}: {
  readonly outline: Outline;
  readonly variation: OutlineVariation;
}) {
  const verdict = verdictIn(outline, variation.id);
  const act = { session: outline.session.id, variation: variation.id, name: takeName(outline, variation) };
  return (
    <span className={classes["verdicts"]}>
      {(["pick", "reject"] as const).map((choice) => (
        <button
          key={choice}
          type="button"
          className={cx(classes["say"], verdict.choice === choice && classes["said"])}
          aria-pressed={verdict.choice === choice}
          onClick={() => void choose(act, verdict, choice).catch(sayTrouble)}
        >
          {verdict.choice === choice ? `${choice}ed` : choice}
        </button>
      ))}
    </span>
  );
}
