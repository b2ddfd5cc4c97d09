import { useState } from "react";
import { pictureAddress } from "../api.ts";
import { Pane } from "../compare/pane.tsx";
import { SplitLine } from "../compare/split-line.tsx";
import { type Extent, type Frame, type Viewport, wholePicture } from "../compare/viewport.ts";
import { ZoomBar } from "../compare/zoom-bar.tsx";
import { Button } from "../ui/button.tsx";
import classes from "./before-after.module.css";
import own from "./proof-tile.module.css";

/** Pixels between the two halves of the strip that the operation answers. */
const gap = 4;

interface ProofTileProps {
  /** Blob of the strip: the enlarged tile, then the redrawn one. */
  readonly blob: string;
  /** What was done, and what of it was less than asked for. */
  readonly said: string;
  readonly onClose: () => void;
}

/** The tile with most detail, enlarged on the left of the line, drawn again on the right. */
export function ProofTile({ blob, said, onClose }: ProofTileProps) {
  const [strip, setStrip] = useState<Extent>();
  const [view, setView] = useState<Viewport>(wholePicture);
  const [at, setAt] = useState(50);
  const tile = strip && { width: (strip.width - gap) / 2, height: strip.height };
  return (
    <section className={own["proof"]} aria-label="The proof tile">
      <div className={own["said"]}>
        <p className={own["text"]}>{said}</p>
        <Button onPress={onClose}>Back to the whole picture</Button>
      </div>
      <div className={classes["stage"]}>
        {tile && strip ? (
          <Pane picture={tile} view={view} onView={setView}>
            {(frame) => (
              <>
                <Half source={blob} strip={strip} frame={frame} from={tile.width + gap} alt="Drawn again" />
                <span className={classes["after"]}>drawn again</span>
                <div className={classes["left"]} style={{ clipPath: `inset(0 ${100 - at}% 0 0)` }}>
                  <Half source={blob} strip={strip} frame={frame} from={0} alt="Enlarged" />
                  <span className={classes["before"]}>enlarged only</span>
                </div>
                <SplitLine at={at} onMove={setAt} label="Enlarged on the left, drawn again on the right" />
              </>
            )}
          </Pane>
        ) : (
          <img
            className={own["measured"]}
            src={pictureAddress(blob)}
            alt=""
            onLoad={({ currentTarget }) =>
              setStrip({ width: currentTarget.naturalWidth, height: currentTarget.naturalHeight })
            }
          />
        )}
        <div className={classes["bar"]}>
          <ZoomBar view={view} onView={setView} />
        </div>
      </div>
    </section>
  );
}

interface HalfProps {
  readonly source: string;
  readonly strip: Extent;
  readonly frame: Frame;
  /** Pixels from the left of the strip. */
  readonly from: number;
  readonly alt: string;
}

const Half = ({ source, strip, frame, from, alt }: HalfProps) => (
  <span className={own["half"]} style={{ left: frame.left, top: frame.top, width: frame.width, height: frame.height }}>
    <img
      src={pictureAddress(source)}
      alt={alt}
      draggable={false}
      style={{ width: strip.width * frame.scale, height: strip.height * frame.scale, left: -from * frame.scale }}
    />
  </span>
);
