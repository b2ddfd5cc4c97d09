import { z } from "zod";
import { slotsOf } from "../core/history.ts";
import { isFinished } from "../core/round.ts";
import { plural } from "../core/sentences.ts";
import { Answer, SessionField, defineOperation } from "./define.ts";
import { historyOf } from "./shared/session-of.ts";

export const stop = defineOperation({
  name: "stop",
  summary: "Stop what this process runs of a session; what is finished is kept, and can be gone on with.",
  effect: "write",
  input: z.object({ session: SessionField }),
  output: Answer.extend({ rounds: z.array(z.string()), cancelled: z.int() }),
  commandLine: { positional: ["session"], example: "samebut stop last" },
  async run(studio, input) {
    const history = await historyOf(studio, input.session);
    const open = history.rounds.filter(({ id }) => slotsOf(history, id).some((slot) => !isFinished(slot)));
    let cancelled = 0;
    for (const { id } of open) {
      // First those that wait, so that none of them begins; then what ran, which is ready again once it has stopped.
      cancelled += await studio.store.cancel(id);
      if (await studio.work.stop(id)) cancelled += await studio.store.cancel(id);
    }
    return {
      rounds: open.map(({ id }) => id),
      cancelled,
      summary:
        open.length === 0
          ? "Nothing of this session is running."
          : `Stopped. ${plural(cancelled, "variation")} not made; \`samebut resume --failed\` makes them after all.`,
      pictures: [],
    };
  },
});
