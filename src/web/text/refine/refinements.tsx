import { Link } from "wouter";
import { useLiveSlot } from "../../live.ts";
import type { Outline, OutlineRound, OutlineSlot, OutlineVariation } from "../../queries.ts";
import { to } from "../../routes.ts";
import { refinementsOf, variationOf } from "../../session/find.ts";
import { FailureNote } from "../../ui/failure.tsx";
import { Mark } from "../../ui/mark.tsx";
import { WordDiff } from "../../ui/word-diff.tsx";
import { capitalised, plural } from "../../words.ts";
import { type SentenceChange, factsOf, isChanged } from "../changes/changes.ts";
import { takeName } from "../takes/take-name.ts";
import { Unwritten } from "../takes/unwritten.tsx";
import { useTextComparison } from "../changes/use-comparison.ts";
import classes from "./refine-page.module.css";

interface RefinementsProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
}

/** What was made of this text, the newest first: each with what changed in it, to go on from. */
export function Refinements({ outline, source }: RefinementsProps) {
  const rounds = refinementsOf(outline, source.id);
  if (rounds.length === 0) return null;
  return (
    <section className={classes["results"]} aria-label="What was made of it">
      {rounds.map((round) => (
        <div key={round.id}>
          <h2 className={classes["title"]}>{capitalised(round.arms[0]?.heading ?? "")}</h2>
          <ul>
            {round.slots.map((slot) => (
              <Refinement key={slot.id} outline={outline} round={round} slot={slot} source={source} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface RefinementProps extends RefinementsProps {
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
}

function Refinement({ outline, round, slot, source }: RefinementProps) {
  const live = useLiveSlot(slot.id);
  const made = variationOf(outline, slot.variation);
  return (
    <li className={classes["result"]}>
      {made ? (
        <Made outline={outline} source={source} made={made} />
      ) : (
        <Unwritten session={outline.session.id} round={round} slot={slot} live={live} />
      )}
    </li>
  );
}

const mostShown = 4;

function Made({ outline, source, made }: RefinementsProps & { readonly made: OutlineVariation }) {
  const { data, error } = useTextComparison(outline, source, made);
  const session = outline.session.id;
  if (error && !data) return <FailureNote error={error} />;
  if (!data) return null;
  const { comparison, asked } = data;
  const changed = comparison.sentences.filter(isChanged);
  const { lost, added } = factsOf(comparison.invariants);
  const drifted = comparison.outOfScope > 0;
  return (
    <>
      {changed.length === 0 && <p>Nothing changed.</p>}
      {changed.slice(0, mostShown).map((change, i) => (
        <WordDiff key={i} className={classes["diff"] ?? ""} parts={partsOf(change)} />
      ))}
      {changed.length > mostShown && <p className="quiet note">and {changed.length - mostShown} more changes</p>}
      <p className={classes["rest"]}>
        <Mark kind={drifted || lost.length > 0 ? "missed" : "right"} />
        <span>
          {drifted
            ? `${plural(comparison.outOfScope, "change")} that nobody asked for.`
            : `${asked ? "Nothing else changed: " : ""}${plural(comparison.counts.kept, "sentence")} as before.`}
          {lost.length > 0 && ` Lost: ${lost.map(({ text }) => `“${text}”`).join(", ")}.`}
          {added.length > 0 && ` New: ${added.map(({ text }) => `“${text}”`).join(", ")}.`}
        </span>
      </p>
      <p className={classes["ways"]}>
        <Link href={to.refine(session, made.id)}>
          Go on from this<span className="unseen">: {takeName(outline, made)}</span>
        </Link>
        <Link href={to.compare(session, [source.id, made.id])}>
          What changed<span className="unseen"> in {takeName(outline, made)}</span>
        </Link>
      </p>
    </>
  );
}

const partsOf = ({ words, before, after }: SentenceChange) =>
  words.length > 0
    ? words
    : [
        ...(before ? [{ kind: "removed" as const, text: before.text }] : []),
        ...(after ? [{ kind: "added" as const, text: after.text }] : []),
      ];
