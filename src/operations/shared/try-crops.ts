import { createHash } from "node:crypto";
import { z } from "zod";
import type { Element } from "../../core/element.ts";
import { type History, variationIn } from "../../core/history.ts";
import type { Judge } from "../../core/judge.ts";
import { type Box, coarseCrops, cropsOf } from "../../core/method/refinement/crops.ts";
import { interpret } from "../../core/method/interpretation/interpretation.ts";
import type { KnownProposal } from "../../core/method/advice/action-plans.ts";
import { createTruths } from "../../core/method/interpretation/truth.ts";
import { bestOf } from "../../core/method/advice/value.ts";
import { judgeOf } from "../../core/read-variations.ts";
import { plural, quoted } from "../../core/sentences.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { Picture } from "../../imaging/picture.ts";
import type { MethodOptions } from "./method-options.ts";
import { parentsOf } from "./parents.ts";

const CropBox = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });

/** Whether a crop of the best picture brings an element of composition that the prompt does not. */
export const CropFinding = z.object({
  element: z.string(),
  statement: z.string(),
  /** The picture that was cropped. */
  variation: z.string(),
  /** Crops that were made and read. */
  tried: z.int(),
  reaches: z.boolean(),
  /** The largest that does, in fractions of the picture; null when none does. */
  crop: CropBox.nullable(),
  sentence: z.string(),
});
export type CropFinding = z.infer<typeof CropFinding>;

/**
 * Tries the crops of the best picture that keep at least 70 % of it, at the ratio of the delivery, for every element of
 * composition that is missed: each is computed and read by the session's judge. A crop reaches the element when it shows
 * it and loses nothing that the whole picture shows. Nothing is stored. Empty where no judge reads pictures.
 */
export async function tryCrops(
  studio: Pick<Studio, "judges" | "blobs">,
  history: History,
  options: MethodOptions,
  signal: AbortSignal,
): Promise<readonly CropFinding[]> {
  const judge = judgeOf(studio, history);
  const missed = missedCompositions(history, options);
  const best = bestOf(history, history.variations, createTruths(history, options));
  if (judge?.reads !== "image" || missed.length === 0 || !best) return [];
  const variation = variationIn(history, best.variation);
  const looks = await lookAtCrops(studio, judge, history, variation, signal);
  return missed.map((element) => findingFor(element, variation, looks));
}

function missedCompositions(history: History, options: MethodOptions): readonly Element[] {
  if (history.session.brief.medium !== "image" || history.variations.length === 0) return [];
  const [parent] = parentsOf(history, options);
  const { elements } = interpret(history, parent.round, { ...options, arm: parent.arm });
  return history.session.brief.elements.filter(
    ({ id, kind }) =>
      kind === "composition" && elements.some(({ element, state }) => element === id && state === "missed"),
  );
}

interface Look {
  readonly crop: Box;
  /** Elements that it shows. */
  readonly shows: ReadonlySet<string>;
}

interface Looks {
  readonly whole: ReadonlySet<string>;
  readonly crops: readonly Look[];
}

async function lookAtCrops(
  studio: Pick<Studio, "blobs">,
  judge: Judge,
  history: History,
  variation: Variation,
  signal: AbortSignal,
): Promise<Looks> {
  const [{ decodePicture }, { encodePicture }] = await Promise.all([
    import("../../imaging/files/decode.ts"),
    import("../../imaging/files/encode.ts"),
  ]);
  const { elements, target } = history.session.brief;
  const picture = await decodePicture(await studio.blobs.read(variation.blob));
  const ratio = target.size ? target.size.width / target.size.height : picture.width / picture.height;
  const look = async (part: Picture): Promise<ReadonlySet<string>> => {
    signal.throwIfAborted();
    const data = await encodePicture(part, "png");
    const sample = { hash: createHash("sha256").update(data).digest("hex"), mediaType: "image/png", data };
    const read = await judge.readElements(sample, elements, signal);
    return new Set(read.filter(({ answer }) => answer === "present").map(({ element }) => element));
  };
  const crops: Look[] = [];
  for (const crop of cropsOf(picture, ratio, coarseCrops).filter(({ width, height }) => width * height < 1))
    crops.push({ crop, shows: await look(await cut(picture, crop)) });
  return { whole: await look(picture), crops };
}

async function cut(picture: Picture, { left, top, width, height }: Box): Promise<Picture> {
  const { cropPicture } = await import("../../imaging/picture.ts");
  const size = { width: Math.round(width * picture.width), height: Math.round(height * picture.height) };
  return cropPicture(picture, {
    ...size,
    left: Math.min(picture.width - size.width, Math.round(left * picture.width)),
    top: Math.min(picture.height - size.height, Math.round(top * picture.height)),
  });
}

function findingFor({ id, statement }: Element, variation: Variation, { whole, crops }: Looks): CropFinding {
  const found = crops.find(({ shows }) => shows.has(id) && [...whole].every((other) => shows.has(other)));
  const tried = crops.length;
  const sentence = found
    ? `A crop that keeps ${Math.round(found.crop.width * found.crop.height * 100)} % of the best picture brings ${quoted(statement)} and loses nothing (${plural(tried, "crop")} tried).`
    : `None of ${plural(tried, "crop")} of at least 70 % of the best picture brings ${quoted(statement)} without losing something else.`;
  const crop = found ? { ...found.crop } : null;
  return { element: id, statement, variation: variation.id, tried, reaches: crop !== null, crop, sentence };
}

/** Crops that reach their element, as changes of the best picture. */
export const cropProposals = (findings: readonly CropFinding[]): readonly KnownProposal[] =>
  findings.flatMap(({ element, crop, sentence }) =>
    crop
      ? [
          {
            change: { kind: "adjustment" as const, element, adjustments: [{ kind: "crop" as const, ...crop }] },
            source: "crop",
            why: sentence,
            computed: true,
          },
        ]
      : [],
  );
