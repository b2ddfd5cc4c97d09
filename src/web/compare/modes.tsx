import type { CompareMode } from "../routes.ts";
import { Key } from "../ui/key.tsx";
import classes from "./modes.module.css";

export const modes: readonly { readonly id: CompareMode; readonly title: string; readonly about: string }[] = [
  { id: "slider", title: "Slider", about: "One on each side of a line" },
  { id: "side", title: "Side by side", about: "All of them, zoomed and moved together" },
  { id: "onion", title: "Onion", about: "The second laid over the first" },
  { id: "hold", title: "Hold", about: "The second; the first while the key is down" },
  { id: "difference", title: "Difference", about: "Where they differ, and how much" },
  { id: "blink", title: "Blink", about: "One after the other in the same place" },
];

interface ModesProps {
  readonly mode: CompareMode;
  readonly onMode: (mode: CompareMode) => void;
}

/** The ways of comparing, as one row of choices. */
export function Modes({ mode, onMode }: ModesProps) {
  return (
    <fieldset className={classes["modes"]}>
      <legend className="unseen">Way of comparing</legend>
      {modes.map(({ id, title, about }) => (
        <label key={id} className={classes["mode"]} title={about}>
          <input
            type="radio"
            name="way-of-comparing"
            className="unseen"
            checked={id === mode}
            onChange={() => onMode(id)}
          />
          <span>{title}</span>
        </label>
      ))}
      <Key of="nextMode" />
    </fieldset>
  );
}

export const modeFrom = (text: string | null): CompareMode => modes.find(({ id }) => id === text)?.id ?? "slider";

export const modeAfter = (mode: CompareMode): CompareMode =>
  modes[(modes.findIndex(({ id }) => id === mode) + 1) % modes.length]!.id;
