import { type Change, applyParts, applyWords } from "../change.ts";
import type { EngineDescription } from "../engine.ts";
import type { Recipe } from "../recipe.ts";
import type { Variation } from "../variation.ts";
import { type ArmDraft, assemble } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest } from "./request.ts";
import { recipeFor, settingReasons } from "./settings.ts";

export function planFix(request: Extract<RoundRequest, { kind: "fix" }>, context: PlanContext): Plan {
  const { history, engine } = context;
  const chosen = history.variations.filter(({ id }) => request.parents.includes(id)).slice(0, request.count);
  const parentRound = chosen[0]?.round;
  if (parentRound === undefined) {
    return {
      reasons: ["There is no finished variation to compare with. Run `samebut resume` or `samebut orient` first."],
    };
  }
  const drafts: ArmDraft[] = [];
  const reasons: string[] = [];
  for (const { change, confounded } of request.changes) {
    const recipes = chosen.map((parent) => changedRecipe(parent, change, engine));
    const refusal = recipes.find((recipe) => typeof recipe === "string");
    if (typeof refusal === "string") reasons.push(refusal);
    else
      drafts.push({
        change,
        confounded,
        recipes: recipes.map((recipe, i) => ({
          recipe: recipe as Recipe,
          control: controlOf(chosen[i], recipe as Recipe),
        })),
      });
  }
  return reasons.length > 0 ? { reasons } : { plan: assemble("fix", parentRound, drafts, context) };
}

/** The parent's recipe with the change applied, or the reason why it cannot be. */
function changedRecipe(parent: Variation, change: Change, engine: EngineDescription): Recipe | string {
  const recipe = recipeFor(parent.recipe, engine);
  switch (change.kind) {
    case "words": {
      const prompt = applyWords(recipe.prompt, change);
      if (prompt === undefined)
        return `The prompt does not contain “${change.remove}”, so it cannot be replaced. It reads: “${recipe.prompt}”.`;
      if (prompt.trim() === "") return "This change would leave an empty prompt.";
      if (prompt === recipe.prompt) return "This change does not change the prompt.";
      return { ...recipe, prompt };
    }
    case "composition": {
      const prompt = applyParts(recipe.prompt, change.parts);
      return prompt === undefined
        ? `These changes do not fit into one prompt: one takes out words that another needs. The prompt reads: “${recipe.prompt}”.`
        : { ...recipe, prompt };
    }
    case "parameter":
      return changedParameter(recipe, change, engine);
    case "instruction":
    case "variation":
    case "adjustment":
    case "edits":
      return "A fix changes the words or one setting on the same seeds. Use `samebut refine` for an edit of a finished picture.";
  }
}

function changedParameter(
  recipe: Recipe,
  change: Extract<Change, { kind: "parameter" }>,
  engine: EngineDescription,
): Recipe | string {
  if (recipe[change.name] === change.to) return `${change.name} is already ${change.to}.`;
  const wantsText = change.name === "negativePrompt" || change.name === "sampler";
  if (wantsText !== (typeof change.to === "string")) return `${change.name} needs ${wantsText ? "text" : "a number"}.`;
  const reasons = settingReasons({ [change.name]: change.to }, engine);
  return reasons[0] ?? { ...recipe, [change.name]: change.to };
}

/** Only the same seed under the same fingerprint is a control. */
function controlOf(parent: Variation | undefined, recipe: Recipe): string | null {
  const pairs = parent !== undefined && recipe.seed !== null && parent.recipe.fingerprint === recipe.fingerprint;
  return pairs ? parent.id : null;
}
