import { z } from "zod";
import { type History, variationsOf } from "../../core/history.ts";
import type { Adjustment } from "../../core/recipe.ts";
import { invalid } from "../../core/errors.ts";
import { shortId } from "../../core/short-id.ts";
import { type Size, sizeText } from "../../core/size.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { Answer, type OperationCall, SessionField, WaitField, defineOperation } from "../define.ts";
import { carryOut } from "../shared/carry-out.ts";
import { checkSpending } from "../shared/check-spending.ts";
import { chooseSource } from "../shared/choose-source.ts";
import { describeRound, picturesOf } from "../shared/describe-round.ts";
import { historyOf } from "../shared/session-of.ts";
import { SizeField } from "../shared/size-field.ts";
import { EditRow, finishText, textFinishFields } from "../text/finish-text.ts";
import { isText } from "../text/text-of.ts";
import { Gate, judgeDelivery } from "./gate.ts";
import { type Pass, settingsOf } from "./pass.ts";
import { PassPlan, previewPass, priceOf, sumOf, tilesOf, upscalerOf } from "./preview.ts";
import { drawProofTile } from "./proof.ts";
import { framingFor, targetSize, usualScale } from "./target.ts";
import { finishRecipe, strengthFor, tileWordings, wordsForTiles } from "./tile-words.ts";

const input = z.object({
  session: SessionField,
  variation: z.string().optional().describe("The approved variation; the best so far when left out"),
  size: SizeField.optional().describe("Exact width x height, for example 7680x4320; the brief's target when left out"),
  scale: z
    .number()
    .gt(0)
    .max(80)
    .optional()
    .describe(`Enlarge this many times; the brief's target when left out, else ${usualScale}`),
  print: z.string().optional().describe("Size on paper, for example 210x297mm, 8.5x11in or “A3 landscape”"),
  dpi: z.number().min(30).max(2400).default(300).describe("Pixels per inch of the print"),
  bleed: z.number().min(0).max(50).default(0).describe("Millimetres around the print that are cut off"),
  fit: z.enum(["crop", "extend"]).default("crop").describe("Where the target has another shape: cut, or add room"),
  preview: z
    .boolean()
    .default(false)
    .describe("Only show what would be done: both ways to the target's shape, or the edits of a text"),
  upscaler: z
    .string()
    .default("built-in")
    .describe(
      "built-in, lanczos, an engine that enlarges (comfyui, or comfyui:4x-model.pth), or the path of an ONNX file",
    ),
  texture: z.number().min(0).max(1).default(0.5).describe("Share of the upscaler's fine texture; 0 is Lanczos alone"),
  clean: z
    .boolean()
    .default(true)
    .describe("Smooth blocks of 8 pixels in the approved picture before enlarging, where they are seen"),
  sharpen: z.number().min(0).max(3).default(0.3).describe("Sharpening after enlarging; 0 is none"),
  depth: z
    .union([z.literal(8), z.literal(16)])
    .default(8)
    .describe("Bits per channel"),
  strength: z.number().min(0).max(0.6).optional().describe("Draw it again in tiles at this strength; 0.35 to 0.45"),
  recipe: z.string().optional().describe("Final pass of the prompt library, for example universal-8k-upscale"),
  engine: z.string().optional().describe("Engine that draws the tiles; the session's when left out"),
  tiles: z.enum(tileWordings).default("neutral").describe("What each tile is told"),
  proof: z.boolean().default(false).describe("Only draw one tile, beside what it was drawn over"),
  ...textFinishFields,
  wait: WaitField,
});
type FinishInput = z.output<typeof input>;

export const finish = defineOperation({
  name: "finish",
  summary:
    "Round 4: the approved picture at its delivery size, or the last copy pass of a text, checked against what was approved.",
  effect: "paid",
  input,
  output: Answer.extend({
    round: z.string().nullable(),
    gate: Gate.nullable(),
    plan: PassPlan.nullable(),
    edits: z.array(EditRow).default([]),
    /** What the copy pass of a text did not read, as sentences. */
    notes: z.array(z.string()).default([]),
  }),
  commandLine: { positional: ["session"], example: "samebut finish last --size 7680x4320 --strength 0.4" },
  async run(studio, asked, call) {
    const history = await historyOf(studio, asked.session);
    const source = chooseSource(studio, history, asked.variation);
    if (isText(source)) return finishText({ studio, history, source, input: asked, signal: call.signal });
    refuseForTexts(asked);
    const from = sizeOf(source);
    const target = targetSize(from, history.session.brief.target.size, asked);
    const pass: Pass = {
      history,
      source,
      target,
      adjustments: stepsTo(from, target, asked),
      redraw: await redrawOf(studio, history, source, asked),
    };
    if (asked.preview) return previewPass(studio, asked, pass);
    await checkPaid(studio, pass, asked);
    return asked.proof ? drawProofTile(studio, asked, pass, call) : carryOutPass(studio, asked, pass, call);
  },
});

function refuseForTexts({ length, without, also }: FinishInput): void {
  if (length !== undefined || without.length > 0 || also.length > 0)
    throw invalid(
      "A length in words and copy edits are for texts.",
      "Give a size: samebut finish last --size 7680x4320",
    );
}

/** Who enlarges and who draws tiles may be paid: a limit is kept before the first call, over both together. */
async function checkPaid(studio: Studio, pass: Pass, asked: FinishInput): Promise<void> {
  const { tiles, drawing } = await tilesOf(studio, pass);
  const enlarging = await upscalerOf(studio, asked);
  if (enlarging) await checkSpending(studio, pass.history, enlarging, 1);
  if (!drawing) return;
  const price = sumOf(priceOf(asked.proof ? 1 : tiles, drawing.price), priceOf(1, enlarging?.price));
  await checkSpending(
    studio,
    pass.history,
    { ...drawing, price: { micros: price?.micros ?? null, currency: "USD" } },
    1,
  );
}

const sizeOf = ({ width, height, recipe }: Variation): Size => ({
  width: width ?? recipe.size.width,
  height: height ?? recipe.size.height,
});

const stepsTo = (from: Size, target: Size, { fit, sharpen }: FinishInput): Adjustment[] => [
  ...framingFor(from, target, fit),
  { kind: "resize", size: target },
  ...(sharpen > 0 ? [{ kind: "sharpen", amount: sharpen, radius: 1 } as const] : []),
];

/** Asked for by a strength, a recipe or a proof; otherwise nothing is drawn again. */
async function redrawOf(
  studio: Studio,
  history: History,
  source: Variation,
  asked: FinishInput,
): Promise<Pass["redraw"]> {
  if (asked.strength === 0 || (asked.strength === undefined && asked.recipe === undefined && !asked.proof))
    return undefined;
  const recipe = await finishRecipe(studio, asked.recipe);
  const engine = asked.engine ?? history.session.engine;
  const words = await wordsForTiles(studio, history, { source, engine, recipe, wording: asked.tiles });
  return {
    ...words,
    engine,
    strength: strengthFor(recipe, asked.strength),
    seed: source.recipe.seed ?? studio.randomSeed(),
  };
}

/** How much less is tried, and how often, when the gate finds that tiles changed the picture. */
const lowerBy = 0.1;
const leastStrength = 0.2;

/** Runs the pass; where tiles changed what was approved, again at less strength, and says so. */
async function carryOutPass(studio: Studio, asked: FinishInput, pass: Pass, { signal }: OperationCall) {
  const said = [
    `Finishing ${shortId(pass.source.id)} at ${sizeText(pass.target)}.`,
    ...(pass.redraw?.note ? [pass.redraw.note] : []),
  ];
  let { history } = pass;
  const { source } = pass;
  for (let strength = pass.redraw?.strength; ; strength = lowered(strength)) {
    const redraw = pass.redraw && strength !== undefined && strength > 0 ? { ...pass.redraw, strength } : undefined;
    const made = await carryOut({
      studio,
      history,
      engine: "finish",
      request: {
        kind: "final",
        source: pass.source.id,
        adjustments: pass.adjustments,
        settings: settingsOf(asked, { ...pass, redraw }),
        ...(redraw
          ? { redraw: { prompt: redraw.prompt, negativePrompt: "", seed: redraw.seed, strength: redraw.strength } }
          : {}),
      },
      wait: asked.wait,
      signal,
    });
    ({ history } = made);
    const [result] = variationsOf(made.history, made.round);
    const judged = result ? await judgeDelivery(studio, source, made.history, result) : undefined;
    said.push(describeRound(made.history, made.round), ...(judged ? [judged.gate.sentence] : []));
    const again = redraw !== undefined && judged?.gate.passed === false;
    if (again) said.push(nextTry(lowered(redraw.strength)));
    else {
      const map = judged?.gate.passed === false ? [judged.map] : [];
      const pictures = [...picturesOf(made.history, made.round), ...map];
      return { round: made.round, gate: judged?.gate ?? null, plan: null, summary: said.join("\n"), pictures };
    }
  }
}

/** The strength that is tried after one that changed the picture; 0: none. */
export const lowered = (strength = 0): number => {
  const less = Math.round((strength - lowerBy) * 100) / 100;
  return less < leastStrength ? 0 : less;
};

const nextTry = (strength: number): string =>
  strength > 0 ? `So it is drawn again at strength ${strength}.` : "So nothing is drawn again: it is enlarged only.";
