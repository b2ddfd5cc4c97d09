import { Fragment } from "react";
import { Link } from "wouter";
import type { Outline, OutlineRound } from "../../queries.ts";
import { to } from "../../routes.ts";
import { capitalised, listed, plural } from "../../words.ts";
import { familyWords, tendencyWords } from "../notes/family-words.ts";
import { useReadTexts } from "../notes/report.ts";
import { type Spread, fewestTakes, spreadsOf } from "./tendencies.ts";
import classes from "./text-round.module.css";

/** What all takes of a prompt do, which is the model's habit, and what one does alone, which is chance. */
export function SharedTurns({ outline, round }: { readonly outline: Outline; readonly round: OutlineRound }) {
  const made = round.slots.flatMap(({ variation }) => round.variations.find(({ id }) => id === variation) ?? []);
  const reads = useReadTexts(
    outline,
    made.map(({ blob }) => blob),
  ).flatMap(({ data }) => data ?? []);
  if (round.arms.length > 1 || made.length < 2 || reads.length < made.length || made.length < round.slots.length)
    return null;
  const spreads = spreadsOf(reads.map(({ report }) => report.spans));
  if (!spreads)
    return (
      <p className={`quiet note ${classes["shared"]}`}>
        {capitalised(plural(made.length, "take"))}: too few to tell the model’s habit from chance. It takes{" "}
        {fewestTakes}.
      </p>
    );
  return (
    <div className={classes["shared"]}>
      <section aria-labelledby="in-every-take">
        <h2 id="in-every-take">In every take: the model’s habit</h2>
        <Turns spreads={spreads.every} none="Nothing that all takes share." />
        <Against session={outline.session.id} spreads={spreads.every} />
      </section>
      <section aria-labelledby="in-one-take">
        <h2 id="in-one-take">In one take: chance</h2>
        <Turns spreads={spreads.one} none="Nothing that one take does alone." />
      </section>
      {spreads.some.length > 0 && (
        <p className="quiet note">
          In some takes, so nobody can tell: {listed(spreads.some.map(({ family }) => familyWords[family]))}.
        </p>
      )}
    </div>
  );
}

/** A habit is the prompt's to cure: one change against it, and every dial is read again. */
function Against({ session, spreads }: { readonly session: string; readonly spreads: readonly Spread[] }) {
  const tendencies = [...new Set(spreads.map(({ tendency }) => tendency))];
  if (tendencies.length === 0) return null;
  return (
    <p className={classes["against"]}>
      Change the prompt against{" "}
      {tendencies.map((tendency, i) => (
        <Fragment key={tendency}>
          {i > 0 && (i === tendencies.length - 1 ? " or " : ", ")}
          <Link href={to.compose(session, tendency)}>{tendencyWords[tendency]}</Link>
        </Fragment>
      ))}
    </p>
  );
}

function Turns({ spreads, none }: { readonly spreads: readonly Spread[]; readonly none: string }) {
  if (spreads.length === 0) return <p className="quiet note">{none}</p>;
  return (
    <ul>
      {spreads.map(({ family, counts }) => (
        <li key={family} className={classes["turn"]}>
          <span>{capitalised(familyWords[family])}</span>
          <span className={classes["counts"]}>{placesText(counts)}</span>
        </li>
      ))}
    </ul>
  );
}

/** "2, 3, 1 and 2 places", "take 2, 3 places". */
function placesText(counts: readonly number[]): string {
  const having = counts.filter((count) => count > 0);
  if (having.length === 1)
    return `take ${counts.findIndex((count) => count > 0) + 1}, ${plural(having[0] ?? 0, "place")}`;
  return `${listed(counts.map(String))} places`;
}
