import { api } from "../../api.ts";
import type { LiveSlot } from "../../live.ts";
import type { OutlineRound, OutlineSlot } from "../../queries.ts";
import { Button } from "../../ui/button.tsx";
import { durationText } from "../../words.ts";
import { textOfPreview } from "./preview.ts";
import classes from "./take.module.css";

interface UnwrittenProps {
  readonly session: string;
  readonly round: OutlineRound;
  readonly slot: OutlineSlot;
  readonly live: LiveSlot | undefined;
}

/** A take that is not there yet: as far as it is written, or why it will not come. */
export function Unwritten({ session, round, slot, live }: UnwrittenProps) {
  if (slot.state === "failed" || slot.state === "cancelled" || slot.state === "uncertain")
    return <Reason session={session} slot={slot} />;
  const written = textOfPreview(live?.picture);
  return (
    <div className={classes["unwritten"]}>
      <p className="quiet note" role="status">
        {!round.running
          ? "not written"
          : slot.state === "ready" && live === undefined
            ? "waiting for its turn"
            : `writing${live?.seconds !== undefined && live.seconds > 3 ? `, ${durationText(live.seconds)} so far` : ""} …`}
      </p>
      {written !== undefined && (
        <p className={classes["written"]}>
          {written}
          <span className={classes["caret"]} aria-hidden="true" />
        </p>
      )}
    </div>
  );
}

const fallbacks = {
  failed: "It could not be written.",
  cancelled: "Stopped before it was written.",
  uncertain: "It was interrupted after it was sent: calling again may pay for it twice.",
} as const;

function Reason({ session, slot }: Pick<UnwrittenProps, "session" | "slot">) {
  const state = slot.state as keyof typeof fallbacks;
  return (
    <div className={classes["unwritten"]}>
      <p>{slot.failure?.message ?? fallbacks[state]}</p>
      {slot.failure?.hint && <p className="quiet note">{slot.failure.hint}</p>}
      <p>
        {state === "uncertain" ? (
          <Button onPress={() => api.resume({ session, uncertain: true, slot: slot.id, wait: false })}>
            Write it again
          </Button>
        ) : (
          <Button onPress={() => api.resume({ session, failed: true, slot: slot.id, wait: false })}>Try again</Button>
        )}
      </p>
    </div>
  );
}
