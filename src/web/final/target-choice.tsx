import type { OutlineVariation } from "../queries.ts";
import { cx } from "../words.ts";
import classes from "./final.module.css";

/** A size in pixels, or how many times larger. */
export type Target = { readonly scale: number } | { readonly size: string };

/** As the operation `finish` takes it. */
export const sizeOf = (target: Target): { scale: number } | { size: string } =>
  "size" in target ? { size: target.size } : { scale: target.scale };

interface TargetChoiceProps {
  readonly source: OutlineVariation;
  /** The brief's own target. */
  readonly wanted: { readonly width: number; readonly height: number } | undefined;
  readonly value: Target;
  readonly onChange: (target: Target) => void;
}

/** Named sizes that people deliver, or one of their own. A target of another shape is cropped, never stretched. */
export function TargetChoice({ source, wanted, value, onChange }: TargetChoiceProps) {
  const [width, height] = [source.width ?? 1, source.height ?? 1];
  const choices: readonly { readonly title: string; readonly target: Target }[] = [
    ...(wanted
      ? [
          {
            title: `the brief’s, ${wanted.width} × ${wanted.height}`,
            target: { size: `${wanted.width}x${wanted.height}` },
          },
        ]
      : []),
    { title: `8 times, ${width * 8} × ${height * 8}`, target: { scale: 8 } },
    { title: `4 times, ${width * 4} × ${height * 4}`, target: { scale: 4 } },
    { title: "4K, 3840 × 2160", target: { size: "3840x2160" } },
    { title: "8K, 7680 × 4320", target: { size: "7680x4320" } },
  ];
  const own = "size" in value && !choices.some(({ target }) => same(target, value)) ? value.size : "";
  return (
    <fieldset className={classes["targets"]}>
      <legend className={classes["label"]}>Delivery size</legend>
      {choices.map(({ title, target }) => (
        <label key={title} className={cx(classes["target"], same(target, value) && classes["chosen"])}>
          <input type="radio" name="target" checked={same(target, value)} onChange={() => onChange(target)} /> {title}
        </label>
      ))}
      <label className={classes["target"]}>
        own:{" "}
        <input
          className={classes["own"]}
          placeholder="2400x3000"
          defaultValue={own}
          onChange={({ target }) => {
            const found = /^\s*(\d+)\s*[x×]\s*(\d+)\s*$/u.exec(target.value);
            if (found) onChange({ size: `${found[1]}x${found[2]}` });
          }}
        />
      </label>
    </fieldset>
  );
}

const same = (a: Target, b: Target): boolean => JSON.stringify(a) === JSON.stringify(b);
