import { type Output, thumbnailAddress } from "../api.ts";
import { cx } from "../words.ts";
import classes from "./framing.module.css";

interface FramingChoiceProps {
  /** Cut, then with room added, as the server drew them. */
  readonly pictures: Output<"finish">["pictures"];
  readonly value: "crop" | "extend";
  readonly onChange: (fit: "crop" | "extend") => void;
}

const ways = [
  { fit: "crop", title: "Cut to the shape" },
  { fit: "extend", title: "Add room around it" },
] as const;

/** Two ways to a target of another shape, each as it would look. It is never stretched. */
export function FramingChoice({ pictures, value, onChange }: FramingChoiceProps) {
  return (
    <fieldset className={classes["framing"]}>
      <legend className={classes["label"]}>It has another shape</legend>
      {ways.map(({ fit, title }, index) => (
        <label key={fit} className={cx(classes["way"], value === fit && classes["chosen"])}>
          {pictures[index] && <img src={thumbnailAddress(pictures[index].blob, 320)} alt="" />}
          <span className={classes["title"]}>
            <input type="radio" name="fit" checked={value === fit} onChange={() => onChange(fit)} />
            {title}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
