import { randomInt } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { v7 } from "uuid";
import type { Clock, Ids } from "../core/clock.ts";
import type { Engine } from "../core/engine.ts";
import { createLive } from "../core/events.ts";
import type { Instrument } from "../core/instrument.ts";
import type { Judge } from "../core/judge.ts";
import type { Proposer } from "../core/proposer.ts";
import type { Studio } from "../core/studio.ts";
import { createCalibration } from "./calibration.ts";
import { createExpenses } from "./expenses.ts";
import { version } from "./version.ts";

export interface StudioOptions {
  /** Workspace folder; default $SAMEBUT_HOME, else ~/.samebut. */
  readonly home?: string | undefined;
  /** Who writes into the journal: "cli", "web", "mcp", "library". */
  readonly actor?: string | undefined;
  /** Engines of your own, beside those that ship inside. */
  readonly engines?: readonly Engine[] | undefined;
  readonly judges?: readonly Judge[] | undefined;
  readonly instruments?: readonly Instrument[] | undefined;
  readonly proposers?: readonly Proposer[] | undefined;
}

export const systemClock: Clock = {
  now: Date.now,
  async sleep(milliseconds, signal) {
    await wait(milliseconds, undefined, signal ? { signal } : {});
  },
};

/** Fresh seeds have at most five digits: people read them aloud and type them again. */
const readableSeeds = 100_000;

const systemIds: Ids = { next: () => v7() };

export const workspaceFolder = (home: string | undefined): string =>
  resolve(home ?? process.env["SAMEBUT_HOME"] ?? join(homedir(), ".samebut"));

/** The composition root: everything the operations need, over one workspace folder. Close it when done. */
export async function createStudio(options: StudioOptions = {}): Promise<Studio> {
  const home = workspaceFolder(options.home);
  const [{ openWorkspace }, parts] = await Promise.all([import("./open-workspace.ts"), import("./built-in-parts.ts")]);
  const { store, blobs, lessons, spending } = await openWorkspace({
    home,
    clock: systemClock,
    ids: systemIds,
    actor: options.actor ?? "library",
  });
  const judges = [...(options.judges ?? []), ...parts.builtInJudges()];
  const proposers = [...(options.proposers ?? []), ...parts.builtInProposers()];
  const [{ createConnectedModels }, { createSpendingGuard }] = await Promise.all([
    import("./connected-models.ts"),
    import("./spending-guard.ts"),
  ]);
  const expenses = createExpenses(store);
  const models = createConnectedModels({
    judges,
    proposers,
    paid: (reader, cost) => expenses.add({ reader, cost }),
    held: createSpendingGuard({ spending, store, clock: systemClock, written: () => expenses.written() }),
    accuracy: (judge, kind) => calibration.accuracy(judge, kind),
  });
  const calibration = createCalibration(store, models.judges);
  const { engines, connections } = await parts.connectEngines({ home, own: options.engines ?? [], models });
  await calibration.refresh();
  const [{ createLocalWork }, { examine }] = await Promise.all([
    import("../work/local-work.ts"),
    import("../store/doctor.ts"),
  ]);
  const work = createLocalWork();
  return {
    version,
    home,
    engines,
    connections,
    judges,
    instruments: [...(options.instruments ?? []), ...parts.builtInInstruments()],
    proposers,
    finishRecipes: parts.finishRecipes,
    store,
    blobs,
    lessons,
    spending,
    live: createLive(),
    work,
    inspect: parts.inspectPicture,
    examine: () => examine(store, blobs),
    clock: systemClock,
    ids: systemIds,
    randomSeed: () => randomInt(1, readableSeeds),
    async close() {
      calibration.close();
      await work.stopAll();
      await Promise.all([...engines.values(), ...judges].map(async (part) => part.close?.()));
      await expenses.written();
      await store.close();
    },
  };
}
