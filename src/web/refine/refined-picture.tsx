import { useId, useRef } from "react";
import { thumbnailAddress } from "../api.ts";
import type { Outline, OutlineVariation } from "../queries.ts";
import { variationOf } from "../session/find.ts";
import { TextSample } from "../ui/text-sample.tsx";
import { type CropChoice, boxOf, dragged, keepsAll } from "./crop.ts";
import { type Tone, untouched } from "./tone.ts";
import { ToneFilter } from "./tone-filter.tsx";
import classes from "./refined-picture.module.css";

interface RefinedPictureProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  readonly tone: Tone;
  readonly crop: CropChoice;
  readonly onCrop: (crop: CropChoice) => void;
  readonly showParent: boolean;
}

/** The picture as it would be: toned live, with the crop over it; the parent while its key is held. */
export function RefinedPicture({ outline, source, tone, crop, onCrop, showParent }: RefinedPictureProps) {
  const filter = useId();
  const parent = showParent ? (variationOf(outline, source.control) ?? source) : undefined;
  const shown = parent ?? source;
  if (!shown.mediaType.startsWith("image/")) return <TextSample hash={shown.blob} whole />;
  const ratio = (shown.width ?? 1) / (shown.height ?? 1);
  const toned = !parent && tone !== untouched;
  return (
    <figure
      className={classes["frame"]}
      style={{ aspectRatio: String(ratio), "--ratio": String(ratio) } as React.CSSProperties}
    >
      <ToneFilter id={filter} tone={tone} />
      <img
        className={classes["picture"]}
        src={thumbnailAddress(shown.blob, 1280)}
        alt={parent ? "The picture before" : "The picture that is refined"}
        draggable={false}
        style={toned ? { filter: `url(#${filter})` } : {}}
      />
      {!parent && <CropOverlay crop={crop} ratio={ratio} onCrop={onCrop} />}
      {parent && <figcaption className={classes["label"]}>before</figcaption>}
    </figure>
  );
}

interface CropOverlayProps {
  readonly crop: CropChoice;
  readonly ratio: number;
  readonly onCrop: (crop: CropChoice) => void;
}

/** What would be cut off is dark; thirds and a safe margin of 5 % inside. It can be dragged; the sliders do the same. */
function CropOverlay({ crop, ratio, onCrop }: CropOverlayProps) {
  const from = useRef<{ readonly x: number; readonly y: number; readonly crop: CropChoice }>(undefined);
  const box = boxOf(crop, ratio);
  if (keepsAll(box)) return null;
  const share = (value: number): string => `${value * 100}%`;
  return (
    <div
      className={classes["crop"]}
      style={{ left: share(box.left), top: share(box.top), width: share(box.width), height: share(box.height) }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, crop };
      }}
      onPointerMove={({ clientX, clientY, currentTarget }) => {
        const start = from.current;
        const area = currentTarget.parentElement?.getBoundingClientRect();
        if (!start || !area) return;
        const by = { x: (clientX - start.x) / area.width, y: (clientY - start.y) / area.height };
        onCrop(dragged(start.crop, ratio, by));
      }}
      onPointerUp={() => (from.current = undefined)}
    >
      <span className={classes["thirds"]} />
      <span className={classes["safe"]} />
    </div>
  );
}
