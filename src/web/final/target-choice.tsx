import { useState } from "react";
import { cx } from "../words.ts";
import { type Extent, type Target, sameTarget, scalesFor, sheets, sizeIn, sizeText, timesSize } from "./settings.ts";
import classes from "./target.module.css";

interface TargetChoiceProps {
  readonly source: Extent;
  /** The brief's own target. */
  readonly wanted: Extent | undefined;
  readonly value: Target;
  readonly onChange: (target: Target) => void;
}

const paper: Target = { on: "paper", sheet: "A4", landscape: false, dpi: 300, bleed: 3 };

/** Named sizes that people deliver, one of their own, or paper. */
export function TargetChoice({ source, wanted, value, onChange }: TargetChoiceProps) {
  const choices: readonly { readonly title: string; readonly size: Extent }[] = [
    ...(wanted ? [{ title: "As the brief says", size: wanted }] : []),
    ...scalesFor(source)
      .toReversed()
      .map((scale) => ({ title: `${scale} times`, size: timesSize(source, scale) })),
    { title: "4K", size: { width: 3840, height: 2160 } },
    { title: "8K", size: { width: 7680, height: 4320 } },
  ];
  const named = choices.some(({ size }) => sameTarget(value, { on: "screen", size }));
  return (
    <fieldset className={classes["targets"]}>
      <legend className={classes["label"]}>Size</legend>
      {choices.map(({ title, size }) => (
        <Choice
          key={title}
          title={title}
          aside={sizeText(size)}
          checked={sameTarget(value, { on: "screen", size })}
          onChoose={() => onChange({ on: "screen", size })}
        />
      ))}
      <OwnSize checked={value.on === "screen" && !named} value={value} onChange={onChange} />
      <Choice title="For print" checked={value.on === "paper"} onChoose={() => onChange(paper)} />
      {value.on === "paper" && <Paper value={value} onChange={onChange} />}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly aside?: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
}

const Choice = ({ title, aside, checked, onChoose }: ChoiceProps) => (
  <label className={cx(classes["target"], checked && classes["chosen"])}>
    <input type="radio" name="target" checked={checked} onChange={onChoose} />
    <span>{title}</span>
    {aside !== undefined && <span className={classes["aside"]}>{aside}</span>}
  </label>
);

interface OwnSizeProps {
  readonly checked: boolean;
  readonly value: Target;
  readonly onChange: (target: Target) => void;
}

function OwnSize({ checked, value, onChange }: OwnSizeProps) {
  const [text, setText] = useState(checked && value.on === "screen" ? sizeText(value.size) : "");
  const write = (next: string): void => {
    setText(next);
    const size = sizeIn(next);
    if (size) onChange({ on: "screen", size });
  };
  return (
    <label className={cx(classes["target"], checked && classes["chosen"])}>
      <input type="radio" name="target" checked={checked} onChange={() => write(text || "2400 × 3000")} />
      <span>Your own</span>
      <input
        className={classes["own"]}
        aria-label="Width and height in pixels"
        placeholder="2400 × 3000"
        value={text}
        onChange={({ target }) => write(target.value)}
      />
    </label>
  );
}

interface PaperProps {
  readonly value: Extract<Target, { on: "paper" }>;
  readonly onChange: (target: Target) => void;
}

function Paper({ value, onChange }: PaperProps) {
  const own = !(sheets as readonly string[]).includes(value.sheet);
  return (
    <div className={classes["paper"]}>
      <label>
        Sheet
        <select
          value={own ? "own" : value.sheet}
          onChange={({ target }) => onChange({ ...value, sheet: target.value === "own" ? "200x150mm" : target.value })}
        >
          {sheets.map((sheet) => (
            <option key={sheet} value={sheet}>
              {sheet}
            </option>
          ))}
          <option value="own">your own</option>
        </select>
      </label>
      {own ? (
        <label>
          Wide × high
          <input
            value={value.sheet}
            onChange={({ target }) => onChange({ ...value, sheet: target.value })}
            placeholder="200x150mm"
          />
        </label>
      ) : (
        <label>
          Held
          <select
            value={value.landscape ? "landscape" : "upright"}
            onChange={({ target }) => onChange({ ...value, landscape: target.value === "landscape" })}
          >
            <option>upright</option>
            <option>landscape</option>
          </select>
        </label>
      )}
      <Amount
        label="Dots per inch"
        value={value.dpi}
        minimum={30}
        maximum={2400}
        onChange={(dpi) => onChange({ ...value, dpi })}
      />
      <Amount
        label="Bleed, mm"
        value={value.bleed}
        minimum={0}
        maximum={50}
        onChange={(bleed) => onChange({ ...value, bleed })}
      />
    </div>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly onChange: (value: number) => void;
}

const Amount = ({ label, value, minimum, maximum, onChange }: AmountProps) => (
  <label>
    {label}
    <input
      type="number"
      value={value}
      min={minimum}
      max={maximum}
      onChange={({ target }) => target.value !== "" && onChange(Number(target.value))}
    />
  </label>
);
