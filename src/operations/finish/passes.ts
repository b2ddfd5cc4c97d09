import { z } from "zod";
import { invalid } from "../../core/errors.ts";
import { type History, roundIn, variationIn } from "../../core/history.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { Answer, SessionField, defineOperation } from "../define.ts";
import { namedVariation } from "../shared/choose-source.ts";
import { pictureOf } from "../shared/describe-round.ts";
import { historyOf } from "../shared/session-of.ts";
import { describeCopyPass, isCopyPass, judgeCopyPass } from "../text/copy-passes.ts";
import { isText } from "../text/text-of.ts";
import { lowered } from "./finish.ts";
import { Gate, type Judged, adjustmentsOf, judgeDelivery } from "./gate.ts";

/** A final pass that was made. */
const MadePass = z.object({
  variation: z.string(),
  /** What was approved. */
  source: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** As it was cut or given room, and enlarged. */
  fit: z.enum(["crop", "extend"]).nullable(),
  /** null, as the next: it is a text. */
  upscaler: z.string().nullable(),
  depth: z.int().nullable(),
  dpi: z.number().nullable(),
  /** The engine that drew it again in tiles, and how strongly; null: it was only enlarged. */
  redraw: z.object({ engine: z.string(), strength: z.number() }).nullable(),
  /** The strength before, at which it was no longer the approved picture. */
  steppedDownFrom: z.number().nullable(),
  sentence: z.string(),
});
type MadePass = z.output<typeof MadePass>;

export const passes = defineOperation({
  name: "passes",
  summary: "The final passes of a session: how each was made, and what the final check found in one of them.",
  effect: "read",
  input: z.object({
    session: SessionField,
    variation: z.string().optional().describe("Which one is checked; the newest when left out"),
  }),
  output: Answer.extend({
    /** The newest first. */
    passes: z.array(MadePass),
    /** The one that was checked; null where none was made. */
    checked: z.string().nullable(),
    gate: Gate.nullable(),
    /** Blob of the picture of where it differs from what was approved; null for texts. */
    map: z.string().nullable(),
  }),
  commandLine: { positional: ["session"], example: "samebut passes last" },
  async run(studio, input, { signal }) {
    const history = await historyOf(studio, input.session);
    const finals = history.variations.filter((variation) => isFinal(history, variation));
    const made: MadePass[] = [];
    for (const final of finals) made.unshift(await describePass(studio, history, finals, final));
    const chosen = input.variation === undefined ? finals.at(-1) : namedVariation(history, input.variation);
    const judged = chosen && (await judge(studio, history, chosen, signal));
    return {
      passes: made,
      checked: judged ? chosen.id : null,
      gate: judged?.gate ?? null,
      map: judged?.map?.blob ?? null,
      summary: [
        made.length === 0 ? "No final pass yet: `samebut finish` makes one." : countText(made.length),
        ...made.map(({ sentence }) => `  ${sentence}`),
        ...(judged ? [judged.gate.sentence] : []),
      ].join("\n"),
      pictures: judged ? [pictureOf(history, chosen), ...(judged.map ? [judged.map] : [])] : [],
    };
  },
});

const countText = (count: number): string => (count === 1 ? "1 final pass" : `${count} final passes`);

const isFinal = (history: History, variation: Variation): boolean =>
  roundIn(history, variation.round).kind === "final" &&
  variation.control !== null &&
  (!isText(variation) || isCopyPass(variation));

/** Texts have no picture of where they differ. */
type Checked = Pick<Judged, "gate"> & Partial<Pick<Judged, "map">>;

async function judge(studio: Studio, history: History, result: Variation, signal: AbortSignal): Promise<Checked> {
  if (!isFinal(history, result))
    throw invalid(
      `${shortId(result.id)} is no final pass, so there is nothing to check it against.`,
      "`samebut finish` makes one.",
    );
  if (isText(result)) return { gate: await judgeCopyPass(studio, history, result, signal) };
  return judgeDelivery(studio, variationIn(history, result.control!), history, result);
}

async function describePass(
  studio: Studio,
  history: History,
  finals: readonly Variation[],
  final: Variation,
): Promise<MadePass> {
  if (isText(final)) return describeCopyPass(history, final);
  const { id, control, width, height, recipe } = final;
  const { upscaler = "built-in", depth = 8, dpi = null, redraw } = recipe.settings;
  const kinds = adjustmentsOf(history, final).map(({ kind }) => kind);
  const steppedDownFrom = await strengthBefore(studio, history, finals, final);
  const pass = {
    variation: id,
    source: control!,
    width,
    height,
    fit: kinds.find((kind) => kind === "crop" || kind === "extend") ?? null,
    upscaler: String(upscaler),
    depth: Number(depth),
    dpi: dpi === null ? null : Number(dpi),
    redraw: redraw === undefined ? null : { engine: String(redraw), strength: recipe.strength ?? 0 },
    steppedDownFrom,
  };
  return { ...pass, sentence: sentenceOf(pass) };
}

/** The pass just before asked for the next higher strength, of the same picture at the same size, and the check failed it. */
async function strengthBefore(
  studio: Studio,
  history: History,
  finals: readonly Variation[],
  final: Variation,
): Promise<number | null> {
  const before = finals[finals.indexOf(final) - 1];
  const strength = before?.recipe.settings["redraw"] === undefined ? null : before.recipe.strength;
  if (!before || strength === null || lowered(strength) !== (final.recipe.strength ?? 0)) return null;
  const made = ({ control, recipe: { adjustments } }: Variation): string => JSON.stringify([control, adjustments]);
  if (made(before) !== made(final)) return null;
  const { gate } = await judgeDelivery(studio, variationIn(history, before.control!), history, before);
  return gate.passed ? null : strength;
}

function sentenceOf({ variation, width, height, redraw, steppedDownFrom }: Omit<MadePass, "sentence">): string {
  const way = redraw ? `drawn again by ${redraw.engine} at strength ${redraw.strength}` : "enlarged only";
  const why = steppedDownFrom === null ? "" : `, as at ${steppedDownFrom} it was no longer the approved picture`;
  return `${shortId(variation)}: ${width ?? "?"}x${height ?? "?"}, ${way}${why}`;
}
