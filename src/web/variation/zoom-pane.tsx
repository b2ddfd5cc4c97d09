import { useEffect, useRef, useState } from "react";
import { type Extent, type Viewport, frameOf, panBy, wholePicture, zoomAt } from "../compare/viewport.ts";
import { useCommand } from "../keyboard/use-command.ts";
import classes from "./variation.module.css";

interface ZoomPaneProps extends Extent {
  readonly address: string;
  readonly alt: string;
}

/** A picture fitted, or at up to 800 %: the wheel zooms at the pointer, a drag moves it, keys set a scale. */
export function ZoomPane({ address, alt, width, height }: ZoomPaneProps) {
  const pane = useRef<HTMLDivElement>(null);
  const [view, setView] = useState(wholePicture);
  const [extent, setExtent] = useState<Extent>({ width: 800, height: 600 });
  const picture = { width, height };
  useEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setExtent({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useWheelZoom(pane, (factor, at) => setView((was) => zoomAt(was, factor, at, picture, extent)));
  useScales(setView);
  const frame = frameOf(view, picture, extent);
  return (
    <div
      ref={pane}
      className={classes["pane"]}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={({ buttons, movementX, movementY }) =>
        buttons === 1 && setView((was) => panBy(was, { left: movementX, top: movementY }, picture, extent))
      }
      onDoubleClick={() => setView((was) => (was.zoom === null ? { ...was, zoom: 1 } : wholePicture))}
    >
      <img
        src={address}
        alt={alt}
        draggable={false}
        style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}
      />
      <output className={classes["scale"]}>{Math.round(frame.scale * 100)} %</output>
    </div>
  );
}

function useScales(setView: (change: (was: Viewport) => Viewport) => void): void {
  const at = (zoom: number | null) => (): void => setView((was) => ({ ...was, zoom }));
  useCommand("fit", at(null));
  useCommand("zoom100", at(1));
  useCommand("zoom200", at(2));
  useCommand("zoom400", at(4));
  useCommand("zoom800", at(8));
}

/** React's own wheel listeners may not stop the page from scrolling. */
function useWheelZoom(
  pane: React.RefObject<HTMLDivElement | null>,
  zoom: (factor: number, at: { left: number; top: number }) => void,
): void {
  const newest = useRef(zoom);
  newest.current = zoom;
  useEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    const turn = (event: WheelEvent): void => {
      event.preventDefault();
      const area = element.getBoundingClientRect();
      newest.current(2 ** (-event.deltaY / 240), { left: event.clientX - area.left, top: event.clientY - area.top });
    };
    element.addEventListener("wheel", turn, { passive: false });
    return () => element.removeEventListener("wheel", turn);
  }, [pane]);
}
