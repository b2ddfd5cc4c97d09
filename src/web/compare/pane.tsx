import { type CSSProperties, type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { cx } from "../words.ts";
import { useHand } from "./use-hand.ts";
import { type Extent, type Frame, type Viewport, frameOf } from "./viewport.ts";
import classes from "./pane.module.css";

/** What all panes share, so that they show the same part at the same scale. */
export interface Table {
  /** Pixels of the first picture: the measure of 100 %. */
  readonly picture: Extent;
  readonly view: Viewport;
  readonly onView: (view: Viewport) => void;
}

interface PaneProps extends Table {
  /** Said in a corner: whose picture this is. */
  readonly name?: string;
  readonly children: (frame: Frame, pane: Extent) => ReactNode;
}

/** From this scale on single pixels are shown as squares: whoever zooms so close wants to see them. */
const squarePixels = 4;

/** A window onto one or more pictures that lie exactly on each other. */
export function Pane({ picture, view, onView, name, children }: PaneProps) {
  const element = useRef<HTMLDivElement>(null);
  const pane = useExtent(element);
  useHand(element, { pane, picture, view, onView });
  const frame = frameOf(view, picture, pane);
  const toggle = (): void => onView({ ...view, zoom: view.zoom === null ? 1 : null });
  const close = view.zoom !== null && frame.scale >= squarePixels;
  return (
    <div ref={element} className={cx(classes["pane"], close && classes["pixels"])} onDoubleClick={toggle}>
      {pane.width > 1 && children(frame, pane)}
      {name !== undefined && <span className={classes["name"]}>{name}</span>}
    </div>
  );
}

function useExtent(element: { readonly current: HTMLElement | null }): Extent {
  const [extent, setExtent] = useState<Extent>({ width: 1, height: 1 });
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = (): void => setExtent({ width: target.clientWidth || 1, height: target.clientHeight || 1 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return extent;
}

interface LayerProps {
  readonly source: string;
  readonly alt: string;
  readonly frame: Frame;
  /** How much of it is seen through, 0…1. */
  readonly opacity?: number;
  readonly style?: CSSProperties;
}

/** One picture in a pane, laid into the frame that all layers share. */
export function Layer({ source, alt, frame, opacity = 1, style }: LayerProps) {
  const { left, top, width, height } = frame;
  return (
    <img
      className={classes["layer"]}
      src={source}
      alt={alt}
      draggable={false}
      style={{ width, height, transform: `translate(${left}px, ${top}px)`, opacity, ...style }}
    />
  );
}
