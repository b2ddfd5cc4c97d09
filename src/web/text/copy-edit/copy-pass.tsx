import { useState } from "react";
import { api } from "../../api.ts";
import { type Outline, type OutlineVariation, keys, queryClient, useEngines } from "../../queries.ts";
import { Button } from "../../ui/button.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";
import { plural } from "../../words.ts";
import { useReadText } from "../notes/report.ts";
import { LengthWish } from "./length-wish.tsx";
import { type FinalEdit, type FinalEdits, choiceOf, isChosen } from "./use-final-edits.ts";
import classes from "./final-page.module.css";

interface CopyPassProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  readonly pass: FinalEdits;
  /** One was made of this text already. */
  readonly again: boolean;
}

/** What a last copy pass would do, edit by edit; done as chosen. */
export function CopyPass({ outline, source, pass, again }: CopyPassProps) {
  const session = outline.session.id;
  const { edits, shown, notes, decisions, decide } = pass;
  const whatIsRead = notes.length > 0 ? "Safe cuts" : "Spelling, grammar and safe cuts";
  const [length, setLength] = useState<number>();
  const words = useReadText(outline, source.blob).data?.report.words;
  const writer = useWriter(outline);
  const over = length !== undefined && words !== undefined && words > length;
  // A shortened text has other edits, with other numbers: choices among these would meet the wrong ones.
  const anew = over && writer !== undefined;
  const count = edits.filter((edit) => isChosen(edit, decisions)).length;
  const run = async (): Promise<void> => {
    const choice = anew ? {} : choiceOf(edits, decisions);
    await api.finish({ session, variation: source.id, ...choice, ...(length === undefined ? {} : { length }) });
    await queryClient.invalidateQueries({ queryKey: keys.session(session) });
  };
  return (
    <section className={classes["pass"]} aria-label="Last copy pass">
      <p>
        {edits.length === 0
          ? `${whatIsRead}: nothing to do.`
          : `${whatIsRead}: ${plural(edits.length, "edit")}, ${count} chosen.`}
      </p>
      {notes.map((note) => (
        <p key={note} className="note">
          {note}
        </p>
      ))}
      {edits.length > 0 && (
        <ul className={classes["edits"]}>
          {shown.map((edit) => (
            <EditChoice
              key={edit.id}
              edit={edit}
              checked={isChosen(edit, decisions)}
              onTurn={(to) => decide(edit.id, to)}
            />
          ))}
        </ul>
      )}
      <LengthWish words={words} value={length} onChange={setLength} writer={writer} />
      <p>
        <Button onPress={run} waiting={anew ? "Shortening it, then reading it once more …" : "Reading it once more …"}>
          {again ? "Do the copy pass again" : "Do the copy pass"}
        </Button>
      </p>
    </section>
  );
}

/** Who of this session could shorten a text; undefined: nobody. */
function useWriter(outline: Outline): string | undefined {
  const { data } = useEngines();
  const description = data?.engines.find(({ id }) => id === outline.session.engine)?.description;
  return description?.id !== "copy-desk" && description?.abilities.includes("instruction")
    ? description.title
    : undefined;
}

interface EditChoiceProps {
  readonly edit: FinalEdit;
  readonly checked: boolean;
  readonly onTurn: (to: "accept" | "leave") => void;
}

const EditChoice = ({ edit, checked, onTurn }: EditChoiceProps) => (
  <li>
    <label className={classes["edit"]}>
      <input type="checkbox" checked={checked} onChange={() => onTurn(checked ? "leave" : "accept")} />
      <span>
        <WordDiff
          className={classes["words"] ?? ""}
          parts={[
            { kind: "removed", text: edit.before },
            ...(edit.after === "" ? [] : [{ kind: "added" as const, text: ` ${edit.after}` }]),
          ]}
        />
        <span className="quiet note">{edit.why}</span>
      </span>
    </label>
  </li>
);
