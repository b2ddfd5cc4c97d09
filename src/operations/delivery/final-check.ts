import { type History, roundIn, variationIn } from "../../core/history.ts";
import { sizeText } from "../../core/size.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { comparePictures } from "../../imaging/compare.ts";
import { decodePicture } from "../../imaging/decode.ts";
import type { ReportCheck, ReportPicture } from "../../report/report-model.ts";
import { reportPicture } from "../../report/report-picture.ts";
import type { MetadataMode } from "./picture-words.ts";
import { sourceTypeOf } from "./picture-words.ts";

/** What is looked at before a picture leaves the house: its size, that it is the approved one, where it comes from. */
export async function finalCheck(
  studio: Pick<Studio, "blobs">,
  history: History,
  delivered: Variation,
  shown: ReportPicture,
  mode: MetadataMode,
): Promise<ReportCheck> {
  const approved = approvedOf(history, delivered);
  const alike = approved !== undefined && sameShape(approved, delivered);
  return {
    pair: alike
      ? {
          before: await reportPicture(await studio.blobs.read(approved.blob), "The approved picture", "large"),
          after: shown,
          beforeName: "Approved",
          afterName: "Delivered",
        }
      : null,
    findings: [
      { name: "Size", sentence: sizeSentence(history, delivered) },
      ...(approved
        ? [{ name: "The same picture", sentence: alike ? await likeness(studio, approved, delivered) : cutSentence }]
        : []),
      { name: "Where it is from", sentence: originSentence(sourceTypeOf(history, delivered), mode) },
    ],
  };
}

const cutSentence = "It was cut to another shape, so it is compared with the approved one by eye alone.";

/** What a final pass was made from. */
function approvedOf(history: History, { round, control }: Variation): Variation | undefined {
  return roundIn(history, round).kind === "final" && control !== null ? variationIn(history, control) : undefined;
}

const ratioOf = ({ width, height }: Variation): number => (width ?? 1) / (height ?? 1);
const sameShape = (a: Variation, b: Variation): boolean => Math.abs(ratioOf(a) / ratioOf(b) - 1) < 0.01;

function sizeSentence(history: History, { width, height }: Variation): string {
  const target = history.session.brief.target.size;
  const size = { width: width ?? 0, height: height ?? 0 };
  if (!target) return `${sizeText(size)} pixels.`;
  const exact = target.width === size.width && target.height === size.height;
  return exact ? `${sizeText(size)} pixels, as asked.` : `${sizeText(size)} pixels; ${sizeText(target)} was asked for.`;
}

async function likeness(studio: Pick<Studio, "blobs">, approved: Variation, delivered: Variation): Promise<string> {
  const [a, b] = [
    await decodePicture(await studio.blobs.read(approved.blob)),
    await decodePicture(await studio.blobs.read(delivered.blob)),
  ];
  const { similarity, meanDifference } = comparePictures(a, b);
  return `Shrunk back to the approved size, its structure agrees to ${similarity.toFixed(3)} (SSIM, 1 is equal) and its colours differ by ${meanDifference.toFixed(2)} on average (ΔE2000, 1 is just seen).`;
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
