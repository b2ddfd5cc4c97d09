import type { Engine } from "../../src/core/engine.ts";
import type { Judge } from "../../src/core/judge.ts";
import type { Proposer } from "../../src/core/proposer.ts";
import { builtInProposers } from "../../src/cli/built-in-parts.ts";
import { createStillLifeEngine } from "../../src/engines/still-life/engine.ts";
import { stillLifeJudgeFolder } from "../../src/judges/still-life.ts";
import { createStillLifeProposer } from "../../src/proposers/still-life.ts";
import { type World, loadWorld } from "../../src/still-life/world.ts";
import type { Bench } from "./bench.ts";
import { cachedEngine } from "./cached-engine.ts";
import { type Truth, cachedJudge, degradedJudge, pooledTruth, truthBy } from "./judges.ts";
import { createSimulation } from "./simulated/world.ts";
import type { Variant } from "./variant.ts";

export interface BenchOptions {
  /** A second judge's folder; the committed judge forced to decide is the truth where it is left out. */
  readonly truth: string | undefined;
  /** A model whose truth is known instead of the built-in one. */
  readonly simulated: boolean;
  readonly budget: number;
}

/** What is the same for all variants: the model, the judge before it is degraded, the truth. */
interface Ground {
  readonly engine: Engine;
  readonly judge: (accuracy: number) => Judge;
  readonly truth: Truth;
  close(): Promise<void>;
}

export interface BenchSource {
  forVariant(variant: Variant): Promise<Bench>;
  close(): Promise<void>;
}

export function createBenchSource(options: BenchOptions): BenchSource {
  const ground = options.simulated ? simulatedGround() : realGround(options.truth);
  return {
    async forVariant({ accuracy, words }) {
      const { engine, judge, truth } = ground;
      return {
        engine,
        description: await engine.describe(),
        judge: judge(accuracy),
        truth,
        proposers: words === "known" ? builtInProposers() : withoutTheList(),
        budget: options.budget,
      };
    },
    close: () => ground.close(),
  };
}

function realGround(second: string | undefined): Ground {
  const engine = cachedEngine([createStillLifeEngine({ world: loadWorld() })]);
  const committed = cachedJudge(stillLifeJudgeFolder);
  const other = second === undefined ? undefined : cachedJudge(second);
  // Without a truth of its own the in-loop judge would be the truth itself: a few errors keep it honest.
  const best = other ? 1 : 0.97;
  return {
    engine,
    judge: (accuracy) =>
      Math.min(accuracy, best) >= 1 ? committed : degradedJudge(committed, Math.min(accuracy, best), 1),
    truth: other && second !== undefined ? pooledTruth(other, committed, second) : truthBy(committed),
    async close() {
      await engine.close?.();
      await committed.close?.();
      await other?.close?.();
    },
  };
}

function simulatedGround(): Ground {
  const { engine, judge, truth } = createSimulation(loadWorld());
  return {
    engine,
    judge: (accuracy) => judge(accuracy >= 1 ? 0.02 : 1 - accuracy),
    truth,
    close: async () => undefined,
  };
}

/** The proposers of the product, but nobody told them which phrases are missed. */
function withoutTheList(): readonly Proposer[] {
  const world = loadWorld();
  const even: World = {
    ...world,
    attributes: world.attributes.map((attribute) => ({
      ...attribute,
      values: attribute.values.map((value) => ({
        ...value,
        phrases: [...value.phrases, ...value.badlyHeard],
        badlyHeard: [],
      })),
    })),
  };
  return builtInProposers().map((proposer) =>
    proposer.id === "still-life" ? createStillLifeProposer({ world: even }) : proposer,
  );
}
