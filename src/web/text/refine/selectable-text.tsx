import { Fragment, memo, useMemo } from "react";
import type { Output } from "../../api.ts";
import { cx } from "../../words.ts";
import { type Block, blocksOf, segmentsIn, stretchesByBlock } from "../notes/segments.ts";
import marked from "../notes/marked-text.module.css";
import classes from "./selectable-text.module.css";

export type NumberedSentence = Output<"scope">["sentences"][number];

interface SelectableTextProps {
  readonly text: string;
  readonly sentences: readonly NumberedSentence[];
  /** Sentences that the person chose. */
  readonly chosen: ReadonlySet<number>;
  /** Sentences that would change as things stand. */
  readonly within: ReadonlySet<number>;
  readonly current: number;
  readonly onToggle: (number: number) => void;
  readonly onCurrent: (number: number) => void;
}

/** A text whose sentences can be chosen: by a press, or with the keys for the next and the one before, and Space. */
export function SelectableText({ text, sentences, chosen, within, current, onToggle, onCurrent }: SelectableTextProps) {
  const blocks = useMemo(() => blocksOf(text), [text]);
  const sentencesIn = useMemo(() => stretchesByBlock(blocks, sentences), [blocks, sentences]);
  const sentenceOf = (target: EventTarget): number | undefined => {
    const found = target instanceof Element ? target.closest("[data-sentence]")?.getAttribute("data-sentence") : null;
    return found ? Number(found) : undefined;
  };
  return (
    // Each sentence in it is a button; the box only hears them all.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={marked["text"]}
      onClick={({ target }) => {
        const number = sentenceOf(target);
        // Whoever selects words to copy them chooses no sentence.
        if (number !== undefined && (getSelection()?.isCollapsed ?? true)) onToggle(number);
      }}
      onKeyDown={(event) => {
        const number = sentenceOf(event.target);
        if (number === undefined || (event.key !== " " && event.key !== "Enter")) return;
        event.preventDefault();
        onToggle(number);
      }}
      onFocus={({ target }) => {
        const number = sentenceOf(target);
        if (number !== undefined) onCurrent(number);
      }}
    >
      {blocks.map((block, i) => {
        const mine = sentencesIn[i] ?? [];
        return (
          <SelectableBlock
            key={block.start}
            block={block}
            text={text.slice(block.start, block.end)}
            sentences={mine}
            states={mine
              .map(({ number }) =>
                [chosen.has(number) && "chosen", within.has(number) && "within", number === current && "current"]
                  .filter(Boolean)
                  .join(" "),
              )
              .join()}
          />
        );
      })}
    </div>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly text: string;
  readonly sentences: readonly NumberedSentence[];
  /** What is true of each sentence, in words: a block is drawn again only when one of these changes. */
  readonly states: string;
}

const SelectableBlock = memo(function SelectableBlock({ block, text, sentences, states }: BlockProps) {
  const said = states.split(",");
  return (
    <p dir="auto" className={cx(marked["block"], marked[block.kind])}>
      {segmentsIn(block, sentences).map((segment) => {
        const [sentence] = segment.within;
        const words = text.slice(segment.start - block.start, segment.end - block.start);
        if (!sentence) return <Fragment key={segment.start}>{words}</Fragment>;
        const state = said[sentences.indexOf(sentence)]?.split(" ") ?? [];
        const isFirst = segment.start === Math.max(sentence.start, block.start) && sentence.start >= block.start;
        return (
          <span
            key={segment.start}
            className={cx(classes["sentence"], ...state.map((name) => classes[name]))}
            data-sentence={sentence.number}
            {...(isFirst && {
              role: "button",
              tabIndex: state.includes("current") ? 0 : -1,
              "aria-pressed": state.includes("chosen"),
              "aria-label": `Sentence ${sentence.number}: ${sentence.text}`,
            })}
          >
            {words}
          </span>
        );
      })}
    </p>
  );
});
