import { z } from "zod";
import { StudioError } from "../core/errors.ts";
import { sizeAfter } from "../core/plan/refine.ts";
import type { Studio } from "../core/studio.ts";
import { type Comparison, comparePictures } from "../imaging/compare.ts";
import { decodePicture } from "../imaging/decode.ts";
import { type PixelBox, cropPicture } from "../imaging/picture.ts";
import type { History } from "../core/history.ts";
import { variationsOf } from "../core/history.ts";
import type { Adjustment } from "../core/recipe.ts";
import { shortId } from "../core/short-id.ts";
import { type Size, sizeText } from "../core/size.ts";
import type { Variation } from "../core/variation.ts";
import { carryOut } from "./shared/carry-out.ts";
import { Answer, SessionField, WaitField, defineOperation } from "./define.ts";
import { describeRound, picturesOf } from "./shared/describe-round.ts";
import { chooseSource } from "./shared/choose-source.ts";
import { historyOf } from "./shared/session-of.ts";
import { SizeField } from "./shared/size-field.ts";

/** Under this SSIM a picture shrunk back is no longer the one that was approved. */
const approvedSimilarity = 0.98;

const Gate = z.object({
  passed: z.boolean(),
  similarity: z.number(),
  meanDifference: z.number(),
  sentence: z.string(),
});

export const finish = defineOperation({
  name: "finish",
  summary: "Round 4: the approved picture at its delivery size, checked against what was approved.",
  effect: "paid",
  input: z.object({
    session: SessionField,
    variation: z.string().optional().describe("The approved variation; the best so far when left out"),
    size: SizeField.optional().describe("Exact width x height; the brief's target, else --scale, when left out"),
    scale: z.number().gt(0).max(80).default(8).describe("Enlarge this many times"),
    sharpen: z.number().min(0).max(3).default(0.3).describe("Sharpening after enlarging; 0 is none"),
    wait: WaitField,
  }),
  output: Answer.extend({ round: z.string(), gate: Gate.nullable() }),
  commandLine: { positional: ["session"], example: "samebut finish last --scale 4" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const source = chooseSource(studio, history, input.variation);
    const target = targetSize(history, source, input.size, input.scale);
    const adjustments = stepsTo(target, source, input.sharpen);
    const made = await carryOut({
      studio,
      history,
      engine: "adjust",
      request: { kind: "final", source: source.id, adjustments },
      wait: input.wait,
      signal,
    });
    const result = variationsOf(made.history, made.round)[0];
    const compared = result ? await compareWithApproved(studio, source, result, adjustments) : null;
    const gate = compared ? judgeGate(compared.similarity, compared.meanDifference) : null;
    return {
      round: made.round,
      gate,
      summary: [
        `Finishing ${shortId(source.id)} at ${sizeText(target)}.`,
        describeRound(made.history, made.round),
        ...(gate ? [gate.sentence] : []),
      ].join("\n"),
      pictures: picturesOf(made.history, made.round),
    };
  },
});

/** The delivery against what was approved: the part of it that a crop left. */
async function compareWithApproved(
  studio: Pick<Studio, "blobs">,
  source: Variation,
  result: Variation,
  adjustments: readonly Adjustment[],
): Promise<Comparison> {
  const [approved, delivered] = await Promise.all(
    [source, result].map(async ({ blob }) => decodePicture(await studio.blobs.read(blob))),
  );
  if (!approved || !delivered) throw new StudioError("internal", "There are two pictures to compare.");
  const crop = adjustments.find(({ kind }) => kind === "crop");
  return comparePictures(crop?.kind === "crop" ? cropPicture(approved, boxOf(crop, approved)) : approved, delivered);
}

function boxOf(crop: Extract<Adjustment, { kind: "crop" }>, { width, height }: Size): PixelBox {
  const kept = sizeAfter([crop], { width, height });
  return {
    ...kept,
    left: Math.min(width - kept.width, Math.round(crop.left * width)),
    top: Math.min(height - kept.height, Math.round(crop.top * height)),
  };
}

function targetSize(history: History, source: Variation, asked: Size | undefined, scale: number): Size {
  const from = { width: source.width ?? source.recipe.size.width, height: source.height ?? source.recipe.size.height };
  const scaled = {
    width: Math.max(1, Math.round(from.width * scale)),
    height: Math.max(1, Math.round(from.height * scale)),
  };
  return asked ?? history.session.brief.target.size ?? scaled;
}

/** A target of another shape is cropped around the middle, never stretched. */
function stepsTo(target: Size, source: Variation, sharpen: number): Adjustment[] {
  const from = { width: source.width ?? source.recipe.size.width, height: source.height ?? source.recipe.size.height };
  const [wide, ratio] = [from.width / from.height, target.width / target.height];
  const width = Math.min(1, ratio / wide);
  const height = Math.min(1, wide / ratio);
  const crop: Adjustment[] =
    width < 0.999 || height < 0.999
      ? [{ kind: "crop", left: (1 - width) / 2, top: (1 - height) / 2, width, height }]
      : [];
  const finish: Adjustment[] = sharpen > 0 ? [{ kind: "sharpen", amount: sharpen, radius: 1 }] : [];
  return [...crop, { kind: "resize", size: target }, ...finish];
}

function judgeGate(similarity: number, meanDifference: number): z.output<typeof Gate> {
  const passed = similarity >= approvedSimilarity;
  const numbers = `SSIM ${similarity.toFixed(3)} (at least ${approvedSimilarity}), ΔE2000 ${meanDifference.toFixed(2)} on average, the delivery shrunk back to the approved size`;
  return {
    passed,
    similarity,
    meanDifference,
    sentence: passed
      ? `It is still the approved picture: ${numbers}.`
      : `It is no longer quite the approved picture: ${numbers}. Look at both with \`samebut compare\` before you deliver.`,
  };
}
