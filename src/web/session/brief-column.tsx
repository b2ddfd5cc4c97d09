import { useState } from "react";
import { Link } from "wouter";
import { litText } from "../brief/prompt-field.tsx";
import type { Look, Outline, OutlineRound } from "../queries.ts";
import { to } from "../routes.ts";
import { Mark, type MarkKind } from "../ui/mark.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import { cx, plural } from "../words.ts";
import { isPromptless, isUnbriefed } from "./find.ts";
import { light, useLit } from "./lit.ts";
import classes from "./brief-column.module.css";
import session from "./session.module.css";

interface BriefColumnProps {
  readonly outline: Outline;
  readonly round: OutlineRound | undefined;
  readonly look: Look | undefined;
}

/** The prompt, with what this round changed in it, and its elements with what became of each. */
export function BriefColumn({ outline, round, look }: BriefColumnProps) {
  const [open, setOpen] = useState(false);
  const { brief } = outline.session;
  return (
    <section className={cx(session["side"], classes["column"], open && classes["open"])} aria-label="Brief">
      <button type="button" className={classes["fold"]} aria-expanded={open} onClick={() => setOpen((was) => !was)}>
        {isPromptless(outline) ? foldedBrief(brief.elements.length) : brief.prompt}
      </button>
      <div className={classes["content"]}>
        <h2 className={classes["label"]}>Brief</h2>
        {isPromptless(outline) ? (
          <p className={classes["none"]}>
            {isUnbriefed(outline) ? "None yet: the draft is read as it came." : "The draft must hold:"}
          </p>
        ) : (
          <Prompt outline={outline} round={round} />
        )}
        <ElementStates outline={outline} look={look} />
        <p className={classes["foot"]}>
          <Link href={to.brief(outline.session.id)}>edit the brief</Link> · {outline.session.engine}
          {outline.attempts.length > 1 && `, attempt ${outline.attempts.length}`}
        </p>
      </div>
    </section>
  );
}

const foldedBrief = (count: number): string => (count === 0 ? "No brief yet" : `Must hold ${plural(count, "thing")}`);

/** Words of the element that is looked at are lit; words that this round changed are amber. */
function Prompt({ outline, round }: { readonly outline: Outline; readonly round: OutlineRound | undefined }) {
  const lit = useLit();
  const { brief } = outline.session;
  const arm = round?.arms.find(({ diff }) => diff.some(({ kind }) => kind !== "same"));
  const attempt = outline.attempts.find(({ id }) => id === round?.attempt) ?? outline.attempts.at(-1);
  const prompt = round?.arms[0]?.prompt || (attempt?.prompt ?? brief.prompt);
  const words = brief.elements.find(({ id }) => id === lit)?.words ?? [];
  if (words.length > 0) return <p className={classes["prompt"]}>{litText(brief.prompt, words)}</p>;
  if (arm) return <WordDiff parts={arm.diff} className={classes["prompt"] ?? ""} />;
  return <p className={classes["prompt"]}>{prompt}</p>;
}

const marks: Readonly<Record<string, MarkKind>> = {
  right: "right",
  missed: "missed",
  mixed: "mixed",
  unknown: "none",
};

const answerMarks = { present: "right", absent: "missed", unsure: "unsure" } as const;

function ElementStates({ outline, look }: Pick<BriefColumnProps, "outline" | "look">) {
  const lit = useLit();
  const read = look?.interpretations[0]?.elements ?? [];
  return (
    <ul className={classes["elements"]}>
      {outline.session.brief.elements.map((element) => {
        const state = read.find((one) => one.element === element.id);
        // Of one draft there is nothing to be heard by chance: it holds an element or not.
        const cells = look?.cells.filter((cell) => cell.element === element.id) ?? [];
        const inDraft = isPromptless(outline) && cells.length === 1 && cells[0];
        return (
          <li
            key={element.id}
            className={cx(classes["element"], lit === element.id && classes["lit"])}
            title={state?.sentence ?? element.question}
            onMouseEnter={() => light(element.id)}
            onMouseLeave={() => light(undefined)}
          >
            <Mark kind={inDraft ? answerMarks[inDraft.answer] : (marks[state?.state ?? "unknown"] ?? "none")} />
            <span>
              {element.statement}
              {element.importance === "nice" && <span className="quiet note"> nice</span>}
            </span>
            {!inDraft && state && state.counts.present + state.counts.absent > 0 && (
              <span className={classes["count"]}>
                {state.counts.present} of {state.counts.present + state.counts.absent}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
