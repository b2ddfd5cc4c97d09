import { plural } from "../../words.ts";
import classes from "./final-page.module.css";

interface LengthWishProps {
  /** How many the text has; undefined while it is read. */
  readonly words: number | undefined;
  readonly value: number | undefined;
  readonly onChange: (words: number | undefined) => void;
  /** Who would shorten it; undefined: nobody can. */
  readonly writer: string | undefined;
}

const most = 1_000_000;

/** At most how many words the text may have, and what happens when it has more. */
export function LengthWish({ words, value, onChange, writer }: LengthWishProps) {
  const over = value === undefined || words === undefined ? 0 : words - value;
  return (
    <div className={classes["length"]}>
      <label>
        At most{" "}
        <input
          type="number"
          min={1}
          max={most}
          step={1}
          placeholder="any"
          value={value ?? ""}
          onChange={({ target }) => onChange(wishOf(target.value))}
        />{" "}
        words
      </label>
      <span className="quiet note" role="status">
        {words !== undefined && sentenceOn(words, over, value, writer)}
      </span>
    </div>
  );
}

function wishOf(written: string): number | undefined {
  const words = Math.round(Number(written));
  return written === "" || !(words >= 1) ? undefined : Math.min(most, words);
}

function sentenceOn(words: number, over: number, wish: number | undefined, writer: string | undefined): string {
  const has = `It has ${plural(words, "word")}`;
  if (wish === undefined || over <= 0) return `${has}.`;
  if (writer === undefined)
    return `${has}, ${over} too many. To shorten it takes a language model or your own hand; the check will hold it against this.`;
  return `${has}, ${over} too many: ${writer} shortens it first. The edits are then found anew, without the choices above.`;
}
