import { useMemo } from "react";
import { Link } from "wouter";
import { useLiveSlot } from "../../live.ts";
import type { Outline, OutlineRound, OutlineSlot } from "../../queries.ts";
import { to } from "../../routes.ts";
import { variationOf } from "../../session/find.ts";
import { useLit } from "../../session/lit.ts";
import { verdictIn } from "../../session/verdicts.ts";
import { FailureNote } from "../../ui/failure.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { cx, plural } from "../../words.ts";
import { Dials } from "../notes/dials.tsx";
import { MarkedText } from "../notes/marked-text.tsx";
import { NoteCard } from "../notes/note-card.tsx";
import { type NoteKind, notesOf } from "../notes/notes.ts";
import { type ReadText, useReadText } from "../notes/report.ts";
import { takeInRound } from "./take-name.ts";
import { Unwritten } from "./unwritten.tsx";
import { useNotes } from "../notes/use-notes.ts";
import { VerdictButtons } from "./verdict-buttons.tsx";
import classes from "./take.module.css";

interface TakeProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
  /** The keys are at this one. */
  readonly current: boolean;
  readonly hidden: ReadonlySet<NoteKind>;
  readonly onToggle: (kind: NoteKind) => void;
  readonly onCurrent: () => void;
}

/** One take as a column: its dials, and the text with its marks; while it is written, what is there of it. */
export function Take({ outline, round, slot, current, hidden, onToggle, onCurrent }: TakeProps) {
  const live = useLiveSlot(slot.id);
  const variation = variationOf(outline, slot.variation);
  const { data, error, refetch } = useReadText(outline, variation?.blob);
  const choice = verdictIn(outline, variation?.id ?? "").choice;
  const name = variation ? takeInRound(outline, variation) : `Take ${round.slots.indexOf(slot) + 1}`;
  return (
    <article
      className={cx(
        classes["take"],
        current && classes["at"],
        choice === "pick" && classes["picked"],
        choice === "reject" && classes["rejected"],
      )}
      aria-label={choice === null ? name : `${name}, ${choice}ed`}
      data-tile={slot.id}
      // A take is where the keys for it work.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={current ? 0 : -1}
      onFocus={onCurrent}
      onClick={onCurrent}
    >
      <header className={classes["head"]}>
        <h2 className={classes["name"]}>
          {variation ? <Link href={to.variation(outline.session.id, round.id, variation.id)}>{name}</Link> : name}
        </h2>
        <span className={classes["length"]}>{data && plural(data.report.words, "word")}</span>
        {variation && <VerdictButtons outline={outline} variation={variation} />}
      </header>
      {variation && variation.control !== null && (
        <p className={classes["ways"]}>
          <Link href={to.compare(outline.session.id, [variation.control, variation.id])}>What changed</Link>
        </p>
      )}
      {!variation ? (
        <Unwritten session={outline.session.id} round={round} slot={slot} live={live} />
      ) : error && !data ? (
        <FailureNote error={error} onRetry={refetch} />
      ) : data ? (
        <Written read={data} hidden={hidden} current={current} onToggle={onToggle} />
      ) : (
        <Waiting what="what was read in it" />
      )}
    </article>
  );
}

interface WrittenProps extends Pick<TakeProps, "hidden" | "current" | "onToggle"> {
  readonly read: ReadText;
}

function Written({ read, hidden, current, onToggle }: WrittenProps) {
  const lit = useLit();
  const notes = useMemo(() => notesOf(read.report), [read]);
  const shown = useMemo(() => notes.filter(({ kind }) => !hidden.has(kind)), [notes, hidden]);
  const evidence = useMemo(() => read.report.elements.find(({ id }) => id === lit)?.evidence ?? [], [read, lit]);
  const at = useNotes(shown, { keys: current });
  return (
    <>
      <Dials report={read.report} notes={notes} hidden={hidden} onToggle={onToggle} />
      <div ref={at.box} {...at.handlers}>
        <MarkedText
          className={classes["text"]}
          text={read.text}
          notes={shown}
          evidence={evidence}
          current={at.current}
        />
      </div>
      <NoteCard {...at.card} />
    </>
  );
}
