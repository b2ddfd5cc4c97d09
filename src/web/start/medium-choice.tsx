import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { Medium } from "../../core/brief.ts";
import classes from "./start.module.css";

interface MediumChoiceProps {
  readonly value: Medium;
  readonly onChange: (medium: Medium) => void;
}

const kinds = [
  ["image", "A picture"],
  ["text", "A text"],
] as const;

/** What is to be made. */
export function MediumChoice({ value, onChange }: MediumChoiceProps) {
  return (
    <RadioGroup
      className={classes["media"]}
      aria-label="What is to be made"
      value={value}
      onValueChange={(next) => onChange(next as Medium)}
    >
      {kinds.map(([medium, title]) => (
        <Radio.Root
          key={medium}
          value={medium}
          className={classes["medium"]}
          nativeButton
          render={<button type="button" />}
        >
          {title}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
