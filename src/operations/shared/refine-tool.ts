import type { Change } from "../../core/change.ts";
import { StudioError, invalid } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { Adjustment } from "../../core/recipe.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { type RefineInput, refineBand } from "../refine-input.ts";
import { plainInstruction, wordsFor } from "./instruction-words.ts";

/** How a refinement is made, and why so. */
export interface Tool {
  readonly change: Change;
  readonly engine: string;
  readonly tool: string;
  readonly why: string;
}

/** Adjusting before drawing: what needs no model cannot disturb the rest. */
export async function chooseTool(
  studio: Studio,
  history: History,
  source: Variation,
  input: RefineInput,
  signal: AbortSignal,
): Promise<Tool> {
  const by = input.engine ?? history.session.engine;
  if (input.vary !== undefined)
    return {
      change: { kind: "variation", element: null, amount: input.vary },
      engine: source.recipe.engine,
      tool: "other noise",
      why: `the seed stays, and ${input.vary} of another is mixed in.`,
    };
  if (input.adjustments) return adjusting(studio, input.adjustments, "these exact adjustments were asked for.");
  if (input.instruction === undefined && input.redraw)
    return redrawing(studio, by, input.strength ?? refineBand.default, signal);
  if (input.instruction === undefined)
    throw invalid(
      "What should be different?",
      'For example: samebut refine last "keep everything the same, but make the light warmer"',
    );
  const instruction = plainInstruction(input.instruction);
  const size = { width: source.width ?? source.recipe.size.width, height: source.height ?? source.recipe.size.height };
  const understood = [...studio.engines.values()].map((engine) => engine.understand?.(instruction, size));
  const adjustments = understood.find((found) => found !== undefined);
  const drawn =
    input.redraw || input.mask !== undefined || input.references !== undefined || input.engine !== undefined;
  if (adjustments && !drawn) return adjusting(studio, adjustments, "it needs no model, so nothing else can change.");
  return drawing({ studio, history, source, by, strength: input.strength, signal }, instruction);
}

export function adjusting(studio: Studio, adjustments: readonly Adjustment[], why: string): Tool {
  const engine = [...studio.engines.values()].find((candidate) => candidate.id === "adjust");
  if (!engine)
    throw new StudioError("unavailable", "The engine “adjust” is not there.", { hint: "Create the studio with it." });
  return {
    engine: engine.id,
    tool: "adjustment",
    why,
    change: { kind: "adjustment", element: null, adjustments: [...adjustments] },
  };
}

async function redrawing(studio: Studio, by: string, strength: number, signal: AbortSignal): Promise<Tool> {
  const engine = engineOf(studio, by);
  const { abilities, title } = await engine.describe(signal);
  if (!abilities.includes("image-to-image"))
    throw new StudioError("refused", `${title} cannot start from a picture.`, {
      hint: "Say what should be different instead.",
    });
  const change: Change = {
    kind: "instruction",
    element: null,
    text: "drawn again",
    strength,
    words: { remove: "", add: "" },
  };
  return {
    engine: engine.id,
    tool: `image-to-image at strength ${strength}`,
    why: "the words stay; only the strokes are drawn anew.",
    change,
  };
}

interface Drawing {
  readonly studio: Studio;
  readonly history: History;
  readonly source: Variation;
  /** Engine that draws. */
  readonly by: string;
  readonly strength: number | undefined;
  readonly signal: AbortSignal;
}

async function drawing({ studio, history, source, by, strength, signal }: Drawing, text: string): Promise<Tool> {
  const engine = engineOf(studio, by);
  const { abilities, title } = await engine.describe(signal);
  const words = await wordsFor(studio, history, source, text, signal);
  const byStrength = abilities.includes("image-to-image");
  const change: Change = {
    kind: "instruction",
    element: words.element,
    text,
    strength: byStrength ? (strength ?? refineBand.default) : null,
    ...(byStrength ? { words: words.words } : {}),
  };
  const goesOn = abilities.includes("conversation") && source.turn !== undefined && source.recipe.engine === engine.id;
  const said = goesOn ? `a turn of the conversation with ${title}` : `an instruction to ${title}`;
  const tool = byStrength ? `image-to-image at strength ${change.strength}` : said;
  const instead =
    strength !== undefined && !byStrength ? ` ${title} has no denoising strength; the sentence alone decides.` : "";
  return { engine: engine.id, tool, why: `the picture has to be drawn anew where it changes.${instead}`, change };
}
