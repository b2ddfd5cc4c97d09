import type { Outline, OutlineVariation, Verdict } from "../queries.ts";
import { sayTrouble } from "../ui/trouble.ts";
import { cx, durationText } from "../words.ts";
import { nameOf } from "./find.ts";
import { choose, rate } from "./verdicts.ts";
import classes from "./tile-caption.module.css";

interface TileCaptionProps {
  readonly outline: Outline;
  readonly variation: OutlineVariation;
  readonly verdict: Verdict;
  /** Those that not every picture of the round has. */
  readonly warnings: OutlineVariation["warnings"];
  readonly onOpen: () => void;
}

const dotWords: Readonly<Record<string, string>> = {
  prompt: "the prompt",
  seed: "the seed",
  mask: "the mask",
  model: "the model",
  strength: "the strength",
  settings: "settings",
  adjustments: "adjustments",
  size: "the size",
};

/** Under a picture: its seed, what differs from its twin, warnings, and what the person says of it. */
export function TileCaption({ outline, variation, verdict, warnings, onOpen }: TileCaptionProps) {
  const act = { session: outline.session.id, variation: variation.id, name: nameOf(variation) };
  const decide = (choice: "pick" | "reject") => void choose(act, verdict, choice).catch(sayTrouble);
  return (
    <div className={classes["caption"]}>
      <div className={classes["line"]}>
        <button
          type="button"
          className={classes["name"]}
          onClick={onOpen}
          title={`Made in ${durationText(variation.seconds)}. Press to look at it alone.`}
        >
          {variation.seed === null ? "picture" : `seed ${variation.seed}`}
        </button>
        <Dots dots={variation.dots} />
        <span className={classes["verdicts"]}>
          <Stars rating={verdict.rating ?? 0} onRate={(rating) => void rate(act, verdict, rating).catch(sayTrouble)} />
          <button
            type="button"
            className={cx(classes["say"], verdict.choice === "pick" && classes["said"])}
            aria-pressed={verdict.choice === "pick"}
            onClick={() => decide("pick")}
          >
            {verdict.choice === "pick" ? "picked" : "pick"}
          </button>
          <button
            type="button"
            className={cx(classes["say"], verdict.choice === "reject" && classes["said"])}
            aria-pressed={verdict.choice === "reject"}
            onClick={() => decide("reject")}
          >
            {verdict.choice === "reject" ? "rejected" : "reject"}
          </button>
        </span>
      </div>
      {warnings.map(({ setting, message }) => (
        <p key={setting} className={classes["warning"]}>
          {message}
        </p>
      ))}
    </div>
  );
}

/** What differs from the parent, as dots with words. */
function Dots({ dots }: { readonly dots: readonly string[] }) {
  if (dots.length === 0) return null;
  const words = dots.map((dot) => dotWords[dot] ?? dot).join(", ");
  return (
    <span className={classes["dots"]} title={`Differs from its twin in ${words}`}>
      {dots.map((dot) => (
        <span key={dot} className={classes["dot"]} data-dot={dot} />
      ))}
      <span className="unseen">differs in {words}</span>
    </span>
  );
}

function Stars({ rating, onRate }: { readonly rating: number; readonly onRate: (rating: number) => void }) {
  return (
    <span className={cx(classes["stars"], rating > 0 && classes["rated"])} role="group" aria-label="Rating">
      {[1, 2, 3, 4, 5].map((value) => (
        <button
          key={value}
          type="button"
          className={cx(classes["star"], value <= rating && classes["lit"])}
          aria-label={`${value} of 5`}
          aria-pressed={value === rating}
          onClick={() => onRate(value)}
        />
      ))}
    </span>
  );
}
