import { z } from "zod";
import { invalid } from "../core/errors.ts";
import { type Adjustment, Adjustment as AdjustmentSchema, Seed, type Tone } from "../core/recipe.ts";
import type { Size } from "../core/size.ts";
import type { Studio } from "../core/studio.ts";
import { isHash } from "../core/blobs.ts";
import { ratioCrop } from "../imaging/framing.ts";
import { parseCube } from "../pixels/cube.ts";
import { SessionField, WaitField, defineOperation } from "./define.ts";
import { readSource } from "./import/source-file.ts";
import { refine } from "./refine.ts";
import { chooseSource } from "./shared/choose-source.ts";
import { keepMask } from "./shared/given-picture.ts";
import { historyOf } from "./shared/session-of.ts";

const pair = "two numbers, for example “220 0.2”";
const AdjustInput = z.object({
  session: SessionField,
  variation: z.string().optional().describe("The variation to adjust; the best so far when left out"),
  exposure: z.number().min(-5).max(5).default(0).describe("Stops of light; 1 doubles it"),
  temperature: z.number().min(-150).max(150).default(0).describe("Mired; 20 is a little warmer, -40 clearly cooler"),
  tint: z.number().min(-1).max(1).default(0).describe("Stops of green turned to magenta; negative the other way"),
  contrast: z.number().min(-1).max(1).default(0).describe("Share more or less, around middle grey"),
  saturation: z.number().min(-1).max(2).default(0).describe("Share more or less; -1 is black and white"),
  curve: z.string().max(500).optional().describe("Points of a tone curve: “0,0 0.25,0.2 0.75,0.8 1,1”"),
  shadows: z.string().max(50).optional().describe(`A hue in degrees over the shadows, and how much: ${pair}`),
  highlights: z.string().max(50).optional().describe(`A hue in degrees over the highlights, and how much: ${pair}`),
  look: z.string().min(1).max(4096).optional().describe("A look: a .cube file, or the hash of an upload"),
  lookAmount: z.number().min(0).max(1).default(1).describe("How much of the look"),
  mask: z.string().min(1).max(4096).optional().describe("Change light and colour only by a mask: a file or an upload"),
  where: z.enum(["inside", "outside"]).default("inside").describe("Inside the white of the mask, or outside of it"),
  feather: z.number().min(0).max(0.2).default(0.01).describe("How softly the mask begins, a share of the shorter side"),
  denoise: z.number().min(0).max(1).default(0).describe("Noise smoothed away"),
  sharpen: z.number().min(0).max(3).default(0).describe("Sharpening"),
  radius: z.number().min(0.3).max(10).default(1).describe("Pixels that sharpening reaches"),
  vignette: z.number().min(-1).max(1).default(0).describe("Share of light lost in the corners"),
  grain: z.number().min(0).max(1).default(0).describe("Grain as of film"),
  grainSize: z.number().min(1).max(20).default(1.5).describe("Pixels across a grain"),
  grainSeed: Seed.default(0).describe("Another seed, other grain"),
  turn: z.enum(["90", "180", "270"]).optional().describe("Degrees clockwise"),
  straighten: z.number().min(-45).max(45).default(0).describe("Degrees clockwise, cut to the largest frame inside"),
  crop: z
    .string()
    .max(100)
    .optional()
    .describe("A shape such as “4:5”, or left, top, width and height as shares: “0.1 0 0.8 1”"),
  wait: WaitField,
});
type AdjustInput = z.output<typeof AdjustInput>;

export const adjust = defineOperation({
  name: "adjust",
  summary: "Exact adjustments of light, colour, detail and frame: no model, the same numbers give the same pixels.",
  effect: "paid",
  input: AdjustInput,
  output: refine.output,
  commandLine: {
    positional: ["session"],
    example: "samebut adjust last --exposure 0.3 --temperature 15 --look film.cube --look-amount 0.6",
  },
  async run(studio, input, call) {
    const source = chooseSource(studio, await historyOf(studio, input.session), input.variation);
    const size = {
      width: source.width ?? source.recipe.size.width,
      height: source.height ?? source.recipe.size.height,
    };
    const tones = await tonesOf(studio, input);
    const adjustments = [
      ...some(input.denoise, { kind: "denoise", light: input.denoise, colour: input.denoise }),
      // Before the frame changes: a mask is painted over the picture as it is.
      ...(input.mask === undefined ? tones : await maskedTones(studio, input, tones, size)),
      ...framesOf(input, size),
      ...some(input.sharpen, { kind: "sharpen", amount: input.sharpen, radius: input.radius }),
      ...some(input.vignette, { kind: "vignette", amount: input.vignette }),
      ...some(input.grain, { kind: "grain", amount: input.grain, size: input.grainSize, seed: input.grainSeed }),
    ];
    if (adjustments.length === 0)
      throw invalid("Nothing is to be adjusted.", "Name at least one amount, for example --exposure 0.3.");
    const { session, wait } = input;
    const asked = refine.input.parse({ session, variation: source.id, adjustments, wait });
    return refine.run(studio, asked, call);
  },
});

const some = <Kind extends Adjustment>(amount: number, adjustment: Kind): Kind[] => (amount === 0 ? [] : [adjustment]);

async function tonesOf(studio: Studio, input: AdjustInput): Promise<Tone[]> {
  const toning = (text: string | undefined): { hue: number; amount: number } => {
    const [hue = 0, amount = 0] = text === undefined ? [] : numbersIn(text, 2, "--shadows and --highlights", pair);
    return { hue, amount };
  };
  return [
    ...some<Tone>(input.exposure, { kind: "exposure", stops: input.exposure }),
    ...some<Tone>(input.temperature, { kind: "temperature", mired: input.temperature }),
    ...some<Tone>(input.tint, { kind: "tint", stops: input.tint }),
    ...some<Tone>(input.contrast, { kind: "contrast", amount: input.contrast }),
    ...(input.curve === undefined ? [] : [curveOf(input.curve)]),
    ...some<Tone>(input.saturation, { kind: "saturation", amount: input.saturation }),
    ...(input.shadows === undefined && input.highlights === undefined
      ? []
      : [
          checked({
            kind: "split-tone",
            shadows: toning(input.shadows),
            highlights: toning(input.highlights),
            balance: 0,
          }),
        ]),
    ...(input.look === undefined
      ? []
      : [{ kind: "lut" as const, file: await keepLook(studio, input.look), amount: input.lookAmount }]),
  ];
}

async function maskedTones(
  studio: Studio,
  input: AdjustInput,
  tones: readonly Tone[],
  size: Size,
): Promise<Adjustment[]> {
  if (tones.length === 0)
    throw invalid(
      "The mask has nothing to change.",
      "Name what is to be different there, for example --exposure -0.5.",
    );
  const mask = await keepMask(studio, input.mask!, size);
  return [{ kind: "masked", mask, side: input.where, feather: input.feather, adjustments: tones }];
}

/** The file is read before anything is planned, so that a broken one changes nothing. */
async function keepLook(studio: Studio, given: string): Promise<string> {
  const { bytes, name } = await readSource(studio, isHash(given) ? { blob: given } : { file: given });
  try {
    parseCube(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = cause instanceof TypeError ? "It is no text." : (cause as Error).message;
    throw invalid(`${name} cannot be used as a look. ${why}`, "Export it again as a 1D or 3D .cube file.");
  }
  return (await studio.blobs.put(bytes, "text/plain")).hash;
}

function framesOf({ turn, straighten, crop }: AdjustInput, size: Size): Adjustment[] {
  const sideways = turn === "90" || turn === "270";
  const turned = sideways ? { width: size.height, height: size.width } : size;
  return [
    ...(turn === undefined ? [] : [{ kind: "rotate" as const, quarters: Number(turn) / 90 }]),
    ...some(straighten, { kind: "straighten", degrees: straighten }),
    ...(crop === undefined ? [] : [cropOf(crop, turned)]),
  ];
}

function cropOf(text: string, size: Size): Adjustment {
  const ratio = /^(\d+(?:\.\d+)?)\s*[:x×/]\s*(\d+(?:\.\d+)?)$/u.exec(text.trim());
  const aspect = ratio ? Number(ratio[1]) / Number(ratio[2]) : Number.NaN;
  if (Number.isFinite(aspect) && aspect > 0) return ratioCrop(size, aspect);
  const example = "a shape such as “4:5”, or left, top, width and height as shares of 1";
  const [left = 0, top = 0, width = 1, height = 1] = numbersIn(text, 4, "--crop", example);
  return checked({ kind: "crop", left, top, width, height });
}

function curveOf(text: string): Tone {
  const points = text
    .trim()
    .split(/\s+/u)
    .map((point) => numbersIn(point, 2, "--curve", "points such as “0,0 0.5,0.6 1,1”") as [number, number]);
  return checked({ kind: "curve", channel: "all", points }) as Tone;
}

function numbersIn(text: string, count: number, option: string, example: string): readonly number[] {
  const numbers = text
    .trim()
    .split(/[\s,]+/u)
    .map(Number);
  if (numbers.length === count && numbers.every(Number.isFinite)) return numbers;
  throw invalid(`“${text}” cannot be read for ${option}.`, `Give ${example}.`);
}

function checked<Kind extends Adjustment>(adjustment: Kind): Kind {
  const parsed = AdjustmentSchema.safeParse(adjustment);
  if (parsed.success) return adjustment;
  throw invalid(parsed.error.issues.map(({ message }) => message).join(" "), "See `samebut adjust --help`.");
}
