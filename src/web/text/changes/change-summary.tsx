import { Button } from "../../ui/button.tsx";
import { Mark } from "../../ui/mark.tsx";
import { capitalised, listed, plural, quoted } from "../../words.ts";
import { type PlacedChange, type TextComparison, factsOf, isChanged, whatHappened } from "./changes.ts";
import { tendencyWords } from "../notes/family-words.ts";
import classes from "./compare-page.module.css";

interface ChangeSummaryProps {
  readonly comparison: TextComparison;
  readonly asked: boolean;
  readonly onGo: (place: number) => void;
}

/** What changed in a few lines: asked for and not, facts kept and lost, and what the dials make of it. */
export function ChangeSummary({ comparison, asked, onGo }: ChangeSummaryProps) {
  const placed = comparison.sentences.map((change, i): PlacedChange => ({ place: i + 1, change }));
  const changed = placed.filter(({ change }) => isChanged(change));
  const wanted = changed.filter(({ change }) => change.inScope);
  const others = changed.filter(({ change }) => !change.inScope);
  const { kept, edited, moved, inserted, deleted } = comparison.counts;
  const counts = [
    plural(kept, "sentence") + " kept",
    ...(edited > 0 ? [`${edited} edited`] : []),
    ...(moved > 0 ? [`${moved} moved`] : []),
    ...(inserted > 0 ? [`${inserted} added`] : []),
    ...(deleted > 0 ? [`${deleted} deleted`] : []),
  ];
  return (
    <>
      <p>{listed(counts)}.</p>
      {asked && (
        <>
          <Group title={`Asked for: ${wanted.length}`} changes={wanted} onGo={onGo} />
          <Group title={`Not asked for: ${others.length}`} changes={others} onGo={onGo} />
        </>
      )}
      <Facts comparison={comparison} />
      <DialChanges comparison={comparison} />
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly changes: readonly PlacedChange[];
  readonly onGo: (place: number) => void;
}

const longestExcerpt = 60;

function Group({ title, changes, onGo }: GroupProps) {
  return (
    <section>
      <h2 className={classes["title"]}>{title}</h2>
      <ul className={classes["list"]}>
        {changes.map(({ place, change }) => (
          <li key={place}>
            <Button kind="plain" onPress={() => onGo(place)}>
              {excerpt((change.after ?? change.before)?.text ?? "")}
            </Button>{" "}
            <span className="quiet">{whatHappened(change)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const excerpt = (text: string): string =>
  text.length > longestExcerpt ? `${text.slice(0, longestExcerpt).trimEnd()} …` : text;

/** Numbers, names, dates, quotations, links and negations: what an edit must not change unseen. */
function Facts({ comparison }: { readonly comparison: TextComparison }) {
  const { kept, lost, added } = factsOf(comparison.invariants);
  const changed = [...lost, ...added];
  return (
    <section>
      <h2 className={classes["title"]}>Numbers, names, quotations, negations</h2>
      {changed.length === 0 ? (
        <p className={classes["fact"]}>
          <Mark kind="right" />
          <span>{kept === 0 ? "There are none that could get lost." : `All ${kept} kept.`}</span>
        </p>
      ) : (
        <ul className={classes["list"]}>
          {changed.map(({ kind, status, text, start, in: side }) => (
            <li key={`${side}${start}${kind}`} className={classes["fact"]}>
              <Mark kind={status === "lost" ? "missed" : "unsure"} />
              <span>
                {kind} {quoted(text)} {status}
              </span>
            </li>
          ))}
          {kept > 0 && <li className="quiet">{kept} kept</li>}
        </ul>
      )}
    </section>
  );
}

function DialChanges({ comparison }: { readonly comparison: TextComparison }) {
  const changed = comparison.dials.filter(({ before, after }) => before.count !== after.count);
  if (changed.length === 0) return null;
  return (
    <section>
      <h2 className={classes["title"]}>Dials</h2>
      <ul className={classes["list"]}>
        {changed.map(({ tendency, before, after }) => (
          <li key={tendency} title={after.sentence}>
            {capitalised(tendencyWords[tendency])}: {before.count} → {plural(after.count, "place")}
            {after.level !== "no verdict" && <span className="quiet">, {after.level}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
