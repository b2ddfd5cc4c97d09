import { Fragment, memo, useMemo } from "react";
import { cx } from "../../words.ts";
import { type Note, type NoteKind, adviceIn } from "./notes.ts";
import { type Block, type Stretch, blocksOf, segmentsIn, stretchesByBlock } from "./segments.ts";
import classes from "./marked-text.module.css";

interface MarkedTextProps {
  readonly text: string;
  readonly notes: readonly Note[];
  /** Kinds of notes that are not marked now. */
  readonly hidden?: ReadonlySet<NoteKind>;
  /** Quoted evidence for the element that is looked at. */
  readonly evidence?: readonly Stretch[];
  /** The note that the keys are at. */
  readonly current?: number | undefined;
  readonly className?: string | undefined;
}

const nothing: readonly Stretch[] = [];
const noKinds: ReadonlySet<NoteKind> = new Set();

/** A text as it stands, with its notes as proof marks: each can be reached, pointed at and asked why. */
export function MarkedText({ text, notes, hidden = noKinds, evidence = nothing, current, className }: MarkedTextProps) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  const shown = useMemo(() => notes.filter(({ kind }) => !hidden.has(kind)), [notes, hidden]);
  const notesIn = useMemo(() => stretchesByBlock(blocks, shown), [blocks, shown]);
  const evidenceIn = useMemo(() => stretchesByBlock(blocks, evidence), [blocks, evidence]);
  const reachable = current ?? shown[0]?.id;
  if (text.trim() === "") return <p className={cx(classes["text"], "quiet")}>There is nothing to read.</p>;
  return (
    <div className={cx(classes["text"], className)}>
      {blocks.map((block, i) => (
        <BlockOfText
          key={block.start}
          block={block}
          text={text.slice(block.start, block.end)}
          notes={notesIn[i] ?? []}
          evidence={evidenceIn[i]?.length ? evidenceIn[i] : nothing}
          current={notesIn[i]?.some(({ id }) => id === current) ? current : undefined}
          reachable={notesIn[i]?.some(({ id }) => id === reachable) ? reachable : undefined}
        />
      ))}
    </div>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly text: string;
  readonly notes: readonly Note[];
  readonly evidence: readonly Stretch[];
  readonly current: number | undefined;
  /** The one note that Tab stops at; the keys go on from there. */
  readonly reachable: number | undefined;
}

/** Only the lines that something happens in are drawn again, and only those near the window are laid out. */
const BlockOfText = memo(function BlockOfText({ block, text, notes, evidence, current, reachable }: BlockProps) {
  const segments = segmentsIn<Stretch>(block, [...notes, ...evidence]);
  return (
    <p dir="auto" className={cx(classes["block"], classes[block.kind])}>
      {segments.map((segment) => {
        const note = notes.find((one) => segment.within.includes(one));
        const words = text.slice(segment.start - block.start, segment.end - block.start);
        const lit = segment.within.some((one) => evidence.includes(one));
        const piece = lit ? (
          <mark className={classes["evidence"]} data-evidence="">
            {words}
          </mark>
        ) : (
          words
        );
        if (!note) return <Fragment key={segment.start}>{piece}</Fragment>;
        const isFirst = segment.start === Math.max(note.start, block.start);
        return (
          <span
            key={segment.start}
            className={cx(classes["note"], classes[note.kind], note.id === current && classes["current"])}
            data-note={note.id}
            data-severity={note.severity}
            {...(isFirst && {
              role: "button",
              tabIndex: note.id === reachable ? 0 : -1,
              "aria-label": `“${note.words}”. ${note.title}. ${note.why} ${adviceIn(note)}`,
            })}
          >
            {piece}
          </span>
        );
      })}
    </p>
  );
});
