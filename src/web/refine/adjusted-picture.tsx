import { useEffect, useMemo, useRef, useState } from "react";
import type { FloatRows } from "../../pixels/float-rows.ts";
import { bytesOf, previewOf, rowsOf } from "./preview.ts";
import { type Plan, type Settings, chosenLook } from "./settings.ts";
import classes from "./refined-picture.module.css";

interface AdjustedPictureProps {
  readonly address: string;
  readonly alt: string;
  /** Width of the picture itself, which may be larger than what is shown. */
  readonly width: number;
  readonly plan: Plan;
  readonly look: Settings["look"];
}

/** So many pixels across that a slider stays smooth. */
const widest = 720;

/** The picture as the engine would make it, drawn anew with every move of a slider. */
export function AdjustedPicture({ address, alt, width, plan, look }: AdjustedPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const rows = useRows(address);
  const resources = useMemo(
    () => ({ cubes: new Map(look ? [[chosenLook, look.cube]] : []), masks: new Map() }),
    [look],
  );
  useEffect(() => {
    if (!rows) return;
    const frame = requestAnimationFrame(() =>
      draw(canvas.current, previewOf(rows, plan, resources, rows.width / width)),
    );
    return () => cancelAnimationFrame(frame);
  }, [rows, plan, resources, width]);
  return (
    <>
      {!rows && <img className={classes["picture"]} src={address} alt="" />}
      <canvas ref={canvas} className={classes["picture"]} role="img" aria-label={alt} hidden={!rows} />
    </>
  );
}

function draw(canvas: HTMLCanvasElement | null, rows: FloatRows): void {
  if (!canvas) return;
  canvas.width = rows.width;
  canvas.height = rows.height;
  canvas.getContext("2d")?.putImageData(new ImageData(bytesOf(rows), rows.width, rows.height), 0, 0);
}

function useRows(address: string): FloatRows | undefined {
  const [rows, setRows] = useState<FloatRows>();
  useEffect(() => {
    const image = new Image();
    image.addEventListener("load", () => setRows(pixelsOf(image)));
    image.src = address;
    return () => image.removeAttribute("src");
  }, [address]);
  return rows;
}

function pixelsOf(image: HTMLImageElement): FloatRows {
  const share = Math.min(1, widest / Math.max(image.naturalWidth, image.naturalHeight));
  const [width, height] = [image.naturalWidth, image.naturalHeight].map((side) =>
    Math.max(1, Math.round(side * share)),
  );
  const canvas = new OffscreenCanvas(width!, height!);
  const context = canvas.getContext("2d")!;
  context.drawImage(image, 0, 0, width!, height!);
  return rowsOf(context.getImageData(0, 0, width!, height!));
}
