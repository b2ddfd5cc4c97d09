import { StudioError } from "../../core/errors.ts";
import { sizeText } from "../../core/size.ts";
import { type Studio, engineOf } from "../../core/studio.ts";
import type { OperationCall } from "../define.ts";
import { type Asked, type Pass, recipeOf } from "./pass.ts";

/**
 * One tile, beside what it was drawn over. It makes no round; the full pass finds the tile in the cache and does not draw
 * it a second time.
 */
export async function drawProofTile(studio: Studio, asked: Asked, pass: Pass, { signal }: OperationCall) {
  const { redraw, source, target } = pass;
  if (!redraw) throw new StudioError("internal", "There is a strength for the proof.");
  const engine = engineOf(studio, "finish");
  const plain = recipeOf(asked, pass);
  const recipe = { ...plain, settings: { ...plain.settings, proof: true } };
  const said = [
    `A proof tile of ${sizeText(target)} at strength ${redraw.strength}: left enlarged, right drawn again by ${redraw.engine}.`,
    ...(redraw.note ? [redraw.note] : []),
  ];
  const call = {
    signal,
    idempotencyKey: `proof-${source.blob.slice(0, 16)}`,
    previews: false,
    readBlob: (hash: string) => studio.blobs.read(hash),
  };
  for await (const event of engine.generate(recipe, call)) {
    if (event.type === "warning") said.push(event.message);
    if (event.type === "cost") said.push(`It cost ${event.micros / 1e6} ${event.currency}.`);
    if (event.type !== "output") continue;
    const blob = await studio.blobs.put(event.output.data, event.output.mediaType);
    const picture = {
      blob: blob.hash,
      mediaType: blob.mediaType,
      variation: source.id,
      caption: "enlarged | drawn again",
    };
    return { round: null, gate: null, plan: null, summary: said.join("\n"), pictures: [picture] };
  }
  throw new StudioError("unavailable", "The proof ended without a picture.", { hint: "Try it again." });
}
