import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { cx } from "../words.ts";
import { type DraftElement, type ElementEdits, moved, newElement } from "./draft.ts";
import classes from "./element-list.module.css";

interface ElementListProps {
  readonly elements: readonly DraftElement[];
  readonly edits: ElementEdits;
  readonly onEdit: (edits: ElementEdits) => void;
  /** What an added element is taken for. */
  readonly newKind?: DraftElement["kind"];
  /** An element is looked at: its words light up in the prompt. */
  readonly onLight?: (element: DraftElement | undefined) => void;
}

/** The elements of a brief: reworded in place, must or nice, moved by hand or with Alt and an arrow. */
export function ElementList({ elements, edits, onEdit, newKind, onLight }: ElementListProps) {
  const [dragged, setDragged] = useState<string>();
  const move = (statement: string, index: number): void =>
    onEdit({ ...edits, order: moved(elements, statement, Math.max(0, Math.min(elements.length - 1, index))) });
  return (
    <ul className={classes["list"]}>
      {elements.map((element, index) => (
        <li
          key={element.proposedAs}
          className={cx(classes["row"], dragged === element.proposedAs && classes["dragged"])}
          onMouseEnter={() => onLight?.(element)}
          onMouseLeave={() => onLight?.(undefined)}
          onDragOver={(event) => {
            event.preventDefault();
            if (dragged !== undefined && dragged !== element.proposedAs) move(dragged, index);
          }}
          onKeyDown={(event) => {
            const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
            if (!event.altKey || step === undefined) return;
            event.preventDefault();
            move(element.proposedAs, index + step);
          }}
        >
          <span
            className={classes["handle"]}
            draggable
            aria-hidden="true"
            title="Move it: drag, or Alt and an arrow key"
            onDragStart={() => setDragged(element.proposedAs)}
            onDragEnd={() => setDragged(undefined)}
          />
          <input
            className={classes["statement"]}
            value={element.statement}
            aria-label={`Element ${index + 1}; Alt and an arrow key move it`}
            maxLength={500}
            onChange={({ target }) =>
              onEdit({ ...edits, reworded: { ...edits.reworded, [element.proposedAs]: target.value || " " } })
            }
          />
          <span className={classes["kind"]}>{element.kind}</span>
          <Importance element={element} edits={edits} onEdit={onEdit} />
          <button
            type="button"
            className={classes["remove"]}
            aria-label={`Leave out “${element.statement}”`}
            onClick={() => onEdit(without(element, edits))}
          >
            ×
          </button>
        </li>
      ))}
      <Adding elements={elements} edits={edits} onEdit={onEdit} {...(newKind && { newKind })} />
    </ul>
  );
}

const without = (element: DraftElement, edits: ElementEdits): ElementEdits =>
  edits.added.some(({ statement }) => statement === element.proposedAs)
    ? { ...edits, added: edits.added.filter(({ statement }) => statement !== element.proposedAs) }
    : { ...edits, removed: [...edits.removed, element.proposedAs] };

interface ImportanceProps {
  readonly element: DraftElement;
  readonly edits: ElementEdits;
  readonly onEdit: (edits: ElementEdits) => void;
}

function Importance({ element, edits, onEdit }: ImportanceProps) {
  const must = element.importance === "must";
  return (
    <button
      type="button"
      className={cx(classes["importance"], must && classes["must"])}
      aria-pressed={must}
      aria-label={`“${element.statement}” is a must`}
      title={
        must ? "A must: it has to be right. Press to make it nice to have." : "Nice to have. Press to make it a must."
      }
      onClick={() =>
        onEdit({
          ...edits,
          importance: { ...edits.importance, [element.proposedAs]: must ? ("nice" as const) : ("must" as const) },
        })
      }
    >
      {must ? "must" : "nice"}
    </button>
  );
}

function Adding({ elements, edits, onEdit, newKind }: Omit<ElementListProps, "onLight">) {
  const [text, setText] = useState("");
  const add = (): void => {
    const statement = text.trim();
    setText("");
    if (statement === "" || elements.some((element) => element.statement === statement)) return;
    onEdit({
      ...edits,
      removed: edits.removed.filter((removed) => removed !== statement),
      added: [...edits.added, newElement(statement, elements, newKind)],
    });
  };
  return (
    <li className={classes["row"]}>
      <span className={classes["handle"]} aria-hidden="true" />
      <input
        className={classes["statement"]}
        placeholder="Something else that must be in it"
        aria-label="Add an element"
        value={text}
        maxLength={500}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          add();
        }}
      />
      {text.trim() !== "" && <Button onPress={add}>Add</Button>}
    </li>
  );
}
