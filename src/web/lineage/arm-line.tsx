import { useState } from "react";
import { Link } from "wouter";
import type { Outline, OutlineVariation } from "../queries.ts";
import { to } from "../routes.ts";
import { nounOf } from "../session/find.ts";
import { takeInRound } from "../text/takes/take-name.ts";
import { Picture } from "../ui/picture.tsx";
import { TextBeginning } from "../ui/text-beginning.tsx";
import { Tip } from "../ui/tip.tsx";
import { WordDiff } from "../ui/word-diff.tsx";
import { cx, plural, shortId } from "../words.ts";
import { EffectNote } from "./effect-note.tsx";
import type { ArmRow } from "./rows.ts";
import classes from "./arm-line.module.css";

interface ArmLineProps {
  readonly outline: Outline;
  readonly round: string;
  readonly row: ArmRow;
}

/** One change: its words, what came of it, and its pictures or texts. */
export function ArmLine({ outline, round, row }: ArmLineProps) {
  const { arm, variations, open } = row;
  const words = arm.diff.some(({ kind }) => kind !== "same");
  return (
    <div className={classes["arm"]}>
      {arm.change !== null && <Edge session={outline.session.id} round={round} row={row} />}
      {words && <WordDiff parts={arm.diff} className={classes["words"] ?? ""} />}
      <ul className={classes["variations"]} aria-label={`What came of ${arm.heading}`}>
        {variations.map((variation) => (
          <li key={variation.id}>
            <Node outline={outline} variation={variation} />
          </li>
        ))}
      </ul>
      {open.length > 0 && (
        <p className="quiet note">
          {openSentence(
            open.map(({ state }) => state),
            nounOf(outline),
          )}
        </p>
      )}
    </div>
  );
}

interface NodeProps {
  readonly outline: Outline;
  readonly variation: OutlineVariation;
}

/** A picture, or how a text begins. */
function Node({ outline, variation }: NodeProps) {
  const { id, round, blob, width, height, seed } = variation;
  const choice = outline.verdicts.find((verdict) => verdict.variation === id)?.choice ?? undefined;
  const isBest = id === outline.best?.variation;
  const ofText = !variation.mediaType.startsWith("image/");
  const name = ofText ? takeInRound(outline, variation) : seed === null ? shortId(id) : `seed ${seed}`;
  const said = [name, choice && `${choice}ed`, isBest && "best so far"].filter(Boolean).join(", ");
  const flag = isBest ? "best" : choice === "pick" ? "picked" : undefined;
  return (
    <Link
      href={to.variation(outline.session.id, round, id)}
      className={cx(classes[ofText ? "text" : "picture"], choice === "reject" && classes["rejected"])}
      {...(ofText ? {} : { "aria-label": said })}
      title={said}
    >
      {ofText ? (
        <>
          <span className={classes["name"]}>
            {name}
            <span className="unseen">{said.slice(name.length)}</span>
          </span>
          <TextBeginning hash={blob} className={classes["beginning"]} />
        </>
      ) : (
        <Picture hash={blob} alt={said} width={width} height={height} shown={96} />
      )}
      {flag !== undefined && (
        <span className={classes["flag"]} aria-hidden>
          {flag}
        </span>
      )}
    </Link>
  );
}

interface EdgeProps extends Pick<ArmLineProps, "round" | "row"> {
  readonly session: string;
}

/** The heading of a change; resting on it asks what the change did. */
function Edge({ session, round, row: { arm } }: EdgeProps) {
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

function openSentence(states: readonly string[], noun: string): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].map(([state, count]) => `${plural(count, noun)} ${stateWords[state] ?? state}`).join(", ");
}

const stateWords: Readonly<Record<string, string>> = {
  ready: "waiting",
  running: "on the way",
  failed: "failed",
  uncertain: "in doubt",
  cancelled: "stopped",
};
