import { variationIn } from "../history.ts";
import { Recipe } from "../recipe.ts";
import { assemble } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest } from "./request.ts";

/** A refinement without a model: the source with edits that were chosen one by one. */
export function planEdit(request: Extract<RoundRequest, { kind: "edit" }>, context: PlanContext): Plan {
  const source = variationIn(context.history, request.source);
  const { change, result } = request;
  if (!source.mediaType.startsWith("text/")) return { reasons: ["Only a text is edited word by word."] };
  if (source.blob === result) return { reasons: ["These edits change nothing."] };
  const recipe = Recipe.parse({
    engine: context.engine.id,
    fingerprint: context.engine.fingerprint,
    prompt: source.recipe.prompt,
    seed: null,
    size: source.recipe.size,
    source: source.blob,
    settings: { result },
  });
  const draft = { change, confounded: false, recipes: [{ recipe, control: source.id }] };
  return { plan: assemble("refine", source.round, [draft], context) };
}
