import { useMemo } from "react";
import { Link } from "wouter";
import type { Outline, OutlineRound, OutlineVariation } from "../../queries.ts";
import { to } from "../../routes.ts";
import { useLit } from "../../session/lit.ts";
import { FailureNote } from "../../ui/failure.tsx";
import { Key } from "../../ui/key.tsx";
import { Waiting } from "../../ui/waiting.tsx";
import { plural } from "../../words.ts";
import { Dials } from "../notes/dials.tsx";
import { Findings } from "../notes/findings.tsx";
import { Margin } from "../notes/margin.tsx";
import { MarkedText } from "../notes/marked-text.tsx";
import { NoteCard } from "../notes/note-card.tsx";
import { type NoteKind, notesOf } from "../notes/notes.ts";
import { type ReadText, useReadText } from "../notes/report.ts";
import { takeName } from "./take-name.ts";
import { useNotes } from "../notes/use-notes.ts";
import { VerdictButtons } from "./verdict-buttons.tsx";
import classes from "./proof.module.css";

interface ProofProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly variation: OutlineVariation;
  /** The place of the sheet that it stands in, for its keys. */
  readonly slot: string;
  readonly hidden: ReadonlySet<NoteKind>;
  readonly onToggle: (kind: NoteKind) => void;
  /** Of its heading. */
  readonly level?: 1 | 2;
}

/** One text as a galley proof: large, with its notes in the margin, its dials, and what became of the brief. */
export function Proof({ outline, round, variation, slot, hidden, onToggle, level = 2 }: ProofProps) {
  const { data, error, refetch } = useReadText(outline, variation.blob);
  const session = outline.session.id;
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <article className={classes["proof"]} aria-label={takeName(outline, variation)} data-tile={slot}>
      <header className={classes["head"]}>
        <Heading className={classes["name"]}>
          <Link href={to.variation(session, round.id, variation.id)}>{takeName(outline, variation)}</Link>
        </Heading>
        <span className="quiet note">
          {data && `${plural(data.report.words, "word")}, ${plural(data.report.sentences, "sentence")}`}
        </span>
        <VerdictButtons outline={outline} variation={variation} />
      </header>
      <p className={classes["ways"]}>
        <Link href={to.copyEdit(session, variation.id)}>Copy edit</Link> <Key of="copyEdit" />
        <Link href={to.refine(session, variation.id)}>Keep everything the same, but …</Link> <Key of="refine" />
        {variation.control !== null && (
          <>
            <Link href={to.compare(session, [variation.control, variation.id])}>What changed</Link> <Key of="compare" />
          </>
        )}
      </p>
      {data ? (
        <Galley outline={outline} read={data} hidden={hidden} onToggle={onToggle} />
      ) : error ? (
        <FailureNote error={error} onRetry={refetch} />
      ) : (
        <Waiting what="what was read in it" />
      )}
    </article>
  );
}

interface GalleyProps extends Pick<ProofProps, "outline" | "hidden" | "onToggle"> {
  readonly read: ReadText;
}

function Galley({ outline, read, hidden, onToggle }: GalleyProps) {
  const lit = useLit();
  const notes = useMemo(() => notesOf(read.report), [read]);
  const shown = useMemo(() => notes.filter(({ kind }) => !hidden.has(kind)), [notes, hidden]);
  const evidence = useMemo(() => read.report.elements.find(({ id }) => id === lit)?.evidence ?? [], [read, lit]);
  const at = useNotes(shown, { keys: true });
  return (
    <div className={classes["galley"]}>
      <div className={classes["text"]} ref={at.box} {...at.handlers}>
        <MarkedText text={read.text} notes={shown} evidence={evidence} current={at.current} />
      </div>
      <NoteCard {...at.card} className={classes["card"]} />
      <div className={classes["margin"]}>
        <Dials report={read.report} notes={notes} hidden={hidden} onToggle={onToggle} />
        <Findings outline={outline} report={read.report} />
        <Margin notes={shown} current={at.card.note?.id ?? at.current} onGo={at.goTo} />
      </div>
    </div>
  );
}
