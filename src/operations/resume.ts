import { z } from "zod";
import { type History, slotsOf } from "../core/history.ts";
import { isFinished } from "../core/round.ts";
import { unfinishedRounds } from "../core/run-round.ts";
import { plural } from "../core/sentences.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { checkSpending } from "./shared/check-spending.ts";
import { start } from "./shared/carry-out.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { historyOf } from "./shared/session-of.ts";

export const resume = defineOperation({
  name: "resume",
  summary:
    "Go on with what was stopped; finished variations are not made again, jobs that a provider has are asked for.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    failed: z.boolean().default(false).describe("Also try failed and cancelled variations again"),
    uncertain: z
      .boolean()
      .default(false)
      .describe("Also call again where it is unknown whether the first call was paid: it may be paid twice"),
    slot: z.string().optional().describe("Of those, only this place of a round (the page names it)"),
    wait: WaitField,
  }),
  output: Answer.extend({ rounds: z.array(z.string()), uncertain: z.int() }),
  commandLine: { positional: ["session"], example: "samebut resume last --failed" },
  async run(studio, input, { signal }) {
    const before = await historyOf(studio, input.session);
    const states = [
      ...(input.failed ? (["failed", "cancelled"] as const) : []),
      ...(input.uncertain ? (["uncertain"] as const) : []),
    ];
    await checkReopening(studio, before, states, input.slot, signal);
    const work = { studio, session: before.session.id, wait: input.wait, signal };
    const asked = await askForJobs(before, input.slot, work);
    for (const round of states.length > 0 ? before.rounds : []) await studio.store.reopen(round.id, states, input.slot);
    const rounds = unfinishedRounds(await studio.store.history(before.session.id));
    for (const round of rounds) await start({ ...work, round, anew: input.uncertain });
    const history = await studio.store.history(before.session.id);
    const open = history.slots.filter((slot) => slot.state === "uncertain").length;
    const doubt =
      open > 0
        ? [
            `${plural(open, "variation")} may have been paid for without a result. \`samebut resume --uncertain\` calls again at that risk.`,
          ]
        : [];
    const worked = [...new Set([...asked, ...rounds])];
    const done = worked.map((round) => describeRound(history, round));
    const nothing = worked.length === 0 ? ["There was nothing left to do."] : [];
    return {
      rounds: worked,
      uncertain: open,
      summary: [...nothing, ...done, ...doubt].join("\n\n"),
      pictures: worked
        .filter((round) => slotsOf(history, round).length > 0)
        .flatMap((round) => picturesOf(history, round)),
    };
  },
});

/**
 * Variations in doubt whose provider has a job of ours are settled by asking it, before anything is paid again. Resolves to the
 * rounds that had some.
 */
async function askForJobs(
  { rounds, slots }: History,
  only: string | undefined,
  work: Omit<Parameters<typeof start>[0], "round">,
): Promise<readonly string[]> {
  const { studio, signal } = work;
  const asked: string[] = [];
  for (const { id: round } of rounds) {
    const [first] = slots.filter((slot) => slot.round === round);
    const awaited = (await studio.store.awaited(round)).filter((slot) => only === undefined || slot === only);
    if (!first || awaited.length === 0) continue;
    if (!(await engineOf(studio, first.recipe.engine).describe(signal)).resumable) continue;
    for (const slot of awaited) await studio.store.reopen(round, ["uncertain"], slot);
    await start({ ...work, round });
    asked.push(round);
  }
  return asked;
}

/** What is opened again costs again: the limits hold for it as for a new round, engine by engine. */
async function checkReopening(
  studio: Studio,
  history: History,
  states: readonly string[],
  only: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const reopened = history.slots.filter(
    ({ state, id }) => states.includes(state) && (only === undefined || id === only),
  );
  const waiting = history.slots.filter((slot) => !isFinished(slot));
  for (const id of new Set([...reopened, ...waiting].map(({ recipe }) => recipe.engine))) {
    const description = await engineOf(studio, id).describe(signal);
    await checkSpending(studio, history, description, reopened.filter(({ recipe }) => recipe.engine === id).length);
  }
}
