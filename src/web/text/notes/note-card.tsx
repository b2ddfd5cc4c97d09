import { Popover } from "@base-ui/react/popover";
import { WordDiff } from "../../ui/word-diff.tsx";
import { cx } from "../../words.ts";
import { type Note, adviceIn } from "./notes.ts";
import classes from "./note-card.module.css";

interface NoteCardProps {
  readonly note: Note | undefined;
  /** The mark that it belongs to. */
  readonly anchor: Element | null;
  readonly onClose: () => void;
  /** The pointer is on the card: it stays. */
  readonly onHold: (held: boolean) => void;
  readonly className?: string | undefined;
}

/** What a mark says: why, and what could stand there instead. Everything in it is also said to those who hear the mark. */
export function NoteCard({ note, anchor, onClose, onHold, className }: NoteCardProps) {
  return (
    <Popover.Root open={note !== undefined && anchor !== null} onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner
          anchor={anchor}
          side="bottom"
          align="start"
          sideOffset={6}
          className={cx(classes["place"], className)}
        >
          <Popover.Popup
            className={classes["card"]}
            initialFocus={false}
            finalFocus={false}
            aria-label="Note"
            onMouseEnter={() => onHold(true)}
            onMouseLeave={() => onHold(false)}
          >
            {note && <NoteWords note={note} />}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** A note in words, here and in the margin. */
export function NoteWords({ note }: { readonly note: Note }) {
  return (
    <>
      <p className={classes["title"]}>{note.title}</p>
      <p className={classes["why"]}>{note.why}</p>
      {note.suggestion !== null && (
        <WordDiff
          className={classes["diff"] ?? ""}
          parts={[
            { kind: "removed", text: note.words },
            ...(note.suggestion === "" ? [] : [{ kind: "added" as const, text: ` ${note.suggestion}` }]),
          ]}
        />
      )}
      <p className={classes["advice"]}>{adviceIn(note)}</p>
    </>
  );
}
