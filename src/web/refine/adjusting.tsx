import { useRef } from "react";
import { parseCube } from "../../pixels/cube.ts";
import { useCommand } from "../keyboard/use-command.ts";
import type { OutlineVariation } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { Slider } from "../ui/slider.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { type Control, groups } from "./controls.ts";
import type { CropChoice } from "./crop.ts";
import { CropControls } from "./crop-controls.tsx";
import { type Amounts, type Settings, isUntouched, uncroppedSize, untouched } from "./settings.ts";
import classes from "./adjusting.module.css";

interface AdjustingProps {
  readonly source: OutlineVariation;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly crop: CropChoice;
  readonly onCrop: (crop: CropChoice) => void;
  readonly crops: boolean;
  readonly onReset: () => void;
  readonly onKeep: () => Promise<void>;
}

/** The adjustment strip: live on the picture, free, and exact when it is kept. */
export function Adjusting(props: AdjustingProps) {
  const { source, settings, onSettings, crop, onCrop, crops, onReset, onKeep } = props;
  const changed = crops || !isUntouched(settings);
  useCommand("run", () => void onKeep().catch(sayTrouble), { enabled: changed });
  const set = (name: keyof Amounts) => (value: number) =>
    onSettings({ ...settings, amounts: { ...settings.amounts, [name]: value } });
  const size = uncroppedSize({ width: source.width ?? 1, height: source.height ?? 1 }, settings.amounts);
  return (
    <section className={classes["strip"]} aria-label="Adjust">
      <h2 className={classes["label"]}>Adjust</h2>
      {groups.map(({ title, controls, open }) => (
        <Group key={title} title={title} open={open} set={controls.some(({ name }) => isSet(settings, name))}>
          {controls.map((control) => (
            <Amount key={control.name} control={control} settings={settings} onChange={set(control.name)} />
          ))}
          {title === "Split toning and look" && <LookChoice settings={settings} onSettings={onSettings} />}
          {title === "Frame" && (
            <>
              <Button
                kind="plain"
                onPress={() => set("quarters")((settings.amounts.quarters + 1) % 4)}
              >{`Turn by 90°${settings.amounts.quarters === 0 ? "" : ` (now ${settings.amounts.quarters * 90}°)`}`}</Button>
              <CropControls ratio={size.width / size.height} crop={crop} onCrop={onCrop} />
            </>
          )}
        </Group>
      ))}
      {changed && (
        <p className={classes["keep"]}>
          <Button kind="primary" onPress={onKeep} waiting="Making it …">
            Keep it
          </Button>
          <Key of="run" />
          <Button kind="plain" onPress={onReset}>
            as it was
          </Button>
        </p>
      )}
    </section>
  );
}

const isSet = ({ amounts }: Settings, name: keyof Amounts): boolean => amounts[name] !== untouched.amounts[name];

interface GroupProps {
  readonly title: string;
  readonly open: boolean;
  /** Something in it changes the picture. */
  readonly set: boolean;
  readonly children: React.ReactNode;
}

function Group({ title, open, set, children }: GroupProps) {
  return (
    <details className={classes["group"]} open={open}>
      <summary className={classes["title"]}>
        {title}
        {set && <span className={classes["set"]}>changed</span>}
      </summary>
      <div className={classes["controls"]}>{children}</div>
    </details>
  );
}

interface AmountProps {
  readonly control: Control;
  readonly settings: Settings;
  readonly onChange: (value: number) => void;
}

function Amount({ control, settings, onChange }: AmountProps) {
  const value = settings.amounts[control.name];
  const { label, minimum, maximum, step, text } = control;
  return (
    <Slider
      label={label}
      value={value}
      minimum={minimum}
      maximum={maximum}
      step={step}
      text={text(value)}
      onChange={onChange}
    />
  );
}

/** A .cube file, read here already: a broken one is told before anything is made. */
function LookChoice({ settings, onSettings }: Pick<AdjustingProps, "settings" | "onSettings">) {
  const field = useRef<HTMLInputElement>(null);
  const choose = async (file: File): Promise<void> =>
    onSettings({ ...settings, look: { name: file.name, file, cube: parseCube(await file.text()) } });
  return (
    <div className={classes["look"]}>
      <input
        ref={field}
        type="file"
        accept=".cube"
        hidden
        aria-label="A .cube file"
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void choose(file).catch(sayTrouble);
          target.value = "";
        }}
      />
      <Button kind="plain" onPress={() => field.current?.click()}>
        {settings.look ? settings.look.name : "Choose a look (.cube) …"}
      </Button>
      {settings.look && (
        <Button kind="plain" onPress={() => onSettings({ ...settings, look: undefined })}>
          without it
        </Button>
      )}
    </div>
  );
}
