import type { KeyboardEvent } from "react";
import { useLiveSlot } from "../live.ts";
import type { Look, Outline, OutlineRound, OutlineSlot, OutlineVariation } from "../queries.ts";
import { Picture } from "../ui/picture.tsx";
import { TextSample } from "../ui/text-sample.tsx";
import { cx } from "../words.ts";
import { nameOf, sharedWarnings, variationOf } from "./find.ts";
import { Regions } from "./regions.tsx";
import { TileCaption } from "./tile-caption.tsx";
import { Unmade } from "./unmade.tsx";
import { verdictIn } from "./verdicts.ts";
import classes from "./tile.module.css";

interface TileProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
  readonly look: Look | undefined;
  readonly current: boolean;
  /** The key for the parent is held. */
  readonly showParent: boolean;
  readonly onCurrent: () => void;
  readonly onOpen: (variation: string) => void;
}

/** One place of the contact sheet, from the first noise to the picture, or to the reason why there is none. */
export function Tile({ outline, round, slot, look, current, showParent, onCurrent, onOpen }: TileProps) {
  const live = useLiveSlot(slot.id);
  const variation = variationOf(outline, slot.variation);
  const parent = showParent ? variationOf(outline, slot.control) : undefined;
  const shown = parent ?? variation;
  const verdict = verdictIn(outline, variation?.id ?? "");
  const press = (event: KeyboardEvent): void => {
    // Where the keys of the sheet do not reach: a picture is a thing to open.
    if (event.key === "Enter" && variation && !current) onOpen(variation.id);
  };
  return (
    <li
      className={cx(
        classes["tile"],
        verdict.choice === "pick" && classes["picked"],
        verdict.choice === "reject" && classes["rejected"],
      )}
    >
      <div
        className={classes["frame"]}
        role="img"
        // A picture of the grid is where the keys for it work.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={current ? 0 : -1}
        data-tile={slot.id}
        aria-label={labelOf(variation, slot, verdict.choice)}
        onFocus={onCurrent}
        onKeyDown={press}
        onClick={onCurrent}
        onDoubleClick={() => variation && onOpen(variation.id)}
      >
        {shown ? (
          <Made variation={shown} preview={live?.picture} />
        ) : (
          <Unmade session={outline.session.id} round={round} slot={slot} live={live} />
        )}
        {variation && !parent && look && <Regions look={look} variation={variation.id} />}
        {parent && <span className={classes["parent"]}>before the change</span>}
      </div>
      {variation && (
        <TileCaption
          outline={outline}
          variation={variation}
          verdict={verdict}
          warnings={variation.warnings.filter(({ message }) => !sharedWarnings(round).includes(message))}
          onOpen={() => onOpen(variation.id)}
        />
      )}
    </li>
  );
}

function Made({ variation, preview }: { readonly variation: OutlineVariation; readonly preview: string | undefined }) {
  if (!variation.mediaType.startsWith("image/")) return <TextSample hash={variation.blob} />;
  return (
    <Picture
      hash={variation.blob}
      alt=""
      width={variation.width}
      height={variation.height}
      shown={420}
      preview={preview}
      eager
    />
  );
}

function labelOf(variation: OutlineVariation | undefined, slot: OutlineSlot, choice: string | null): string {
  const name = variation ? nameOf(variation) : `Seed ${slot.seed ?? ""}`;
  const state = variation ? (choice === null ? "" : `, ${choice}ed`) : `, ${slot.state}`;
  return `${name}${state}`;
}
