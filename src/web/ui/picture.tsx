import { useState } from "react";
import { thumbnailAddress } from "../api.ts";
import { cx } from "../words.ts";
import classes from "./picture.module.css";

interface PictureProps {
  readonly hash: string;
  readonly alt: string;
  /** Pixels of the picture: its place is kept before it is there. */
  readonly width: number | null;
  readonly height: number | null;
  /** CSS pixels at which it is shown: which thumbnail is fetched. */
  readonly shown: number;
  /** A preview to blur under it until it is sharp. */
  readonly preview?: string | undefined;
  readonly eager?: boolean;
  readonly className?: string;
}

/** A picture that keeps its ratio and never jumps while it loads. */
export function Picture({ hash, alt, width, height, shown, preview, eager = false, className }: PictureProps) {
  const [loaded, setLoaded] = useState("");
  const ratio = `${width ?? 1} / ${height ?? 1}`;
  return (
    <span className={cx(classes["frame"], className)} style={{ aspectRatio: ratio }}>
      {preview !== undefined && loaded !== hash && <img className={classes["preview"]} src={preview} alt="" />}
      <img
        key={hash}
        className={classes["picture"]}
        src={thumbnailAddress(hash, shown)}
        alt={alt}
        loading={eager ? "eager" : "lazy"}
        decoding="async"
        draggable={false}
        onLoad={() => setLoaded(hash)}
      />
    </span>
  );
}
