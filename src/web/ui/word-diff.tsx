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
    <p className={cx(classes["diff"], className)}>
      {parts.map((part, index) => {
        if (part.kind === "same") return <span key={index}>{part.text}</span>;
        if (part.kind === "added")
          return (
            <ins key={index}>
              <span className="unseen">[now: </span>
              {part.text}
              <span className="unseen">]</span>
            </ins>
          );
        return (
          <del key={index}>
            <span className="unseen">[before: </span>
            {part.text}
            <span className="unseen">]</span>
          </del>
        );
      })}
    </p>
  );
}
