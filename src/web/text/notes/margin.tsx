import { useEffect, useRef } from "react";
import { Key } from "../../ui/key.tsx";
import { cx, plural } from "../../words.ts";
import { type Note, adviceIn } from "./notes.ts";
import classes from "../takes/proof.module.css";

interface MarginProps {
  readonly notes: readonly Note[];
  readonly current: number | undefined;
  readonly onGo: (id: number) => void;
}

/** Every note of a text in its order; the one that the keys are at is in view here too. */
export function Margin({ notes, current, onGo }: MarginProps) {
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    const box = list.current;
    const line = box?.querySelector<HTMLElement>(`[data-line="${current}"]`);
    // Only the list scrolls: the page stays at the words.
    if (box && line) box.scrollTop = line.offsetTop - box.clientHeight / 3;
  }, [current]);
  if (notes.length === 0) return <p className="quiet note">Nothing to look at.</p>;
  return (
    <section aria-label="Notes" className={classes["notes"]}>
      <p className={classes["notesHead"]}>
        {plural(notes.length, "note")} · <Key of="nextNote" /> <Key of="previousNote" />
      </p>
      <ol ref={list} className={classes["list"]}>
        {notes.map((note) => (
          <li key={note.id} data-line={note.id} className={classes["entry"]}>
            <button
              type="button"
              className={cx(classes["go"], note.id === current && classes["now"])}
              aria-current={note.id === current || undefined}
              onClick={() => onGo(note.id)}
            >
              <span className={classes["words"]}>{note.words}</span>
              <span className={classes["why"]}>{note.why}</span>
              <span className={classes["advice"]}>{adviceIn(note)}</span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
