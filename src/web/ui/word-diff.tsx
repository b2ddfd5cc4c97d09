import { Fragment } from "react";
import { cx } from "../words.ts";
import classes from "./word-diff.module.css";

export interface DiffPart {
  readonly kind: "same" | "removed" | "added";
  readonly text: string;
}

interface WordDiffProps {
  readonly parts: readonly DiffPart[];
  readonly className?: string;
}

/** A prompt with what came in amber and what went struck through; screen readers hear both said. */
export function WordDiff({ parts, className }: WordDiffProps) {
  return (
    <p dir="auto" className={cx(classes["diff"], className)}>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {isCrowded(parts[index - 1], part) && " "}
          <Part part={part} />
        </Fragment>
      ))}
    </p>
  );
}

/** New words right behind those that they replace read as one word. */
const isCrowded = (before: DiffPart | undefined, { kind, text }: DiffPart): boolean =>
  kind === "added" && before?.kind === "removed" && /\S$/u.test(before.text) && /^\S/u.test(text);

/** Blanks at its ends are neither underlined nor struck through. */
function Part({ part }: { readonly part: DiffPart }) {
  if (part.kind === "same") return part.text;
  const [, before = "", words = "", after = ""] = /^(\s*)([^]*?)(\s*)$/u.exec(part.text) ?? [];
  const Tag = part.kind === "added" ? "ins" : "del";
  return (
    <>
      {before}
      <Tag>
        <span className="unseen">{part.kind === "added" ? "[now: " : "[before: "}</span>
        {words}
        <span className="unseen">]</span>
      </Tag>
      {after}
    </>
  );
}
