import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../../../src/core/engine.ts";
import type { History } from "../../../src/core/history.ts";
import type { Studio } from "../../../src/core/studio.ts";
import { createStudio } from "../../../src/cli/create-studio.ts";
import { createAdjustEngine } from "../../../src/engines/adjust/engine.ts";
import { apiOf } from "../../../src/operations/api-of.ts";
import { search } from "../../../src/operations/unattended/search.ts";
import { createMemoryBlobs } from "../../../src/store/blobs/memory.ts";
import { type Bench, type Drawn, type Played, type Policy, never } from "../bench.ts";
import { sha256 } from "../cache.ts";
import type { Task } from "../tasks.ts";

export interface SamebutPlayed extends Played {
  readonly history: History;
}

/** The product as it runs unattended: orientation, then the advice followed to its end, without a final pass. */
export const samebut = (
  name: string,
  { arms, rewrite }: { readonly arms: number; readonly rewrite: boolean },
): Policy & {
  play(task: Task, elements: unknown, bench: Bench): Promise<SamebutPlayed>;
} => ({
  name,
  async play(task, _elements, bench) {
    const drawn: Drawn[] = [];
    const roundEnds: number[] = [];
    const { studio, home } = await openStudio(bench, drawn);
    try {
      const api = apiOf(studio);
      const { session } = await api.new({ prompt: task.prompt, engine: bench.description.id });
      await api.orient({ session: session.id, seeds: [1, 2, 3, 4] });
      roundEnds.push(drawn.length);
      const log = {
        steps: [],
        add(action: string): void {
          if (action !== "advise") roundEnds.push(drawn.length);
        },
      };
      const call = { signal: never };
      // As much patience and as many rounds as the budget has pictures: nobody else stops earlier either.
      const limits = { count: 4, rounds: Math.ceil(bench.budget / 3), arms, strength: 0.42, patience: bench.budget };
      await search(studio, session.id, { ...limits, rewrite }, log, call);
      const history = await studio.store.history(session.id);
      const { best } = await api.show({ session: session.id });
      const final = history.variations.find(({ id }) => id === best)?.blob;
      return { drawn, roundEnds, final, history };
    } finally {
      await studio.work.stopAll();
      await studio.store.close();
      await rm(home, { recursive: true, force: true });
    }
  },
});

/** A workspace of its own, so that nothing is learned from task to task. */
async function openStudio(bench: Bench, drawn: Drawn[]): Promise<{ studio: Studio; home: string }> {
  const home = await mkdtemp(join(tmpdir(), "samebut-rounds-"));
  const own = await createStudio({
    home,
    actor: "benchmark",
    engines: [recording(bench.engine, drawn, 1), recording(createAdjustEngine(), drawn, 0)],
    judges: [bench.judge],
  });
  let seed = 4;
  // Fresh seeds go on from the orientation's, so that policies draw the same pictures where they draw alike.
  const studio: Studio = {
    ...own,
    instruments: [],
    proposers: bench.proposers,
    blobs: createMemoryBlobs(),
    randomSeed: () => ++seed,
  };
  return { studio, home };
}

/** The same engine, one picture at a time, with its pictures written down in the order of drawing. */
const recording = (engine: Engine, drawn: Drawn[], price: number): Engine => ({
  ...engine,
  describe: async (signal) => ({ ...(await engine.describe(signal)), concurrency: 1 }),
  async *generate(recipe, call) {
    for await (const event of engine.generate(recipe, call)) {
      if (event.type === "output") {
        const { data, mediaType } = event.output;
        drawn.push({ sample: { hash: sha256(data), mediaType, data }, recipe, price });
      }
      yield event;
    }
  },
  close: async () => undefined,
});
