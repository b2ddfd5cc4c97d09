import { Suspense, lazy, useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import { api, pictureAddress } from "../api.ts";
import { useSessionEvents } from "../events.ts";
import { useCommand } from "../keyboard/use-command.ts";
import { type Outline, type OutlineRound, type OutlineVariation, useLook, useOutline } from "../queries.ts";
import { to } from "../routes.ts";
import { isText, nameOf, nounOf, variationNamed, variationOf } from "../session/find.ts";
import { useSheetKeys } from "../session/use-sheet-keys.ts";
import { verdictIn } from "../session/verdicts.ts";
import { TileCaption } from "../session/tile-caption.tsx";
import { FailureNote } from "../ui/failure.tsx";
import { Key } from "../ui/key.tsx";
import { Mark } from "../ui/mark.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { shortId } from "../words.ts";
import { Recipe } from "./recipe.tsx";
import { ZoomPane } from "./zoom-pane.tsx";
import classes from "./variation.module.css";

const TextTakePage = lazy(async () => ({ default: (await import("../text/takes/take-page.tsx")).TextTakePage }));

/** One picture alone: fitted or enlarged, its readings, what was said of it, and its recipe. */
export function VariationPage() {
  const { session = "", round = "", variation = "" } = useParams();
  const { data, error, refetch } = useOutline(session);
  useSessionEvents(data?.session.id, data?.session.head);
  if (error && !data) return <FailureNote error={error} onRetry={refetch} />;
  if (!data) return <Waiting what="the session" />;
  const found = variationNamed(data, variation);
  const owner = data.rounds.find(({ id }) => id === found?.round || id.endsWith(round));
  if (!found || !owner) return <FailureNote error={new Error(`There is no such ${nounOf(data)} in this session.`)} />;
  if (isText(data))
    return (
      <Suspense fallback={<Waiting what="the text" />}>
        <TextTakePage key={found.id} outline={data} round={owner} variation={found} />
      </Suspense>
    );
  return <Opened outline={data} round={owner} variation={found} />;
}

interface OpenedProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly variation: OutlineVariation;
}

function Opened({ outline, round, variation }: OpenedProps) {
  const [, go] = useLocation();
  const [held, setHeld] = useState(false);
  const [informed, setInformed] = useState(true);
  const session = outline.session.id;
  const made = round.slots.filter((slot) => slot.variation !== null);
  const at = made.findIndex((slot) => slot.variation === variation.id);
  const show = (index: number): void => {
    const next = made[index]?.variation;
    if (next) go(to.variation(session, round.id, next), { replace: true });
  };
  useSheetKeys({ outline, round, slots: made, at, setAt: show, setHeld });
  useCommand("open", () => go(to.round(session, shortId(round.id))));
  useCommand("close", () => go(to.round(session, shortId(round.id))));
  useCommand("info", () => setInformed((was) => !was));
  const parent = held ? variationOf(outline, variation.control) : undefined;
  const shown = parent ?? variation;
  return (
    <main id="main" className={classes["page"]}>
      <div className={classes["stage"]}>
        <ZoomPane
          address={pictureAddress(shown.blob)}
          alt={parent ? `${nameOf(variation)} before the change` : nameOf(variation)}
          width={variation.width ?? 1}
          height={variation.height ?? 1}
        />
        {parent && <span className={classes["label"]}>before the change</span>}
      </div>
      {informed && <Details outline={outline} round={round} variation={variation} />}
    </main>
  );
}

function Details({ outline, round, variation }: OpenedProps) {
  const session = outline.session.id;
  const { data: look } = useLook(session, round.id);
  const cells = look?.cells.filter((cell) => cell.variation === variation.id) ?? [];
  return (
    <aside className={classes["details"]} aria-label="About this picture">
      <h1 className={classes["title"]}>{nameOf(variation)}</h1>
      <TileCaption
        outline={outline}
        variation={variation}
        verdict={verdictIn(outline, variation.id)}
        warnings={variation.warnings}
        onOpen={() => undefined}
      />
      <ul className={classes["elements"]}>
        {outline.session.brief.elements.map((element) => {
          const cell = cells.find((one) => one.element === element.id);
          const kind =
            cell && cell.source !== "none"
              ? ({ present: "right", absent: "missed", unsure: "unsure" } as const)[cell.answer]
              : "none";
          return (
            <li key={element.id}>
              <Mark kind={kind} /> {element.statement}
            </li>
          );
        })}
      </ul>
      <ul className={classes["ways"]}>
        <li>
          <Link href={to.refine(session, variation.id)}>Keep everything the same, but …</Link> <Key of="refine" />
        </li>
        {variation.control !== null && (
          <li>
            <Link href={to.compare(session, [variation.control, variation.id])}>Compare with its parent</Link>{" "}
            <Key of="compare" />
          </li>
        )}
        <li>
          <a href={pictureAddress(variation.blob)} download>
            Save the file
          </a>
        </li>
      </ul>
      <Recipe variation={variation.id} ask={() => api.recipe({ variation: variation.id })} />
      <p className="quiet note">
        Hold <Key of="parent" /> for the parent, <Key of="zoom100" /> for 100 %, <Key of="info" /> hides this.
      </p>
    </aside>
  );
}
