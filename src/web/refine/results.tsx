import { Link } from "wouter";
import { useLiveSlot } from "../live.ts";
import type { Outline, OutlineRound, OutlineSlot, OutlineVariation } from "../queries.ts";
import { to } from "../routes.ts";
import { refinementsOf, variationOf } from "../session/find.ts";
import { Unmade } from "../session/unmade.tsx";
import { Picture } from "../ui/picture.tsx";
import { TextSample } from "../ui/text-sample.tsx";
import { capitalised } from "../words.ts";
import classes from "./results.module.css";

/** What was made of this picture, the newest first: choose one to go on from. */
export function Results({ outline, source }: { readonly outline: Outline; readonly source: OutlineVariation }) {
  const rounds = refinementsOf(outline, source.id);
  if (rounds.length === 0) return null;
  return (
    <section className={classes["results"]} aria-label="What was made of it">
      {rounds.map((round) => (
        <div key={round.id}>
          <h2 className={classes["title"]}>{capitalised(round.arms[0]?.heading ?? "")}</h2>
          <ul className={classes["strip"]}>
            {round.slots.map((slot) => (
              <Result key={slot.id} outline={outline} round={round} slot={slot} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface ResultProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
}

function Result({ outline, round, slot }: ResultProps) {
  const live = useLiveSlot(slot.id);
  const made = variationOf(outline, slot.variation);
  return (
    <li className={classes["result"]}>
      {made ? (
        <Link href={to.refine(outline.session.id, made.id)} className={classes["link"]}>
          {made.mediaType.startsWith("image/") ? (
            <Picture
              hash={made.blob}
              alt=""
              width={made.width}
              height={made.height}
              shown={200}
              preview={live?.picture}
            />
          ) : (
            <TextSample hash={made.blob} />
          )}
          <span>go on from {made.seed === null ? "this" : `seed ${made.seed}`}</span>
        </Link>
      ) : (
        <Unmade session={outline.session.id} round={round} slot={slot} live={live} />
      )}
    </li>
  );
}
