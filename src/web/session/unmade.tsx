import { api } from "../api.ts";
import type { LiveSlot } from "../live.ts";
import type { OutlineRound, OutlineSlot } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { durationText } from "../words.ts";
import classes from "./unmade.module.css";

interface UnmadeProps {
  readonly session: string;
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
  readonly live: LiveSlot | undefined;
}

/** A place without its picture: waiting, being drawn, failed, stopped, or nobody knows. */
export function Unmade({ session, round, slot, live }: UnmadeProps) {
  const style = { aspectRatio: `${slot.width} / ${slot.height}` };
  if (slot.state === "failed" || slot.state === "cancelled" || slot.state === "uncertain")
    return (
      <div className={classes["box"]} style={style}>
        <Reason session={session} slot={slot} />
      </div>
    );
  return (
    <div className={classes["box"]} style={style}>
      {live?.picture !== undefined && <img className={classes["preview"]} src={live.picture} alt="" />}
      {round.running && <Progress slot={slot} live={live} />}
    </div>
  );
}

function Progress({ slot, live }: Pick<UnmadeProps, "slot" | "live">) {
  if (slot.state === "ready" && live === undefined) return <p className={classes["text"]}>waiting</p>;
  const { fraction, step, steps, seconds } = live ?? {};
  const left =
    fraction !== undefined && seconds !== undefined && fraction > 0.05
      ? (seconds / fraction) * (1 - fraction)
      : undefined;
  return (
    <div className={classes["progress"]}>
      <p className={classes["text"]}>
        {step !== undefined && steps !== undefined ? `step ${step} of ${steps}` : "drawing"}
        {left !== undefined && left > 0.5 && ` · ${durationText(left)} left`}
      </p>
      <progress
        className={classes["bar"]}
        max={1}
        {...(fraction === undefined ? {} : { value: fraction })}
        aria-label="Done so far"
      />
    </div>
  );
}

function Reason({ session, slot }: Pick<UnmadeProps, "session" | "slot">) {
  const { failure, state } = slot;
  if (state === "uncertain")
    return (
      <>
        <p>
          Nobody knows whether this was paid for: it was interrupted after it was sent. Calling again may pay for it
          twice.
        </p>
        <Button onPress={() => api.resume({ session, uncertain: true, slot: slot.id, wait: false })}>Call again</Button>
      </>
    );
  return (
    <>
      <p>{state === "cancelled" ? "Stopped before it was made." : (failure?.message ?? "It could not be made.")}</p>
      {failure?.hint !== undefined && state !== "cancelled" && <p className="quiet">{failure.hint}</p>}
      <Button onPress={() => api.resume({ session, failed: true, slot: slot.id, wait: false })}>
        {state === "cancelled" ? "Make it after all" : "Try again"}
      </Button>
    </>
  );
}
