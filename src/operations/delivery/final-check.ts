import { type History, roundIn, variationIn } from "../../core/history.ts";
import { capitalised } from "../../core/sentences.ts";
import { sizeText } from "../../core/size.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { decodePicture } from "../../imaging/files/decode.ts";
import { encodePicture } from "../../imaging/files/encode.ts";
import { framePicture } from "../../imaging/framing.ts";
import type { Picture } from "../../imaging/picture.ts";
import { type ComparedPixels, type GateCheck, comparePixels } from "../finish/compare-pixels.ts";
import { adjustmentsOf } from "../finish/gate.ts";
import type { ReportCheck, ReportPicture } from "../../report/report-model.ts";
import { reportPicture } from "../../report/report-picture.ts";
import type { MetadataMode } from "./picture-words.ts";
import { sourceTypeOf } from "./picture-words.ts";

/** What is looked at before a picture leaves the house: its size, that it is the approved one, where it comes from. */
export async function finalCheck(
  studio: Pick<Studio, "blobs" | "home">,
  history: History,
  delivered: Variation,
  shown: ReportPicture,
  { mode, checks: files }: { readonly mode: MetadataMode; readonly checks: readonly { readonly sentence: string }[] },
): Promise<ReportCheck> {
  const source = approvedOf(history, delivered);
  const approved = source && (await framedAsDelivered(studio, history, source, delivered));
  const gate = source && (await comparePixels(studio, source, delivered, adjustmentsOf(history, delivered)));
  return {
    checks: (gate?.checks ?? []).map(unnamed),
    pair: approved
      ? {
          before: await reportPicture(await encodePicture(approved, "png"), "The approved picture", "large"),
          after: shown,
          beforeName: "Approved",
          afterName: "Delivered",
        }
      : null,
    findings: [
      { name: "Size", sentence: sizeSentence(history, delivered) },
      ...(gate ? [{ name: "The same picture", sentence: gateSentence(gate) }] : []),
      ...(files.length > 0
        ? [{ name: "The files, opened again", sentence: files.map(({ sentence }) => sentence).join(" ") }]
        : []),
      { name: "Where it is from", sentence: originSentence(sourceTypeOf(history, delivered), mode) },
    ],
  };
}

/** What a final pass was made from. */
function approvedOf(history: History, { round, control }: Variation): Variation | undefined {
  return roundIn(history, round).kind === "final" && control !== null ? variationIn(history, control) : undefined;
}

/** The approved picture cut, or with room added, as the final pass did it. */
async function framedAsDelivered(
  studio: Pick<Studio, "blobs">,
  history: History,
  source: Variation,
  delivered: Variation,
): Promise<Picture> {
  return framePicture(await decodePicture(await studio.blobs.read(source.blob)), adjustmentsOf(history, delivered));
}

/** The gate in a sentence; what failed in its own words. */
function gateSentence({ checks, similarity, meanDifference }: ComparedPixels): string {
  const faults = checks.filter(({ passed }) => !passed).map(({ sentence }) => sentence);
  const numbers = `Shrunk back to the approved size, its structure agrees to ${similarity.toFixed(3)} (SSIM, 1 is equal) and its colours differ by ${meanDifference.toFixed(2)} on average (ΔE2000, 1 is just seen).`;
  if (faults.length === 0) return `Yes: all ${checks.length} checks passed. ${numbers}`;
  return `Not quite: ${checks.length - faults.length} of ${checks.length} checks passed. ${faults.join(" ")} ${numbers}`;
}

/** "likeness: 1.00, at least 0.9." stands beside its name already. */
const unnamed = ({ name, sentence }: GateCheck): { readonly name: string; readonly sentence: string } => ({
  name: capitalised(name),
  sentence: sentence.startsWith(`${name}: `) ? capitalised(sentence.slice(name.length + 2)) : sentence,
});

function sizeSentence(history: History, { width, height }: Variation): string {
  const target = history.session.brief.target.size;
  const size = { width: width ?? 0, height: height ?? 0 };
  if (!target) return `${sizeText(size)} pixels.`;
  const exact = target.width === size.width && target.height === size.height;
  return exact ? `${sizeText(size)} pixels, as asked.` : `${sizeText(size)} pixels; ${sizeText(target)} was asked for.`;
}

function originSentence(source: string | null, mode: MetadataMode): string {
  const code = source?.split("/").at(-1);
  const where = sentences[code ?? ""] ?? (code ? `IPTC's code for it is ${code}.` : sentences[""]!);
  const written = mode === "none" || code === undefined ? "" : " The files say so, in IPTC's words for it.";
  return where + written;
}

const sentences: Readonly<Record<string, string>> = {
  "": "It began as a picture from elsewhere that does not say how it was made; nothing is claimed.",
  trainedAlgorithmicMedia: "A model drew it.",
  compositeWithTrainedAlgorithmicMedia: "It began as a picture that no model drew; parts of it a model did.",
  algorithmicallyEnhanced: "It began as a picture that no model drew; a network enlarged it.",
  humanEdits: "It began as a photograph and was adjusted without any model.",
  digitalCapture: "It is a photograph as it came.",
};
