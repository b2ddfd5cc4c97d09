import type { Look } from "../queries.ts";
import { Tip } from "../ui/tip.tsx";
import { capitalised, cx } from "../words.ts";
import classes from "./effects.module.css";

type Measured = Look["effects"][number]["measured"][number];

const dials = ["corporate", "hedging", "padding"];

export const isDial = ({ quantity }: Pick<Measured, "quantity">): boolean => dials.includes(quantity);

/** What a change did to the dials of a text, all of them: one fix should move one. */
export function DialMoves({ measured }: { readonly measured: readonly Measured[] }) {
  const moves = measured.filter(isDial);
  if (moves.length === 0) return null;
  return (
    <table className={classes["dials"]}>
      <caption>All dials, read again: one change should move one of them</caption>
      <tbody>
        {moves.map((move) => (
          <tr key={move.quantity} className={cx(isSure(move) && classes["sure"])}>
            <th scope="row">{capitalised(move.quantity)}</th>
            <td>
              {short(move.before)} → {short(move.after)} <span className="quiet">{move.unit}</span>
            </td>
            <td>
              <Tip text={capitalised(move.sentence)}>
                {/* The sentence behind the word is in reach of the keyboard. */}
                {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
                <span tabIndex={0}>{verdictOn(move)}</span>
              </Tip>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isSure = ({ label, withinNoise }: Measured): boolean =>
  !withinNoise && (label === "likely" || label === "confirmed");

function verdictOn({ label, withinNoise, difference }: Measured): string {
  if (withinNoise) return "within noise";
  if (label === "no evidence") return "not enough to tell";
  return `${difference < 0 ? "less" : "more"}, ${label}`;
}

const short = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
