import { applyWords } from "../../../src/core/change.ts";
import type { Element, ElementKind } from "../../../src/core/element.ts";
import { type Bench, type Hand, type Looked, type Policy, createHand, proposals } from "../bench.ts";
import { recipeFor } from "../draw.ts";

/** The same prompt on one seed after the other; the best by the judge is kept. */
export const reRoll: Policy = {
  name: "re-roll",
  async play(task, elements, bench) {
    const hand = createHand(elements, bench);
    for (let seed = 1; hand.canDraw(); seed++) {
      await hand.draw(recipeFor(bench.description, task.prompt, seed));
      // As many pictures as an orientation and rounds of three have.
      if (seed === 4 || (seed > 4 && (seed - 4) % 3 === 0)) hand.endRound();
    }
    return hand.played();
  },
};

/** Four pictures per round; before each, everything that the judge misses in most of them gets other words at once. */
export const rewriteAll: Policy = {
  name: "rewrite everything",
  async play(task, elements, bench) {
    const hand = createHand(elements, bench);
    const tried = new Set<string>();
    let prompt = task.prompt;
    let seed = 1;
    while (hand.canDraw()) {
      const looked: Looked[] = [];
      for (let i = 0; i < 4 && hand.canDraw(); i++)
        looked.push(await hand.draw(recipeFor(bench.description, prompt, seed++)));
      hand.endRound();
      const missed = elements.filter(
        (_, index) => looked.filter(({ seen }) => (seen[index] ?? 0) > 0).length * 2 <= looked.length,
      );
      prompt = await reworded(bench, prompt, missed, tried, 0);
    }
    return hand.played();
  },
};

/** The prompt with other words for every missed element, each tried once. */
export async function reworded(
  bench: Bench,
  prompt: string,
  missed: readonly Element[],
  tried: Set<string>,
  skip: number,
): Promise<string> {
  let text = prompt;
  for (const element of missed) {
    const fresh = (await proposals(bench, text, element)).filter(({ change }) => !tried.has(JSON.stringify(change)));
    const change = fresh[Math.min(skip, fresh.length - 1)]?.change;
    if (change?.kind !== "words") continue;
    tried.add(JSON.stringify(change));
    text = applyWords(text, change) ?? text;
  }
  return text;
}

/**
 * After RAISE: four rounds of eight candidates by several actions at once: new seeds of the best prompt, three rewritten
 * prompts, and edits of the best picture. The best by the judge leads on.
 */
export const raise: Policy = {
  name: "RAISE-style 8 × 4",
  async play(task, elements, bench) {
    const hand = createHand(elements, bench);
    let seed = 1;
    for (; seed <= 8; seed++) await hand.draw(recipeFor(bench.description, task.prompt, seed));
    hand.endRound(); // all candidates of a round are drawn together
    for (let round = 1; round < 4 && hand.canDraw(); round++) {
      const lead = hand.best();
      if (!lead) break;
      const { prompt } = lead.drawn.recipe;
      const missed = elements.filter((_, index) => (lead.seen[index] ?? 0) <= 0);
      for (let i = 0; i < 3; i++) await hand.draw(recipeFor(bench.description, prompt, seed++));
      for (let i = 0; i < 3; i++) {
        const text = await reworded(bench, prompt, missed, new Set(), (round - 1 + i) % 3);
        await hand.draw(recipeFor(bench.description, text, seed++));
      }
      for (let i = 0; i < 2; i++) await edit(hand, bench, lead, missed, seed++, i);
      hand.endRound();
    }
    return hand.played();
  },
};

/** Image-to-image from the best picture with other words for what it misses. */
async function edit(
  hand: Hand,
  bench: Bench,
  lead: Looked,
  missed: readonly Element[],
  seed: number,
  skip: number,
): Promise<Looked> {
  const { recipe, sample } = lead.drawn;
  const text = await reworded(bench, recipe.prompt, missed, new Set(), skip);
  return hand.draw({ ...recipeFor(bench.description, text, seed), source: sample.hash, strength: 0.45 });
}

const local: ReadonlySet<ElementKind> = new Set(["colour", "background", "material", "quality", "style"]);

/** After EPIC: where only surface is wrong in the best picture, edit it; else draw anew with other words. One at a time. */
export const editOrResample: Policy = {
  name: "edit or resample",
  async play(task, elements, bench) {
    const hand = createHand(elements, bench);
    let seed = 1;
    for (; seed <= 4; seed++) await hand.draw(recipeFor(bench.description, task.prompt, seed));
    hand.endRound();
    for (let turn = 0; hand.canDraw(); turn++) {
      const lead = hand.best();
      if (!lead) break;
      const missed = elements.filter((_, index) => (lead.seen[index] ?? 0) <= 0);
      if (missed.every(({ kind }) => local.has(kind))) await edit(hand, bench, lead, missed, seed++, turn % 3);
      else {
        const text = await reworded(bench, lead.drawn.recipe.prompt, missed, new Set(), turn % 3);
        await hand.draw(recipeFor(bench.description, text, seed++));
      }
      if (turn % 3 === 2) hand.endRound();
    }
    return hand.played();
  },
};
