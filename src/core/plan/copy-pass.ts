import type { Change } from "../change.ts";
import { variationIn } from "../history.ts";
import { assemble } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest } from "./request.ts";
import { recipeFor } from "./settings.ts";

/** The final pass of a text: shortened by a writer where that was asked for, else the copy desk's last pass. */
export function planCopyPass(request: Extract<RoundRequest, { kind: "copy-pass" }>, context: PlanContext): Plan {
  const source = variationIn(context.history, request.source);
  const { engine } = context;
  if (!source.mediaType.startsWith("text/")) return { reasons: ["Only a text gets a copy pass."] };
  const change: Change = {
    kind: "instruction",
    element: null,
    text: request.instruction ?? "last copy pass",
    strength: null,
  };
  const recipe = {
    ...recipeFor(source.recipe, engine),
    source: source.blob,
    instruction: request.instruction ?? null,
    strength: null,
    mask: null,
    adjustments: [],
    seed: engine.abilities.includes("seeds") ? context.randomSeed() : null,
    settings: request.settings,
  };
  const draft = { change, confounded: false, recipes: [{ recipe, control: source.id }] };
  return { plan: assemble("final", source.round, [draft], context) };
}
