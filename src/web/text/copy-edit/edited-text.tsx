import { Fragment, memo, useMemo } from "react";
import type { Output } from "../../api.ts";
import { cx } from "../../words.ts";
import { type Decisions, decisionOn } from "./decisions.ts";
import { type Block, blocksOf, segmentsIn, stretchesByBlock } from "../notes/segments.ts";
import classes from "./edited-text.module.css";
import marked from "../notes/marked-text.module.css";

export type Edit = Output<"copy-edit">["edits"][number];

/** What of an edit is drawn in the text. */
type Drawn = Pick<Edit, "id" | "start" | "end" | "after">;

interface EditedTextProps {
  readonly text: string;
  readonly edits: readonly Drawn[];
  readonly decisions: Decisions;
  readonly current?: number | undefined;
  readonly onCurrent: (id: number) => void;
}

/** A draft with its edits written in: the one that is decided on now in amber, accepted ones done, others only marked. */
export function EditedText({ text, edits, decisions, current, onCurrent }: EditedTextProps) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  const editsIn = useMemo(() => stretchesByBlock(blocks, edits), [blocks, edits]);
  return (
    <div className={cx(marked["text"], classes["text"])}>
      {blocks.map((block, i) => {
        const mine = editsIn[i] ?? [];
        return (
          <EditedBlock
            key={block.start}
            block={block}
            text={text.slice(block.start, block.end)}
            edits={mine}
            // Only the blocks that a decision touches are drawn again.
            states={mine.map(({ id }) => (id === current ? "now " : "") + (decisionOn(decisions, id) ?? "")).join()}
            onCurrent={onCurrent}
          />
        );
      })}
    </div>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly text: string;
  readonly edits: readonly Drawn[];
  readonly states: string;
  readonly onCurrent: (id: number) => void;
}

const EditedBlock = memo(function EditedBlock({ block, text, edits, states, onCurrent }: BlockProps) {
  const said = states.split(",");
  return (
    <p dir="auto" className={cx(marked["block"], marked[block.kind])}>
      {segmentsIn(block, edits).map((segment) => {
        const [edit] = segment.within;
        const words = text.slice(segment.start - block.start, segment.end - block.start);
        if (!edit) return <Fragment key={segment.start}>{words}</Fragment>;
        const state = said[edits.indexOf(edit)] ?? "";
        return (
          // The list beside it does the same for keys.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
          <span
            key={segment.start}
            data-edit={edit.id}
            className={cx(classes["edit"], state.startsWith("now") && classes["now"])}
            onClick={() => onCurrent(edit.id)}
          >
            <Change words={words} after={edit.after} state={state} />
          </span>
        );
      })}
    </p>
  );
});

function Change({ words, after, state }: { readonly words: string; readonly after: string; readonly state: string }) {
  const isNow = state.startsWith("now");
  if (state.endsWith("accept") && !isNow) return <ins className={classes["done"]}>{after}</ins>;
  if (state.endsWith("leave") && !isNow) return <>{words}</>;
  if (!isNow) return <span className={classes["open"]}>{words}</span>;
  return (
    <>
      <del>{words}</del>
      {after !== "" && <ins>{after}</ins>}
    </>
  );
}
