import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { thumbnailAddress } from "../api.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { to } from "../routes.ts";
import { nameOf } from "../session/find.ts";
import { TextBeginning } from "../ui/text-beginning.tsx";
import { cx, whenText } from "../words.ts";
import { type Move, gap, gridShape, moved } from "./grid.ts";
import type { Library } from "./library-page.tsx";
import { useVerdictKeys } from "./use-verdict-keys.ts";
import classes from "./library.module.css";

type Row = Library["variations"][number];

/** Only the rows in sight are there; arrows move through all of them. */
export function Sheet({ library }: { readonly library: Library }) {
  const { variations } = library;
  const [, go] = useLocation();
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const { columns, row } = gridShape(width);
  const [wished, setWished] = useState(0);
  const at = Math.min(wished, variations.length - 1);
  const titles = useMemo(() => new Map(library.sessions.map(({ id, title }) => [id, title])), [library]);
  const virtual = useVirtualizer({
    count: Math.ceil(variations.length / columns),
    getScrollElement: () => scroller.current,
    estimateSize: () => row,
    overscan: 4,
  });
  useLayoutEffect(() => virtual.measure(), [virtual, row]);
  const move = (way: Move) => (): void => {
    const next = moved(at, way, { columns }, variations.length);
    setWished(next);
    virtual.scrollToIndex(Math.floor(next / columns));
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-tile="${variations[next]!.id}"]`)?.focus(),
    );
  };
  useCommand("left", move("left"));
  useCommand("right", move("right"));
  useCommand("up", move("up"));
  useCommand("down", move("down"));
  const chosen = variations[at];
  useCommand("open", () => chosen && go(to.variation(chosen.session, chosen.round, chosen.id)));
  useVerdictKeys(chosen);
  return (
    <>
      <div ref={scroller} className={classes["scroller"]} role="region" aria-label="Every variation">
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <SheetRow
              key={index}
              variations={variations}
              from={index * columns}
              columns={columns}
              side={row - gap}
              start={start}
              at={at}
              onAt={setWished}
            />
          ))}
        </ul>
      </div>
      {chosen && <About chosen={chosen} title={titles.get(chosen.session) ?? ""} />}
    </>
  );
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(960);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return undefined;
    const measure = (): void => setWidth(target.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

interface SheetRowProps {
  readonly variations: readonly Row[];
  readonly from: number;
  readonly columns: number;
  /** CSS pixels of a square. */
  readonly side: number;
  readonly start: number;
  readonly at: number;
  readonly onAt: (index: number) => void;
}

const SheetRow = memo(function SheetRow({ variations, from, columns, side, start, at, onAt }: SheetRowProps) {
  return variations
    .slice(from, from + columns)
    .map((one, index) => (
      <Tile
        key={one.id}
        one={one}
        side={side}
        left={index * (side + gap)}
        top={start}
        current={from + index === at}
        onFocus={() => onAt(from + index)}
      />
    ));
});

interface TileProps {
  readonly one: Row;
  readonly side: number;
  readonly left: number;
  readonly top: number;
  readonly current: boolean;
  readonly onFocus: () => void;
}

function Tile({ one, side, left, top, current, onFocus }: TileProps) {
  const { id, session, round, blob, mediaType, prompt, choice, rating, delivered } = one;
  const marks = [choice === "pick" && "picked", rating !== null && `${rating} of 5`, delivered && "delivered"].filter(
    Boolean,
  );
  const ofText = !mediaType.startsWith("image/");
  const said = [nameOf(one), ...marks].join(", ");
  return (
    <li
      className={cx(classes["tile"], choice === "reject" && classes["rejected"])}
      style={{ width: side, height: side, transform: `translate(${left}px, ${top}px)` }}
    >
      <Link
        href={to.variation(session, round, id)}
        data-tile={id}
        tabIndex={current ? 0 : -1}
        {...(ofText ? {} : { "aria-label": [said, prompt.slice(0, 120)].join(", ") })}
        onFocus={onFocus}
        onPointerEnter={onFocus}
      >
        {!ofText ? (
          <img src={thumbnailAddress(blob, 160)} alt="" width={side} height={side} decoding="async" draggable={false} />
        ) : (
          <>
            <span className="unseen">{said}: </span>
            <TextBeginning hash={blob} className={classes["text"]} />
          </>
        )}
        {marks.length > 0 && (
          <span className={classes["marks"]} aria-hidden="true">
            {choice === "pick" && "★ "}
            {rating !== null && `${rating} `}
            {delivered && "⤓"}
          </span>
        )}
      </Link>
    </li>
  );
}

/** One line about the picture that is looked at. */
function About({ chosen, title }: { readonly chosen: Row; readonly title: string }) {
  const { engine, createdAt, width, height, prompt, session } = chosen;
  return (
    <p className={classes["about"]}>
      <strong>{nameOf(chosen)}</strong>{" "}
      <span className="quiet">
        {engine}
        {width !== null && `, ${width} × ${height}`}, {whenText(createdAt)}, in
      </span>{" "}
      <Link href={to.session(session)}>{title}</Link> <span className="quiet">{prompt === title ? "" : prompt}</span>
    </p>
  );
}
