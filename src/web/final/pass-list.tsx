import { Mark } from "../ui/mark.tsx";
import { cx } from "../words.ts";
import { descentSentence, descents } from "./descents.ts";
import { sizeText } from "./settings.ts";
import type { Pass } from "./use-passes.ts";
import classes from "./pass-list.module.css";

interface PassListProps {
  /** The newest first. */
  readonly passes: readonly Pass[];
  readonly chosen: string | null;
  readonly onChoose: (variation: string) => void;
}

/** Every pass that was made; those that were replaced with less strength stand under what replaced them, with the reason. */
export function PassList({ passes, chosen, onChoose }: PassListProps) {
  const choice = { chosen, onChoose };
  return (
    <ul className={classes["passes"]} aria-label="Final passes">
      {descents(passes).map((descent) => {
        const said = descentSentence(descent);
        return (
          <li key={descent.pass.variation}>
            <Choice pass={descent.pass} {...choice} />
            {said !== undefined && (
              <p className={classes["why"]}>
                <Mark kind="mixed" />
                <span>{said}</span>
              </p>
            )}
            {descent.replaced.map((pass) => (
              <Choice key={pass.variation} pass={pass} replaced {...choice} />
            ))}
          </li>
        );
      })}
    </ul>
  );
}

interface ChoiceProps extends Omit<PassListProps, "passes"> {
  readonly pass: Pass;
  readonly replaced?: boolean;
}

const Choice = ({ pass, replaced = false, chosen, onChoose }: ChoiceProps) => (
  <button
    type="button"
    className={cx(classes["pass"], replaced && classes["replaced"], pass.variation === chosen && classes["chosen"])}
    aria-pressed={pass.variation === chosen}
    onClick={() => onChoose(pass.variation)}
  >
    <span>{sizeText({ width: pass.width ?? 0, height: pass.height ?? 0 })}</span>
    <span className={classes["way"]}>{wayOf(pass)}</span>
  </button>
);

function wayOf({ redraw, upscaler, fit }: Pass): string {
  const shape = fit === null ? "" : fit === "crop" ? ", cut" : ", with room added";
  const enlarged = `enlarged${upscaler === "lanczos" ? " by Lanczos" : ""}`;
  return `${redraw ? `drawn again at ${redraw.strength.toFixed(2)}` : enlarged}${shape}`;
}
