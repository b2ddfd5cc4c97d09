import { useState } from "react";
import { useLocation } from "wouter";
import type { Look, Outline, OutlineArm, OutlineRound } from "../queries.ts";
import { to } from "../routes.ts";
import { cx } from "../words.ts";
import { ArmHeading } from "./round-view.tsx";
import { sharedWarnings } from "./find.ts";
import { Tile } from "./tile.tsx";
import { Twins } from "./twins.tsx";
import { useSheetKeys } from "./use-sheet-keys.ts";
import classes from "./sheet.module.css";

interface SheetProps {
  readonly outline: Outline;
  readonly round: OutlineRound;
  readonly look: Look | undefined;
}

/** The contact sheet: per arm its twins without the change on the left, and the large tiles. */
export function Sheet({ outline, round, look }: SheetProps) {
  const [at, setAt] = useState(0);
  const [held, setHeld] = useState(false);
  const [, go] = useLocation();
  const slots = round.arms.flatMap((arm) => round.slots.filter((slot) => slot.arm === arm.id));
  useSheetKeys({ outline, round, slots, at, setAt, setHeld });
  const open = (variation: string): void => go(to.variation(outline.session.id, round.id, variation));
  return (
    <section aria-label="Contact sheet" className={classes["sheet"]}>
      {round.arms.map((arm) => {
        const mine = slots.filter((slot) => slot.arm === arm.id);
        const twins = mine.some(({ control }) => control !== null);
        return (
          <div key={arm.id} className={classes["arm"]}>
            {round.arms.length > 1 && <ArmTitle arm={arm} />}
            <div className={cx(classes["row"], twins && classes["paired"])}>
              {twins && <Twins outline={outline} slots={mine} />}
              <ul className={classes["tiles"]} data-count={Math.min(mine.length, 5)}>
                {mine.map((slot) => {
                  const index = slots.indexOf(slot);
                  return (
                    <Tile
                      key={slot.id}
                      outline={outline}
                      round={round}
                      slot={slot}
                      look={look}
                      current={index === at}
                      showParent={held && index === at}
                      onCurrent={() => setAt(index)}
                      onOpen={open}
                    />
                  );
                })}
              </ul>
            </div>
          </div>
        );
      })}
      {sharedWarnings(round).map((message) => (
        <p key={message} className={classes["warning"]}>
          {message}
        </p>
      ))}
    </section>
  );
}

const ArmTitle = ({ arm }: { readonly arm: OutlineArm }) => (
  <h2 className={classes["armTitle"]}>
    <ArmHeading arm={arm} />
  </h2>
);
