import { Button } from "../../ui/button.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";
import { cx } from "../../words.ts";
import { type Decision, type Decisions, decisionOn } from "./decisions.ts";
import type { Edit } from "./edited-text.tsx";
import classes from "./copy-page.module.css";

interface EditListProps {
  readonly edits: readonly Edit[];
  readonly decisions: Decisions;
  readonly current: number | undefined;
  readonly onCurrent: (id: number) => void;
  readonly onDecide: (id: number, decision: Decision) => void;
}

const stateWords: Readonly<Record<Decision, string>> = { accept: "accepted", leave: "left" };

/** Every edit with its rule and reason; the one that is decided on now is open. */
export function EditList({ edits, decisions, current, onCurrent, onDecide }: EditListProps) {
  return (
    <ol className={classes["list"]}>
      {edits.map((edit) => {
        const decision = decisionOn(decisions, edit.id);
        const isNow = edit.id === current;
        return (
          <li key={edit.id} data-line={edit.id} className={cx(classes["entry"], isNow && classes["now"])}>
            <button
              type="button"
              className={classes["choose"]}
              aria-current={isNow || undefined}
              onClick={() => onCurrent(edit.id)}
            >
              <WordDiff className={classes["words"] ?? ""} parts={partsOf(edit)} />
              <span className={classes["state"]}>{decision && stateWords[decision]}</span>
            </button>
            {isNow && (
              <div className={classes["open"]}>
                <p className={classes["why"]}>{edit.why}</p>
                <p className="quiet note">
                  rule {edit.rule}, line {edit.line}
                </p>
                <p className={classes["ways"]}>
                  <Button aria-pressed={decision === "accept"} onPress={() => onDecide(edit.id, "accept")}>
                    {decision === "accept" ? "Accepted" : "Accept"}
                  </Button>
                  <Button aria-pressed={decision === "leave"} onPress={() => onDecide(edit.id, "leave")}>
                    {decision === "leave" ? "Left as it is" : "Leave it"}
                  </Button>
                </p>
              </div>
            )}
          </li>
        );
      })}
    </ol>
  );
}

const partsOf = ({ before, after }: Edit) => [
  { kind: "removed" as const, text: before },
  ...(after === "" ? [] : [{ kind: "added" as const, text: ` ${after}` }]),
];
