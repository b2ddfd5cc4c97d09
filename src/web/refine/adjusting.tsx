import { useCommand } from "../keyboard/use-command.ts";
import type { OutlineVariation } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { Slider } from "../ui/slider.tsx";
import { sayTrouble } from "../ui/trouble.ts";
import { cx } from "../words.ts";
import { type CropChoice, boxOf, keepsAll, wholeCrop } from "./crop.ts";
import { type Tone, untouched } from "./tone.ts";
import classes from "./adjusting.module.css";

interface AdjustingProps {
  readonly source: OutlineVariation;
  readonly tone: Tone;
  readonly onTone: (tone: Tone) => void;
  readonly crop: CropChoice;
  readonly onCrop: (crop: CropChoice) => void;
  readonly onKeep: () => Promise<void>;
}

const signed = (value: number, digits = 0): string =>
  value === 0 ? "0" : `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(digits)}`;

const ratios: readonly { readonly title: string; readonly ratio: number | null }[] = [
  { title: "own", ratio: null },
  { title: "1:1", ratio: 1 },
  { title: "4:5", ratio: 4 / 5 },
  { title: "3:2", ratio: 3 / 2 },
  { title: "16:9", ratio: 16 / 9 },
];

/** The adjustment strip: live on the picture, free, and exact when it is kept. */
export function Adjusting({ source, tone, onTone, crop, onCrop, onKeep }: AdjustingProps) {
  const ratio = (source.width ?? 1) / (source.height ?? 1);
  const box = boxOf(crop, ratio);
  const changed = Object.values(tone).some((value) => value !== 0) || !keepsAll(box);
  useCommand("run", () => void onKeep().catch(sayTrouble), { enabled: changed });
  const set = (name: keyof Tone) => (value: number) => onTone({ ...tone, [name]: value });
  return (
    <section className={classes["strip"]} aria-label="Adjust">
      <h2 className={classes["label"]}>Adjust</h2>
      <Slider
        label="Temperature"
        value={tone.temperature}
        minimum={-80}
        maximum={80}
        step={2}
        text={`${signed(tone.temperature)} mired`}
        onChange={set("temperature")}
      />
      <Slider
        label="Exposure"
        value={tone.exposure}
        minimum={-2}
        maximum={2}
        step={0.1}
        text={`${signed(tone.exposure, 1)} EV`}
        onChange={set("exposure")}
      />
      <Slider
        label="Contrast"
        value={tone.contrast}
        minimum={-0.5}
        maximum={0.5}
        step={0.02}
        text={`${signed(tone.contrast * 100)} %`}
        onChange={set("contrast")}
      />
      <Slider
        label="Saturation"
        value={tone.saturation}
        minimum={-1}
        maximum={1}
        step={0.05}
        text={`${signed(tone.saturation * 100)} %`}
        onChange={set("saturation")}
      />
      <div className={classes["ratios"]} role="group" aria-label="Shape of the crop">
        {ratios.map(({ title, ratio: shape }) => (
          <button
            key={title}
            type="button"
            className={cx(classes["ratio"], crop.ratio === shape && classes["chosen"])}
            aria-pressed={crop.ratio === shape}
            onClick={() => onCrop({ ...crop, ratio: shape })}
          >
            {title}
          </button>
        ))}
      </div>
      <Slider
        label="Crop"
        value={crop.size}
        minimum={0.3}
        maximum={1}
        step={0.01}
        text={`${Math.round(box.width * 100)} × ${Math.round(box.height * 100)} %`}
        onChange={(size) => onCrop({ ...crop, size })}
      />
      {!keepsAll(box) && (
        <>
          <Slider
            label="Across"
            value={crop.x}
            minimum={0}
            maximum={1}
            step={0.01}
            text={`${Math.round(crop.x * 100)} %`}
            onChange={(x) => onCrop({ ...crop, x })}
          />
          <Slider
            label="Down"
            value={crop.y}
            minimum={0}
            maximum={1}
            step={0.01}
            text={`${Math.round(crop.y * 100)} %`}
            onChange={(y) => onCrop({ ...crop, y })}
          />
        </>
      )}
      {changed && (
        <p className={classes["keep"]}>
          <Button kind="primary" onPress={onKeep} waiting="Making it …">
            Keep it
          </Button>
          <Key of="run" />
          <Button
            kind="plain"
            onPress={() => {
              onTone(untouched);
              onCrop(wholeCrop);
            }}
          >
            as it was
          </Button>
        </p>
      )}
    </section>
  );
}
