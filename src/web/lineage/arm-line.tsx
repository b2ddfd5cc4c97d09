import { useState } from "react";
import { Link } from "wouter";
import type { Outline } from "../queries.ts";
import { to } from "../routes.ts";
import { Picture } from "../ui/picture.tsx";
import { Tip } from "../ui/tip.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import { cx, plural, shortId } from "../words.ts";
import { EffectNote } from "./effect-note.tsx";
import type { ArmRow } from "./rows.ts";
import classes from "./arm-line.module.css";

interface ArmLineProps {
  readonly session: string;
  readonly round: string;
  readonly row: ArmRow;
  readonly verdicts: Outline["verdicts"];
  readonly best: string | undefined;
}

/** One change: its words, what came of it, and its pictures. */
export function ArmLine({ session, round, row, verdicts, best }: ArmLineProps) {
  const { arm, variations, open } = row;
  const words = arm.diff.some(({ kind }) => kind !== "same");
  return (
    <div className={classes["arm"]}>
      {arm.change !== null && <Edge session={session} round={round} row={row} />}
      {words && <WordDiff parts={arm.diff} className={classes["words"] ?? ""} />}
      <ul className={classes["pictures"]} aria-label={`Pictures of ${arm.heading}`}>
        {variations.map((variation) => {
          const choice = verdicts.find((verdict) => verdict.variation === variation.id)?.choice ?? undefined;
          const name = variation.seed === null ? shortId(variation.id) : `seed ${variation.seed}`;
          const said = [name, choice && `${choice}ed`, variation.id === best && "best so far"]
            .filter(Boolean)
            .join(", ");
          return (
            <li key={variation.id}>
              <Link
                href={to.variation(session, round, variation.id)}
                className={cx(classes["picture"], choice === "reject" && classes["rejected"])}
                title={said}
              >
                {variation.mediaType.startsWith("image/") ? (
                  <Picture
                    hash={variation.blob}
                    alt={said}
                    width={variation.width}
                    height={variation.height}
                    shown={96}
                  />
                ) : (
                  <span className={classes["text"]}>{said}</span>
                )}
                {(variation.id === best || choice === "pick") && (
                  <span className={classes["flag"]} aria-hidden>
                    {variation.id === best ? "best" : "picked"}
                  </span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      {open.length > 0 && <p className="quiet note">{openSentence(open.map(({ state }) => state))}</p>}
    </div>
  );
}

/** The heading of a change; resting on it asks what the change did. */
function Edge({ session, round, row: { arm } }: Pick<ArmLineProps, "session" | "round" | "row">) {
  const [asked, setAsked] = useState(false);
  return (
    <Tip text={asked ? <EffectNote session={session} round={round} arm={arm.id} /> : "…"}>
      <Link
        href={to.round(session, round)}
        className={classes["heading"]}
        onMouseEnter={() => setAsked(true)}
        onFocus={() => setAsked(true)}
      >
        {arm.heading}
        {arm.confounded && <span className="quiet"> (confounded: more than one thing changed)</span>}
      </Link>
    </Tip>
  );
}

function openSentence(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${plural(count, "picture")} ${stateWords[state] ?? state}`).join(", ");
}

const stateWords: Readonly<Record<string, string>> = {
  ready: "waiting",
  running: "on the way",
  failed: "failed",
  uncertain: "in doubt",
  cancelled: "stopped",
};
