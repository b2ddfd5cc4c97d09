import { Slider } from "../ui/slider.tsx";
import { cx } from "../words.ts";
import { type CropChoice, boxOf, keepsAll } from "./crop.ts";
import classes from "./adjusting.module.css";

const ratios: readonly { readonly title: string; readonly ratio: number | null }[] = [
  { title: "own", ratio: null },
  { title: "1:1", ratio: 1 },
  { title: "4:5", ratio: 4 / 5 },
  { title: "3:2", ratio: 3 / 2 },
  { title: "16:9", ratio: 16 / 9 },
];

interface CropControlsProps {
  /** Of the picture that is cropped, width ÷ height. */
  readonly ratio: number;
  readonly crop: CropChoice;
  readonly onCrop: (crop: CropChoice) => void;
}

/** The shape of the crop, how much it keeps and where it lies. */
export function CropControls({ ratio, crop, onCrop }: CropControlsProps) {
  const box = boxOf(crop, ratio);
  const place = (axis: "x" | "y", label: string) => (
    <Slider
      label={label}
      value={crop[axis]}
      minimum={0}
      maximum={1}
      step={0.01}
      text={`${Math.round(crop[axis] * 100)} %`}
      onChange={(value) => onCrop({ ...crop, [axis]: value })}
    />
  );
  return (
    <>
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
      {!keepsAll(box) && place("x", "Across")}
      {!keepsAll(box) && place("y", "Down")}
    </>
  );
}
