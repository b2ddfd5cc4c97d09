import { useState } from "react";
import { pictureAddress, thumbnailAddress } from "../api.ts";
import { Layer, Pane } from "../compare/pane.tsx";
import { SplitLine } from "../compare/split-line.tsx";
import { type Frame, type Viewport, wholePicture } from "../compare/viewport.ts";
import { ZoomBar } from "../compare/zoom-bar.tsx";
import { useCommand } from "../keyboard/use-command.ts";
import type { OutlineVariation } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import type { Share } from "./placing.ts";
import type { Gate } from "./use-passes.ts";
import classes from "./before-after.module.css";

interface BeforeAfterProps {
  readonly approved: OutlineVariation;
  readonly final: OutlineVariation;
  /** Where the approved picture lies in the final one. */
  readonly place: Share;
  /** What the check found with a place, in the order of its list. */
  readonly faults: Gate["checks"];
  /** Blob of the map of differences. */
  readonly map: string | null;
}

/** The approved picture left of the line, the final one right of it, both at the final one's scale, up to single pixels. */
export function BeforeAfter({ approved, final, place, faults, map }: BeforeAfterProps) {
  const [view, setView] = useState<Viewport>(wholePicture);
  const [at, setAt] = useState(50);
  const [held, setHeld] = useState(false);
  const [heat, setHeat] = useState(false);
  useCommand("parent", () => setHeld(true), { release: () => setHeld(false) });
  const picture = { width: final.width ?? 1, height: final.height ?? 1 };
  const line = held ? 100 : at;
  return (
    <div className={classes["stage"]}>
      <Pane picture={picture} view={view} onView={setView}>
        {(frame) => (
          <>
            <Layer source={thumbnailAddress(final.blob, 640)} alt="" frame={frame} />
            <Layer source={pictureAddress(final.blob)} alt="The final picture" frame={frame} />
            {heat && map !== null && (
              <Layer source={pictureAddress(map)} alt="Where it differs from the approved picture" frame={frame} />
            )}
            <Pins faults={faults} frame={frame} />
            <div className={classes["left"]} style={{ clipPath: `inset(0 ${100 - line}% 0 0)` }}>
              <Layer source={pictureAddress(approved.blob)} alt="The approved picture" frame={partOf(frame, place)} />
              <span className={classes["before"]}>approved</span>
            </div>
            <span className={classes["after"]}>{heat ? "amber: where it differs" : "final"}</span>
            {!held && (
              <SplitLine at={at} onMove={setAt} label="The approved picture on the left, the final one on the right" />
            )}
          </>
        )}
      </Pane>
      <div className={classes["bar"]}>
        <ZoomBar view={view} onView={setView} />
        {map !== null && (
          <Button kind="plain" aria-pressed={heat} onPress={() => setHeat(!heat)}>
            {heat ? "Hide where it differs" : "Show where it differs"}
          </Button>
        )}
        <span className="quiet note">
          Hold <Key of="parent" /> for the approved one
        </span>
      </div>
    </div>
  );
}

/** A part of what a frame shows, as the frame of another layer. */
const partOf = (frame: Frame, place: Share): Frame => ({
  ...frame,
  left: frame.left + place.left * frame.width,
  top: frame.top + place.top * frame.height,
  width: place.width * frame.width,
  height: place.height * frame.height,
});

/** Numbered as in the list beside the picture. */
function Pins({ faults, frame }: { readonly faults: Gate["checks"]; readonly frame: Frame }) {
  return faults.map(({ name, box }, index) => {
    if (!box) return null;
    const { left, top, width, height } = partOf(frame, box);
    return (
      <span key={name} className={classes["pin"]} style={{ left, top, width, height }} aria-hidden="true">
        <span>{index + 1}</span>
      </span>
    );
  });
}
