import { Tooltip } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import classes from "./tip.module.css";

interface TipProps {
  /** What a number means and how it was computed. */
  readonly text: ReactNode;
  readonly children: ReactElement;
}

/** A sentence on hover or focus. It only adds: nothing that must be known is said here alone. */
export function Tip({ text, children }: TipProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger render={children} delay={350} />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={8} className={classes["place"]}>
          <Tooltip.Popup className={classes["tip"]}>{text}</Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
