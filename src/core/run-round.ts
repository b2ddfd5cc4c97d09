import type { Engine, EngineCall, EngineDescription, EngineOutput } from "./engine.ts";
import { type Failure, StudioError, toFailure } from "./errors.ts";
import { type History, slotsOf } from "./history.ts";
import { readVariations } from "./read-variations.ts";
import { isFinished } from "./round.ts";
import type { Claim, Outcome, TakeOver } from "./store.ts";
import { type Studio, engineOf } from "./studio.ts";
import type { Cost, Warning } from "./variation.ts";

/** How often to look again while another process finishes the last slots. */
const waitMilliseconds = 200;

/**
 * Runs what is left of a round and reads every new variation. Several processes may run the same round: each slot is
 * claimed by one. A variation that fails is data of its slot; the round goes on. Rejects with "cancelled" when
 * `signal` aborts (unfinished slots are ready again for `resume`) and with "storage" when the disk gives up.
 *
 * @param anew do not go on with jobs of earlier calls: the person wants to ask, and perhaps pay, again
 */
export async function runRound(
  studio: Studio,
  session: string,
  round: string,
  signal: AbortSignal,
  { anew = false } = {},
): Promise<History> {
  const before = await studio.store.history(session);
  const engineId = slotsOf(before, round)[0]?.recipe.engine;
  if (engineId !== undefined) {
    const engine = engineOf(studio, engineId);
    const description = await engine.describe(signal);
    await runSlots(studio, engine, description, { session, round, anew }, signal);
  }
  return readVariations(studio, session, signal, round);
}

async function runSlots(
  studio: Studio,
  engine: Engine,
  description: EngineDescription,
  { session, round, anew }: { session: string; round: string; anew: boolean },
  signal: AbortSignal,
): Promise<void> {
  const claimOptions = {
    round,
    engine: engine.id,
    concurrency: description.concurrency,
    takeOver: takeOverOf(description),
    pickUp: description.resumable === true && !anew,
  };
  const lane = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const claim = await studio.store.claim(claimOptions);
      if (claim) await runSlot(studio, { engine, description }, claim, signal);
      else if ((await studio.store.isRunning(round)) || (await hasReady(studio, session, round)))
        await studio.clock.sleep(waitMilliseconds, signal);
      else return;
    }
  };
  try {
    await Promise.all(Array.from({ length: description.concurrency }, lane));
  } catch (error) {
    throw signal.aborted ? stopped(error) : error;
  }
}

/** Slots of this round wait while other rounds, in this process or another, use all that the engine can do at once. */
async function hasReady(studio: Studio, session: string, round: string): Promise<boolean> {
  return slotsOf(await studio.store.history(session), round).some(({ state }) => state === "ready");
}

const takeOverOf = (description: EngineDescription): TakeOver =>
  description.idempotent || description.price.micros === 0 ? "retry" : "ask";

const stopped = (cause: unknown): StudioError =>
  new StudioError("cancelled", "Stopped. What was finished is kept.", {
    hint: "`samebut resume` goes on from here.",
    cause,
  });

/** An engine as it described itself when the round began: it may be gone when a slot has to be settled. */
interface Described {
  readonly engine: Engine;
  readonly description: EngineDescription;
}

async function runSlot(
  studio: Studio,
  { engine, description }: Described,
  claim: Claim,
  signal: AbortSignal,
): Promise<void> {
  publish(studio, claim, "running");
  let charged = claim.job !== undefined;
  try {
    const made = await generate(studio, { engine, description }, claim, signal, () => (charged = true));
    charged = true;
    const outcome = await keep(studio, made);
    const variation = await studio.store.finish(claim, outcome);
    publish(studio, claim, "done", { variation: variation.id });
  } catch (error) {
    await settle(studio, description, claim, error, { charged, aborted: signal.aborted });
  }
}

interface Made {
  readonly output: EngineOutput;
  readonly warnings: readonly Warning[];
  readonly seconds: number;
  readonly cost: Cost;
  readonly turn?: string | undefined;
}

/** @param accepted called when the provider has the job: from then on stopping may leave it paid */
async function generate(
  studio: Studio,
  { engine, description: { price } }: Described,
  claim: Claim,
  signal: AbortSignal,
  accepted: () => void,
): Promise<Made> {
  const { slot } = claim;
  const started = studio.clock.now();
  const seconds = (): number => (studio.clock.now() - started) / 1000;
  const place = { session: slot.session, round: slot.round, slot: slot.id, position: slot.position };
  const warnings: Warning[] = [];
  let cost: Cost = price.micros === 0 ? { micros: 0, currency: price.currency } : null;
  let output: EngineOutput | undefined;
  let turn: string | undefined;
  const call: EngineCall = {
    signal,
    idempotencyKey: claim.idempotencyKey,
    job: claim.job,
    // Asked at every step: somebody may begin to look in mid-round.
    get previews() {
      return studio.live.watched;
    },
    readBlob: (hash) => studio.blobs.read(hash),
    keepBlob: async (data, mediaType) => (await studio.blobs.put(data, mediaType)).hash,
  };
  for await (const event of engine.generate(slot.recipe, call)) {
    if (event.type === "accepted") {
      accepted();
      await studio.store.submitted(claim, event.providerJob);
    } else if (event.type === "progress") studio.live.publish({ ...event, ...place, seconds: seconds() });
    else if (event.type === "preview") studio.live.publish({ type: "preview", ...place, ...event.output });
    else if (event.type === "warning") warnings.push({ setting: event.setting, message: event.message });
    else if (event.type === "turn") turn = event.turn;
    else if (event.type === "cost") cost = { micros: event.micros, currency: event.currency };
    else output = event.output;
  }
  if (!output)
    throw new StudioError("unavailable", `${engine.id} ended without a picture.`, {
      hint: "Try the variation again; if it happens twice, look at the engine's own log.",
    });
  return { output, warnings, seconds: seconds(), cost, turn };
}

async function keep(studio: Studio, made: Made): Promise<Outcome> {
  const { data, mediaType } = made.output;
  const size = await studio.inspect(data, mediaType);
  const blob = await studio.blobs.put(data, mediaType);
  return { blob, ...size, warnings: made.warnings, seconds: made.seconds, cost: made.cost, turn: made.turn };
}

/** Writes down how a call ended, and stops the round only where going on would lose or pay for something. */
async function settle(
  studio: Studio,
  description: EngineDescription,
  claim: Claim,
  error: unknown,
  call: { charged: boolean; aborted: boolean },
): Promise<void> {
  const failure = toFailure(error);
  const again = takeOverOf(description) === "retry";
  if (failure.code === "conflict") return; // another process took the slot over; its result counts
  const stopRound = call.aborted || failure.code === "storage";
  const next =
    failure.code === "uncertain" || (stopRound && !again && call.charged)
      ? "uncertain"
      : stopRound
        ? "ready"
        : "failed";
  const told = next === "uncertain" && failure.code !== "uncertain" ? inDoubt(description) : failure;
  await studio.store.fail(claim, told, next);
  publish(studio, claim, next === "ready" ? "cancelled" : next, { message: failure.message });
  if (stopRound) throw error;
}

const inDoubt = ({ resumable }: EngineDescription): Failure => ({
  code: "uncertain",
  message: "Stopped while the provider was at work: this variation may have been charged.",
  hint: resumable
    ? "`samebut resume` asks the provider how it went, which costs nothing."
    : "`samebut resume --uncertain` calls again at that risk.",
});

function publish(
  studio: Studio,
  claim: Claim,
  state: "running" | "done" | "failed" | "uncertain" | "cancelled",
  more: { variation?: string; message?: string } = {},
): void {
  const { session, round, id: slot, position } = claim.slot;
  studio.live.publish({ type: "slot", session, round, slot, position, state, ...more });
}

/** Whether there is something left that `resume` would run or ask about. */
export const unfinishedRounds = (history: History): readonly string[] => [
  ...new Set(history.slots.filter((slot) => !isFinished(slot)).map((slot) => slot.round)),
];
