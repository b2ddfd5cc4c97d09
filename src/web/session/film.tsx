import { Link } from "wouter";
import type { Outline, OutlineRound } from "../queries.ts";
import { to } from "../routes.ts";
import { Picture } from "../ui/picture.tsx";
import { cx, shortId } from "../words.ts";
import { kindWords } from "./round-view.tsx";
import classes from "./film.module.css";

interface FilmProps {
  readonly outline: Outline;
  readonly shown: OutlineRound | undefined;
  readonly address: string;
}

/** All rounds as a film strip, the newest first; each says its change. */
export function Film({ outline, shown, address }: FilmProps) {
  if (outline.rounds.length < 2) return null;
  return (
    <nav className={classes["film"]} aria-label="Rounds">
      <h2 className={classes["title"]}>Rounds</h2>
      <ol>
        {outline.rounds.toReversed().map((round) => (
          <li key={round.id} className={cx(classes["round"], round.id === shown?.id && classes["shown"])}>
            <Link
              href={to.round(address, shortId(round.id))}
              className={classes["link"]}
              aria-current={round.id === shown?.id ? "true" : undefined}
            >
              <span className={classes["words"]}>
                <span className="quiet note">
                  {attemptText(outline, round)}
                  {round.ordinal} · {kindWords[round.kind]}
                </span>
                <span>{headingText(round)}</span>
              </span>
              <span className={classes["strip"]}>
                {round.variations
                  .slice(0, 6)
                  .map(({ id, blob, width, height, mediaType }) =>
                    mediaType.startsWith("image/") ? (
                      <Picture
                        key={id}
                        className={classes["thumb"] ?? ""}
                        hash={blob}
                        alt=""
                        width={width}
                        height={height}
                        shown={96}
                      />
                    ) : null,
                  )}
              </span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

const attemptText = (outline: Outline, round: OutlineRound): string =>
  outline.attempts.length > 1
    ? `attempt ${outline.attempts.find(({ id }) => id === round.attempt)?.ordinal ?? 1}, `
    : "";

const headingText = (round: OutlineRound): string => {
  const changes = round.arms.filter(({ change }) => change !== null).map(({ heading }) => heading);
  return changes.length > 0 ? changes.join(" | ") : "the prompt as written";
};
