import { api } from "../api.ts";
import type { Outline, OutlineRound } from "../queries.ts";
import { Button } from "../ui/button.tsx";
import { Key } from "../ui/key.tsx";
import { plural } from "../words.ts";
import { nounOf } from "./find.ts";
import classes from "./interrupted.module.css";

/** What a round still lacks: it runs, it was stopped, or nobody knows whether a call was paid. */
export function Interrupted({ outline, round }: { readonly outline: Outline; readonly round: OutlineRound }) {
  const session = outline.session.id;
  const open = round.slots.filter(({ state }) => state === "ready" || state === "running");
  const done = round.slots.filter(({ state }) => state === "done").length;
  if (open.length > 0 && round.running)
    return (
      <div className={classes["line"]} role="status">
        <p>
          {done} of {plural(round.slots.length, nounOf(outline))} made.
        </p>
        <Button onPress={() => api.stop({ session })} waiting="Stopping …">
          Stop <Key of="cancel" />
        </Button>
      </div>
    );
  if (open.length > 0)
    return (
      <div className={classes["line"]} role="status">
        <p>Stopped with {plural(open.length, nounOf(outline))} not made. What was finished is kept.</p>
        <Button onPress={() => api.resume({ session, wait: false })}>Go on</Button>
      </div>
    );
  return null;
}
