import type { EngineDescription } from "../engine.ts";
import { type History, currentAttempt } from "../history.ts";
import type { Recipe } from "../recipe.ts";
import { withReferences } from "../references.ts";
import { type ArmDraft, assemble, freshSeeds } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest, RoundSettings } from "./request.ts";
import { settingReasons } from "./settings.ts";

export function planOrientation(request: Extract<RoundRequest, { kind: "orientation" }>, context: PlanContext): Plan {
  const { engine, history } = context;
  const reasons = settingReasons(request.settings, engine);
  if (!engine.abilities.includes("text-to-image") && engine.makes === "image") {
    reasons.push(`${engine.title} cannot start from a prompt alone. Choose another engine for the first round.`);
  }
  const base = orientationRecipe(history, request.settings, engine);
  const seeds = orientationSeeds(request, context);
  if (reasons.length > 0) return { reasons };
  const arm: ArmDraft = {
    change: null,
    confounded: false,
    recipes: seeds.map((seed) => ({ recipe: { ...base, seed }, control: null })),
  };
  return { plan: assemble("orientation", null, [arm], context) };
}

function orientationRecipe(history: History, settings: RoundSettings, engine: EngineDescription): Recipe {
  const brief = history.session.brief;
  const sizes = engine.sizes;
  const size = settings.size ?? (sizes === "any" ? engine.defaultSize : sizes[0]);
  return {
    engine: engine.id,
    fingerprint: engine.fingerprint,
    prompt: currentAttempt(history).prompt,
    negativePrompt: settings.negativePrompt ?? brief.negativePrompt,
    seed: null,
    size: size ?? { width: 1024, height: 1024 },
    steps: settings.steps ?? engine.steps?.default ?? null,
    guidance: settings.guidance ?? engine.guidance?.default ?? null,
    sampler: settings.sampler ?? engine.samplers?.[0] ?? null,
    strength: null,
    source: null,
    mask: null,
    instruction: null,
    adjustments: [],
    variation: null,
    window: null,
    settings: engine.abilities.includes("references")
      ? withReferences(
          {},
          brief.references.map(({ hash }) => hash),
        )
      : {},
  };
}

function orientationSeeds(
  request: Extract<RoundRequest, { kind: "orientation" }>,
  context: PlanContext,
): readonly (number | null)[] {
  if (!context.engine.abilities.includes("seeds")) return Array.from({ length: request.count }, () => null);
  if (request.seeds && request.seeds.length > 0) return [...new Set(request.seeds)];
  return freshSeeds(request.count, new Set(), context.randomSeed);
}
