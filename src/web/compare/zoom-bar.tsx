import { useCommand } from "../keyboard/use-command.ts";
import { Button } from "../ui/button.tsx";
import type { Viewport } from "./viewport.ts";
import classes from "./zoom-bar.module.css";

interface ZoomBarProps {
  readonly view: Viewport;
  readonly onView: (view: Viewport) => void;
}

const levels = [1, 2, 4, 8] as const;

/** How large it is shown, by button or key. 100 % is one pixel of the first picture per pixel of the page. */
export function ZoomBar({ view, onView }: ZoomBarProps) {
  const zoom = (to: number | null) => (): void => onView({ ...view, zoom: to });
  useCommand("fit", zoom(null));
  useCommand("zoom100", zoom(1));
  useCommand("zoom200", zoom(2));
  useCommand("zoom400", zoom(4));
  useCommand("zoom800", zoom(8));
  useCommand("open", () => onView({ ...view, zoom: view.zoom === 1 ? null : 1 }));
  return (
    <div className={classes["bar"]} role="group" aria-label="Zoom">
      <Button kind="plain" aria-pressed={view.zoom === null} onPress={zoom(null)}>
        Fit
      </Button>
      {levels.map((level) => (
        <Button key={level} kind="plain" aria-pressed={view.zoom === level} onPress={zoom(level)}>
          {level * 100} %
        </Button>
      ))}
      <output className="quiet note">{view.zoom === null ? "" : `${Math.round(view.zoom * 100)} %`}</output>
    </div>
  );
}
