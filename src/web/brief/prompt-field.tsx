import { type ComponentProps, type Ref, useRef } from "react";
import { cx } from "../words.ts";
import { useEarlier } from "./use-earlier.ts";
import classes from "./prompt-field.module.css";

export interface LitSpan {
  readonly start: number;
  readonly end: number;
}

interface PromptFieldProps extends Omit<ComponentProps<"textarea">, "onChange" | "value"> {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Stretches of the text that are lit: the words of the element that is looked at. */
  readonly lit?: readonly LitSpan[];
  readonly fieldRef?: Ref<HTMLTextAreaElement>;
  /** Prompts that were written before, the newest first: Alt and the arrows bring them back. */
  readonly earlier?: readonly string[];
}

/** A prompt to write in: it grows with its text, and its words can light up under the cursor of another column. */
export function PromptField({
  label,
  value,
  onChange,
  lit = [],
  fieldRef,
  earlier = [],
  className,
  ...rest
}: PromptFieldProps) {
  const under = useRef<HTMLDivElement>(null);
  const focus = useEarlier(value, onChange, earlier);
  return (
    <div className={cx(classes["field"], className)}>
      <div ref={under} className={classes["under"]} aria-hidden="true">
        {litText(value, lit)}
        {"\n"}
      </div>
      <textarea
        {...rest}
        {...focus}
        ref={fieldRef}
        className={classes["text"]}
        aria-label={label}
        value={value}
        maxLength={20_000}
        spellCheck
        onChange={({ target }) => onChange(target.value)}
      />
    </div>
  );
}

/** The text with its lit stretches marked. */
export function litText(text: string, lit: readonly LitSpan[]) {
  const spans = lit.toSorted((a, b) => a.start - b.start).filter(({ end }) => end <= text.length);
  let at = 0;
  const parts = spans.flatMap(({ start, end }) => {
    if (start < at) return [];
    const part = [
      <span key={`${start}-`}>{text.slice(at, start)}</span>,
      <mark key={start} className={classes["lit"]}>
        {text.slice(start, end)}
      </mark>,
    ];
    at = end;
    return part;
  });
  return [...parts, <span key="rest">{text.slice(at)}</span>];
}
