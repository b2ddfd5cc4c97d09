import { roundIn } from "../history.ts";
import type { Recipe } from "../recipe.ts";
import { type ArmDraft, assemble, freshSeeds } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest } from "./request.ts";

/**
 * The same recipes on seeds that the session has not used: for an orientation its one arm, for a change also the parent
 * without it, because an effect needs both pictures of a seed.
 */
export function planMore(request: Extract<RoundRequest, { kind: "more" }>, context: PlanContext): Plan {
  const { history, engine } = context;
  const arm = history.arms.find(({ id }) => id === request.arm);
  const made = history.variations.filter((variation) => variation.arm === request.arm);
  const recipe = made[0]?.recipe;
  if (!arm || !recipe)
    return {
      reasons: [
        "This round has no finished variation yet, so there is nothing to draw more of. Run `samebut resume` first.",
      ],
    };
  const round = roundIn(history, arm.round);
  if (round.kind !== "orientation" && round.kind !== "fix")
    return {
      reasons: ["More seeds tell something about a prompt, not about an edit of one picture. Refine again instead."],
    };
  if (recipe.fingerprint !== engine.fingerprint)
    return {
      reasons: [
        `${engine.title} has changed since that round (other weights or settings), so new pictures could not be compared with it. Start over with \`samebut restart\`.`,
      ],
    };
  const taken = new Set(
    history.variations.flatMap((variation) => (variation.recipe.seed === null ? [] : [variation.recipe.seed])),
  );
  const seeds = engine.abilities.includes("seeds")
    ? freshSeeds(request.count, taken, context.randomSeed)
    : Array.from({ length: request.count }, () => null);
  const parent = request.alone
    ? undefined
    : made
        .map(({ control }) => history.variations.find(({ id }) => id === control))
        .find((variation) => variation !== undefined);
  const drafts = [
    ...(arm.change !== null && parent ? [draft(null, parent.recipe, seeds, false)] : []),
    draft(arm.change, recipe, seeds, arm.confounded),
  ];
  return { plan: assemble(round.kind, round.parent, drafts, context) };
}

const draft = (
  change: ArmDraft["change"],
  recipe: Recipe,
  seeds: readonly (number | null)[],
  confounded: boolean,
): ArmDraft => ({
  change,
  confounded,
  recipes: seeds.map((seed) => ({ recipe: { ...recipe, seed }, control: null })),
});
