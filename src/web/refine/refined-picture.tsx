import { useMemo, useRef } from "react";
import { thumbnailAddress } from "../api.ts";
import type { Outline, OutlineVariation } from "../queries.ts";
import { variationOf } from "../session/find.ts";
import { TextSample } from "../ui/text-sample.tsx";
import { type CropChoice, boxOf, cropped, dragged, keepsAll } from "./crop.ts";
import { AdjustedPicture } from "./adjusted-picture.tsx";
import { type Settings, isUntouched, planOf, uncroppedSize } from "./settings.ts";
import classes from "./refined-picture.module.css";

interface RefinedPictureProps {
  readonly outline: Outline;
  readonly source: OutlineVariation;
  readonly settings: Settings;
  readonly crop: CropChoice;
  readonly onCrop: (crop: CropChoice) => void;
  readonly showParent: boolean;
}

/** The picture as it would be: adjusted live, with the crop over it; the parent while its key is held. */
export function RefinedPicture({ outline, source, settings, crop, onCrop, showParent }: RefinedPictureProps) {
  const parent = showParent ? (variationOf(outline, source.control) ?? source) : undefined;
  const shown = parent ?? source;
  const own = { width: shown.width ?? 1, height: shown.height ?? 1 };
  const size = parent ? own : uncroppedSize(own, settings.amounts);
  const ratio = size.width / size.height;
  const plan = useMemo(() => planOf(settings, cropped(crop, ratio)), [settings, crop, ratio]);
  if (!shown.mediaType.startsWith("image/")) return <TextSample hash={shown.blob} whole />;
  const address = thumbnailAddress(shown.blob, 1280);
  return (
    <figure
      className={classes["frame"]}
      style={{ aspectRatio: String(ratio), "--ratio": String(ratio) } as React.CSSProperties}
    >
      {parent || isUntouched(settings) ? (
        <img
          className={classes["picture"]}
          src={address}
          alt={parent ? "The picture before" : "The picture that is refined"}
          draggable={false}
        />
      ) : (
        <AdjustedPicture
          address={address}
          alt="The picture as it would be"
          width={own.width}
          plan={plan}
          look={settings.look}
        />
      )}
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
