import { applyWords } from "../../../src/core/change.ts";
import { fixChance } from "../../../src/core/method/priors.ts";
import { type Looked, type Policy, createHand, proposals } from "../bench.ts";
import { recipeFor } from "../draw.ts";

const seeds = [1, 2, 3, 4];

/**
 * The workflow by the book, without any advice: a first run of four, then one change per round on three of its seeds, for
 * the element that is missed most and easiest to fix. The change stays when the judge likes its pictures as much or better.
 */
export const oneChange: Policy = {
  name: "one change per round",
  async play(task, elements, bench) {
    const hand = createHand(elements, bench);
    const tried = new Set<string>();
    const drawAll = async (prompt: string, count: number): Promise<readonly Looked[]> => {
      const looked: Looked[] = [];
      for (const seed of seeds.slice(0, count))
        if (hand.canDraw()) looked.push(await hand.draw(recipeFor(bench.description, prompt, seed)));
      hand.endRound();
      return looked;
    };
    let lead = { prompt: task.prompt, looked: await drawAll(task.prompt, 4) };
    while (hand.canDraw()) {
      const ranked = elements
        .map((element, index) => ({ element, wrong: 1 - share(lead.looked, index) }))
        .toSorted((a, b) => b.wrong * fixChance[b.element.kind] - a.wrong * fixChance[a.element.kind]);
      let next: string | undefined;
      for (const { element, wrong } of ranked) {
        const fresh = (await proposals(bench, lead.prompt, element)).find(
          ({ change }) => change.kind === "words" && !tried.has(JSON.stringify(change)),
        );
        if (wrong === 0 || fresh?.change.kind !== "words") continue;
        tried.add(JSON.stringify(fresh.change));
        next = applyWords(lead.prompt, fresh.change);
        break;
      }
      if (next === undefined) break;
      const looked = await drawAll(next, 3);
      if (looked.length > 0 && worth(looked) >= worth(lead.looked)) lead = { prompt: next, looked };
    }
    return hand.played();
  },
};

const share = (looked: readonly Looked[], index: number): number =>
  looked.filter(({ seen }) => (seen[index] ?? 0) > 0).length / Math.max(1, looked.length);

const worth = (looked: readonly Looked[]): number =>
  looked.reduce((sum, { seen }) => sum + seen.filter((one) => one > 0).length, 0) / Math.max(1, looked.length);
