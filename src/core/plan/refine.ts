import { straightenedSize } from "../../pixels/turn.ts";
import { type Change, applyWords } from "../change.ts";
import { type History, currentAttempt, variationIn } from "../history.ts";
import { replayOf } from "../method/refinement/replay.ts";
import type { Adjustment, Recipe } from "../recipe.ts";
import { withReferences } from "../references.ts";
import type { RoundKind } from "../round.ts";
import type { Size } from "../size.ts";
import type { Variation } from "../variation.ts";
import { assemble, freshSeeds } from "./assemble.ts";
import type { Plan, PlanContext, RoundRequest } from "./request.ts";
import { recipeFor } from "./settings.ts";

export function planRefine(request: Extract<RoundRequest, { kind: "refine" }>, context: PlanContext): Plan {
  const source = variationIn(context.history, request.source);
  const { change } = request;
  if (change.kind === "adjustment" || change.kind === "variation") {
    if (request.mask !== undefined || request.references !== undefined) return { reasons: [onlyWhenDrawn] };
    if (change.kind === "adjustment") return planAdjustment("refine", source, change, context);
    return planVariation(source, change, request.count, context);
  }
  if (change.kind !== "instruction")
    return { reasons: ["A refinement is an adjustment or an instruction (“keep everything the same, but …”)."] };
  const { engine } = context;
  const byStrength = engine.abilities.includes("image-to-image");
  if (!byStrength && !engine.abilities.includes("instruction")) {
    return {
      reasons: [
        `${engine.title} can neither edit a picture by instruction nor start from one. Change the prompt with \`samebut fix\` instead.`,
      ],
    };
  }
  if (request.mask !== undefined && !engine.abilities.includes("mask"))
    return { reasons: [`${engine.title} takes no mask.`] };
  if (request.references !== undefined && !engine.abilities.includes("references"))
    return { reasons: [`${engine.title} takes no reference pictures.`] };
  // Edits on edits rot a picture: what was accepted is drawn again from the clean root, as one recipe.
  const replay = byStrength && request.mask === undefined ? replayOf(context.history, source) : undefined;
  const base: Recipe = {
    ...recipeFor(source.recipe, engine),
    adjustments: [],
    source: (replay?.root ?? source).blob,
    mask: request.mask ?? null,
    prompt: byStrength
      ? (applyWords(promptOf(source, context.history), change.words ?? { remove: "", add: change.text }) ??
        source.recipe.prompt)
      : source.recipe.prompt,
    instruction: byStrength ? null : change.text,
    strength: byStrength ? Math.max(change.strength ?? 0, replay?.strength ?? 0) : null,
    settings: { ...settingsAfter(source, engine, request.references), ...scopeSetting(change) },
  };
  const taken = new Set(source.recipe.seed === null ? [] : [source.recipe.seed]);
  const seeds = engine.abilities.includes("seeds")
    ? freshSeeds(request.count, taken, context.randomSeed)
    : Array.from({ length: request.count }, () => null);
  const recipes = seeds.map((seed) => ({ recipe: { ...base, seed }, control: source.id }));
  return { plan: assemble("refine", source.round, [{ change, confounded: false, recipes }], context) };
}

const onlyWhenDrawn =
  "Masks and references are for what a model draws; adjusting works on the whole picture. Leave them out, or say in a sentence what should be different, with --redraw.";

/** The same recipe with other seeds mixed into its noise: only for a picture drawn from a seed by an engine that can. */
function planVariation(
  source: Variation,
  change: Extract<Change, { kind: "variation" }>,
  count: number,
  context: PlanContext,
): Plan {
  const { engine } = context;
  const { recipe } = source;
  if (!engine.abilities.includes("seed-variation"))
    return { reasons: [`${engine.title} cannot mix seeds. Draw more seeds instead: \`samebut more\`.`] };
  if (recipe.seed === null)
    return {
      reasons: [
        "Only a picture that was drawn from a seed can be varied. Name one of an orientation, a fix or an image-to-image refinement.",
      ],
    };
  const seeds = freshSeeds(count, new Set([recipe.seed]), context.randomSeed);
  const recipes = seeds.map((seed) => ({
    recipe: { ...recipe, fingerprint: engine.fingerprint, variation: { seed, strength: change.amount } },
    control: source.id,
  }));
  return { plan: assemble("refine", source.round, [{ change, confounded: false, recipes }], context) };
}

/** "12-80 120-164": the stretches of the source text that may change. */
const scopeSetting = ({ scope }: Extract<Change, { kind: "instruction" }>): Recipe["settings"] =>
  scope ? { scope: scope.map(({ start, end }) => `${start}-${end}`).join(" ") } : {};

/**
 * A conversation goes on from the answer that made the source: also from an older one, which branches it. It has seen the
 * references already; without one they are sent again.
 */
function settingsAfter(
  { recipe, turn }: Variation,
  engine: PlanContext["engine"],
  references: readonly string[] | undefined,
): Recipe["settings"] {
  if (recipe.engine !== engine.id) return withReferences({}, references ?? []);
  const { turn: _before, scope: _elsewhere, edits: _of, result: _by, ...settings } = recipe.settings;
  const converses = engine.abilities.includes("conversation") && turn !== undefined;
  const after = converses ? { ...withReferences(settings, []), turn } : settings;
  return references === undefined ? after : withReferences(after, references);
}

/** The prompt that a picture was made from; an adjusted picture keeps that of its source. */
const promptOf = (variation: Variation, history: History): string =>
  variation.recipe.prompt || currentAttempt(history).prompt;

export function planFinal(request: Extract<RoundRequest, { kind: "final" }>, context: PlanContext): Plan {
  const source = variationIn(context.history, request.source);
  const change: Change = { kind: "adjustment", element: null, adjustments: [...request.adjustments] };
  const { settings = {}, redraw = {} } = request;
  return planAdjustment("final", source, change, context, { settings, ...redraw });
}

function planAdjustment(
  kind: RoundKind,
  source: Variation,
  change: Extract<Change, { kind: "adjustment" }>,
  context: PlanContext,
  more: Partial<Recipe> = {},
): Plan {
  const { engine } = context;
  // Edits on edits rot a picture: adjustments of an adjusted picture are played again from what that one started from.
  const root =
    source.recipe.engine === engine.id && source.recipe.source !== null
      ? { blob: source.recipe.source, adjustments: source.recipe.adjustments }
      : { blob: source.blob, adjustments: [] };
  if (!engine.abilities.includes("adjust"))
    return { reasons: [`${engine.title} cannot adjust pictures. Use the engine “adjust”.`] };
  const recipe: Recipe = {
    ...source.recipe,
    engine: engine.id,
    fingerprint: engine.fingerprint,
    seed: null,
    steps: null,
    guidance: null,
    sampler: null,
    strength: null,
    mask: null,
    instruction: null,
    variation: null,
    settings: {},
    source: root.blob,
    adjustments: [...root.adjustments, ...change.adjustments],
    size: sizeAfter(change.adjustments, {
      width: source.width ?? source.recipe.size.width,
      height: source.height ?? source.recipe.size.height,
    }),
    ...more,
  };
  return {
    plan: assemble(
      kind,
      source.round,
      [{ change, confounded: false, recipes: [{ recipe, control: source.id }] }],
      context,
    ),
  };
}

/** Pixels after crops, extensions and resizes in order; crops round to whole pixels, at least one. */
export function sizeAfter(adjustments: readonly Adjustment[], from: Size): Size {
  return adjustments.reduce<Size>((size, adjustment) => {
    if (adjustment.kind === "resize") return adjustment.size;
    if (adjustment.kind === "extend") {
      const { left, top, right, bottom } = adjustment;
      return {
        width: size.width + Math.round(left * size.width) + Math.round(right * size.width),
        height: size.height + Math.round(top * size.height) + Math.round(bottom * size.height),
      };
    }
    if (adjustment.kind === "rotate" && adjustment.quarters % 2 === 1)
      return { width: size.height, height: size.width };
    if (adjustment.kind === "straighten") return straightenedSize(size, adjustment.degrees);
    if (adjustment.kind !== "crop") return size;
    return {
      width: Math.max(1, Math.round(size.width * adjustment.width)),
      height: Math.max(1, Math.round(size.height * adjustment.height)),
    };
  }, from);
}
