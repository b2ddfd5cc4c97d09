import { useEffect, useRef, useState } from "react";
import { thumbnailAddress } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import type { OutlineVariation } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { type Stroke, maskFile, paint } from "./strokes.ts";
import classes from "./mask-brush.module.css";

interface MaskBrushProps {
  readonly source: OutlineVariation;
  /** The mask as PNG of the picture's size, white where it may change; undefined when nothing was painted. */
  readonly onDone: (mask: Blob | undefined) => void;
}

const thinnest = 0.02;
const thickest = 0.4;

/** Paints where the picture may change. Everything else is kept, pixel by pixel. */
export function MaskBrush({ source, onDone }: MaskBrushProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [undone, setUndone] = useState<readonly Stroke[]>([]);
  const [erasing, setErasing] = useState(false);
  const [width, setWidth] = useState(0.12);
  const size = { width: source.width ?? 512, height: source.height ?? 512 };
  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (context) paint(context, strokes, "#ecaa47");
  }, [strokes]);
  const undo = (): void => {
    setUndone([...undone, ...strokes.slice(-1)]);
    setStrokes(strokes.slice(0, -1));
  };
  const redo = (): void => {
    setStrokes([...strokes, ...undone.slice(-1)]);
    setUndone(undone.slice(0, -1));
  };
  const done = async (): Promise<void> =>
    onDone(strokes.some(({ erases }) => !erases) ? await maskFile(strokes, size) : undefined);
  useCommand("brush", () => setErasing(false));
  useCommand("eraser", () => setErasing(true));
  useCommand("thinner", () => setWidth((now) => Math.max(thinnest, now / 1.25)));
  useCommand("thicker", () => setWidth((now) => Math.min(thickest, now * 1.25)));
  useCommand("undo", undo);
  useCommand("redo", redo);
  useCommand("close", () => onDone(undefined));
  useCommand("run", () => void done());
  const add = (event: React.PointerEvent<HTMLCanvasElement>, begins: boolean): void => {
    const area = event.currentTarget.getBoundingClientRect();
    const point = [(event.clientX - area.left) / area.width, (event.clientY - area.top) / area.height] as const;
    setUndone([]);
    setStrokes((before) => {
      const last = before.at(-1);
      return begins || !last
        ? [...before, { erases: erasing, width, points: [point] }]
        : [...before.slice(0, -1), { ...last, points: [...last.points, point] }];
    });
  };
  const ratio = size.width / size.height;
  return (
    <div className={classes["mask"]}>
      <div
        className={classes["frame"]}
        style={{ aspectRatio: String(ratio), "--ratio": String(ratio) } as React.CSSProperties}
      >
        <img src={thumbnailAddress(source.blob, 1280)} alt="" className={classes["picture"]} draggable={false} />
        <canvas
          ref={canvas}
          className={classes["canvas"]}
          width={768}
          height={Math.round(768 / ratio)}
          aria-label="Paint where the picture may change"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            add(event, true);
          }}
          onPointerMove={(event) => event.buttons === 1 && add(event, false)}
        />
      </div>
      <p className={classes["tools"]}>
        <Button onPress={() => setErasing(false)} aria-pressed={!erasing}>
          Paint <Key of="brush" />
        </Button>
        <Button onPress={() => setErasing(true)} aria-pressed={erasing}>
          Erase <Key of="eraser" />
        </Button>
        <Button onPress={() => setWidth(Math.max(thinnest, width / 1.25))} aria-label="Thinner brush">
          <Key of="thinner" />
        </Button>
        <Button onPress={() => setWidth(Math.min(thickest, width * 1.25))} aria-label="Thicker brush">
          <Key of="thicker" />
        </Button>
        <Button kind="primary" onPress={done}>
          Use this mask
        </Button>
        <Button kind="plain" onPress={() => onDone(undefined)}>
          no mask
        </Button>
      </p>
    </div>
  );
}
