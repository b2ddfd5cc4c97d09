import type { Output } from "../api.ts";
import { Button } from "../ui/button.tsx";
import { quoted } from "../words.ts";
import type { WordChange } from "./change-between.ts";
import classes from "./composer.module.css";

type Proposal = Output<"changes">["proposals"][number];

interface ProposalsProps {
  readonly proposals: readonly Proposal[];
  readonly onChoose: (change: WordChange) => void;
}

const mostShown = 5;

/** Changes that are known for the element and untried here, each with why. */
export function Proposals({ proposals, onChoose }: ProposalsProps) {
  if (proposals.length === 0)
    return <p className={classes["hint"]}>Nothing that is known for it is left to try. Say a change of your own.</p>;
  return (
    <ul className={classes["proposals"]}>
      {proposals.slice(0, mostShown).map(({ change, why, source }) =>
        change.kind === "words" ? (
          <li key={`${change.remove}→${change.add}`}>
            <Button kind="plain" onPress={() => onChoose(change)}>
              {change.remove === ""
                ? `add ${quoted(change.add)}`
                : change.add === ""
                  ? `leave out ${quoted(change.remove)}`
                  : `${quoted(change.remove)} → ${quoted(change.add)}`}
            </Button>{" "}
            <span className="quiet note" title={source}>
              {why}
            </span>
          </li>
        ) : null,
      )}
    </ul>
  );
}
