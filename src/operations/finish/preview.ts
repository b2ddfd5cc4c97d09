import { z } from "zod";
import type { EngineDescription } from "../../core/engine.ts";
import { Cost } from "../../core/variation.ts";
import { dollars } from "../../core/spending.ts";
import { Size, sizeText } from "../../core/size.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { framePicture } from "../../imaging/framing.ts";
import { resizeLanczos } from "../../imaging/lanczos.ts";
import { fitInto } from "../../imaging/picture.ts";
import type { Picture as Shown } from "../define.ts";
import { tileCount, tilesOver } from "../../imaging/tiles/tile-layout.ts";
import { type Asked, type Pass, recipeOf } from "./pass.ts";
import { framingFor } from "./target.ts";

/** A final pass before it is made. */
export const PassPlan = z.object({
  /** Exact pixels of the delivery. */
  target: Size,
  /** Whether it has another shape than the approved picture, so that it must be cut or given room. */
  reshaped: z.boolean(),
  /** How many tiles are drawn again, and what they and the upscaler cost at their price; null is unknown. */
  tiles: z.int(),
  price: Cost,
  /** Why it cannot be made like this. */
  reasons: z.array(z.string()),
});

const previewBox = { width: 768, height: 768 };

/** What the pass would make, cost and look like: nothing is planned or stored but the two small pictures. */
export async function previewPass(studio: Studio, asked: Asked, pass: Pass) {
  const { source, target, redraw } = pass;
  const { tiles, drawing } = await tilesOf(studio, pass);
  const plan: z.output<typeof PassPlan> = {
    target,
    reshaped: pass.adjustments.some(({ kind }) => kind === "crop" || kind === "extend"),
    tiles,
    price: sumOf(priceOf(tiles, drawing?.price), priceOf(1, (await upscalerOf(studio, asked))?.price)),
    reasons: [...((await engineOf(studio, "finish").check?.(recipeOf(asked, pass))) ?? [])],
  };
  const pictures = await previewFraming(studio, source, target);
  const ways = `left cut to the shape (--fit crop), right with room added (--fit extend)`;
  const summary = [
    `At ${sizeText(target)}: ${ways}.`,
    ...(plan.price?.micros === 0 ? [] : [priceSentence(plan.price)]),
    ...(tiles > 0 ? [`${tiles} tiles are drawn again by ${redraw?.engine}.`] : []),
    ...plan.reasons,
  ];
  return { round: null, gate: null, plan, summary: summary.join("\n"), pictures };
}

/** The engine that draws the picture again, and how often it is asked. */
export async function tilesOf(studio: Studio, { redraw, target }: Pass) {
  const drawing = redraw && (await engineOf(studio, redraw.engine).describe());
  return { drawing, tiles: drawing ? tileCount(tilesOver(drawing, target)) : 0 };
}

/** The connected engine that enlarges, where one was named. */
export async function upscalerOf(studio: Studio, { upscaler }: Pick<Asked, "upscaler">) {
  return studio.engines.get(upscaler.split(":")[0] ?? "")?.describe();
}

export function priceOf(count: number, price: EngineDescription["price"] | undefined): z.output<typeof Cost> {
  if (!price || count === 0) return { micros: 0, currency: "USD" };
  return price.micros === null ? null : { micros: count * price.micros, currency: price.currency };
}

/** Unknown where one of them is. */
export const sumOf = (one: z.output<typeof Cost>, other: z.output<typeof Cost>): z.output<typeof Cost> =>
  one === null || other === null ? null : { ...one, micros: one.micros + other.micros };

const priceSentence = (price: z.output<typeof Cost>): string =>
  price === null ? "Nobody knows what it costs." : `It costs about ${dollars(price.micros)}.`;

/** Both ways to the target's shape, small: nothing is planned or stored but the two previews. */
async function previewFraming(studio: Studio, source: Variation, target: Size): Promise<Shown[]> {
  const picture = await decodePicture(await studio.blobs.read(source.blob));
  const ways = ["crop", "extend"] as const;
  return Promise.all(
    ways.map(async (fit) => {
      const framed = framePicture(picture, framingFor(picture, target, fit));
      const small = resizeLanczos(framed, fitInto(target, previewBox));
      const blob = await studio.blobs.put(await encodePicture(small, "png"), "image/png");
      return { blob: blob.hash, mediaType: "image/png", variation: source.id, caption: `--fit ${fit}` };
    }),
  );
}
