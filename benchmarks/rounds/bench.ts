import type { Element } from "../../src/core/element.ts";
import type { Engine, EngineDescription } from "../../src/core/engine.ts";
import type { Judge } from "../../src/core/judge.ts";
import { knowledgeFrom } from "../../src/core/method/lessons/knowledge.ts";
import type { Proposer } from "../../src/core/proposer.ts";
import type { Recipe } from "../../src/core/recipe.ts";
import { runOnce } from "../../src/core/run-once.ts";
import type { Sample } from "../../src/core/sample.ts";
import { type Proposal, proposalsFor } from "../../src/operations/shared/propose-changes.ts";
import { sha256 } from "./cache.ts";
import type { Truth } from "./judges.ts";
import type { Task } from "./tasks.ts";

/** What every policy plays with. */
export interface Bench {
  readonly engine: Engine;
  readonly description: EngineDescription;
  /** The judge that policies see. */
  readonly judge: Judge;
  /** What nobody sees: used only to score. */
  readonly truth: Truth;
  readonly proposers: readonly Proposer[];
  /** Pictures that a policy may draw for one task. */
  readonly budget: number;
}

/** One picture in the order of drawing. */
export interface Drawn {
  readonly sample: Sample;
  readonly recipe: Recipe;
  /** In pictures: 0 for a computed adjustment. */
  readonly price: number;
}

/** What a policy did for one task. */
export interface Played {
  readonly drawn: readonly Drawn[];
  /** How many pictures were drawn at the end of each round, the first run included. */
  readonly roundEnds: readonly number[];
  /** The picture that it hands in. */
  readonly final: string | undefined;
}

export interface Policy {
  readonly name: string;
  play(task: Task, elements: readonly Element[], bench: Bench): Promise<Played>;
}

export const never = new AbortController().signal;

/** A hand that draws for one policy, reads with its judge and keeps the best. */
export interface Hand {
  readonly drawn: Drawn[];
  readonly roundEnds: number[];
  /** Elements that the judge sees in the picture, by their order. */
  draw(recipe: Recipe): Promise<Looked>;
  best(): Looked | undefined;
  endRound(): void;
  /** Whether there is a reason and the budget for another picture: nobody goes on once the judge sees everything. */
  canDraw(): boolean;
  played(): Played;
}

export interface Looked {
  readonly drawn: Drawn;
  /** By the judge: +1 present, 0 unsure, −1 absent. */
  readonly seen: readonly number[];
}

export function createHand(elements: readonly Element[], bench: Bench): Hand {
  const drawn: Drawn[] = [];
  const looked: Looked[] = [];
  const roundEnds: number[] = [];
  const score = ({ seen }: Looked): number => seen.reduce((sum, one) => sum + one, 0);
  const best = (): Looked | undefined =>
    looked.reduce<Looked | undefined>(
      (leader, one) => (leader && score(leader) >= score(one) ? leader : one),
      undefined,
    );
  return {
    drawn,
    roundEnds,
    async draw(recipe) {
      const sample = await drawOnce(bench.engine, recipe, drawn);
      const readings = await bench.judge.readElements(sample, elements, never);
      const seen = readings.map(({ answer }) => ({ present: 1, unsure: 0, absent: -1 })[answer]);
      const one = { drawn: { sample, recipe, price: 1 }, seen };
      drawn.push(one.drawn);
      looked.push(one);
      return one;
    },
    best,
    endRound: () => void roundEnds.push(drawn.length),
    canDraw: () => drawn.length < bench.budget && !looked.some(({ seen }) => seen.every((one) => one > 0)),
    played: () => ({ drawn, roundEnds, final: best()?.drawn.sample.hash }),
  };
}

async function drawOnce(engine: Engine, recipe: Recipe, earlier: readonly Drawn[]): Promise<Sample> {
  const blobs = {
    read: async (hash: string): Promise<Uint8Array> => {
      const found = earlier.find(({ sample }) => sample.hash === hash);
      if (!found) throw new RangeError(`Nothing was drawn that is ${hash}.`);
      return found.sample.data;
    },
  };
  const { data, mediaType } = await runOnce(
    { blobs, ids: { next: () => "benchmark" } } as never,
    engine,
    recipe,
    never,
  );
  return { hash: sha256(data), mediaType, data };
}

const nothingKnown = knowledgeFrom({ fingerprint: "", others: [], own: {}, imported: [] });

/** The changes that the product would propose for an element of this prompt, the most promising first. */
export const proposals = (bench: Bench, prompt: string, element: Element): Promise<readonly Proposal[]> =>
  proposalsFor(bench, { history: { arms: [] }, prompt, knowledge: nothingKnown }, element, never);
