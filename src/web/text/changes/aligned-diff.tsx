import { useState } from "react";
import { WordDiff } from "../../ui/word-diff.tsx";
import { cx, plural } from "../../words.ts";
import { type PlacedChange, type TextComparison, rowsOf, whatHappened } from "./changes.ts";
import classes from "./aligned-diff.module.css";

interface AlignedDiffProps {
  readonly comparison: TextComparison;
  readonly asked: boolean;
  readonly names: readonly [string, string];
  /** Places that are to be taken back. */
  readonly back: ReadonlySet<number>;
  readonly current: number | undefined;
  readonly onToggle: (place: number) => void;
}

/** Sentence beside sentence: what stayed is quiet, what changed stands opposite what it was, word by word. */
export function AlignedDiff({ comparison, asked, names, back, current, onToggle }: AlignedDiffProps) {
  const rows = rowsOf(comparison.sentences);
  if (rows.every((row) => "kept" in row))
    return (
      <p className={classes["same"]}>
        {comparison.layoutOnly ? "Only blanks and line breaks differ." : "Word for word the same."}
      </p>
    );
  return (
    <section className={classes["diff"]} aria-label="Sentence by sentence">
      <p className={classes["names"]} aria-hidden="true">
        <span>{names[0]}</span>
        <span>{names[1]}</span>
      </p>
      <ol>
        {rows.map((row) =>
          "kept" in row ? (
            <Kept key={`kept ${row.kept[0]?.place}`} sentences={row.kept} />
          ) : (
            <Changed
              key={row.place}
              placed={row}
              asked={asked}
              isBack={back.has(row.place)}
              isNow={row.place === current}
              onToggle={() => onToggle(row.place)}
            />
          ),
        )}
      </ol>
    </section>
  );
}

const shownWhole = 2;

/** Sentences that stayed: a few as they are, many as their number until they are asked for. */
function Kept({ sentences }: { readonly sentences: readonly PlacedChange[] }) {
  const [open, setOpen] = useState(sentences.length <= shownWhole);
  if (!open)
    return (
      <li className={classes["kept"]}>
        <button type="button" className={classes["unfold"]} onClick={() => setOpen(true)}>
          {plural(sentences.length, "sentence")} kept
        </button>
      </li>
    );
  return sentences.map(({ place, change }) => (
    <li key={place} className={classes["kept"]}>
      <p dir="auto" className={classes["text"]}>
        {change.after?.text}
      </p>
    </li>
  ));
}

interface ChangedProps {
  readonly placed: PlacedChange;
  readonly asked: boolean;
  readonly isBack: boolean;
  readonly isNow: boolean;
  readonly onToggle: () => void;
}

function Changed({ placed: { place, change }, asked, isBack, isNow, onToggle }: ChangedProps) {
  const { before, after, words, inScope } = change;
  const said = whatHappened(change);
  return (
    <li className={cx(classes["row"], isNow && classes["now"], isBack && classes["back"])} data-place={place}>
      <div dir="auto" className={classes["text"]}>
        {before ? (
          words.length > 0 ? (
            <WordDiff className={classes["words"] ?? ""} parts={words.filter(({ kind }) => kind !== "added")} />
          ) : change.kind === "delete" ? (
            <WordDiff className={classes["words"] ?? ""} parts={[{ kind: "removed", text: before.text }]} />
          ) : (
            before.text
          )
        ) : (
          <span className={cx("quiet", classes["absent"])}>–</span>
        )}
      </div>
      <div dir="auto" className={classes["text"]}>
        {after ? (
          words.length > 0 ? (
            <WordDiff className={classes["words"] ?? ""} parts={words.filter(({ kind }) => kind !== "removed")} />
          ) : change.kind === "insert" ? (
            <WordDiff className={classes["words"] ?? ""} parts={[{ kind: "added", text: after.text }]} />
          ) : (
            after.text
          )
        ) : (
          <span className={cx("quiet", classes["absent"])}>–</span>
        )}
      </div>
      <p className={classes["foot"]}>
        <span>
          {said}
          {asked && !inScope && <strong> · nobody asked for it</strong>}
        </span>
        <button type="button" className={classes["take"]} aria-pressed={isBack} onClick={onToggle}>
          {isBack ? "will be taken back" : "take it back"}
          <span className="unseen">: {(before ?? after)?.text}</span>
        </button>
      </p>
    </li>
  );
}
