import { z } from "zod";
import { recipeDifference } from "../core/change.ts";
import { invalid } from "../core/errors.ts";
import { type History, variationIn } from "../core/history.ts";
import { createTruths } from "../core/method/interpretation/truth.ts";
import type { Recipe } from "../core/recipe.ts";
import type { Studio } from "../core/studio.ts";
import { shortId } from "../core/short-id.ts";
import type { Variation } from "../core/variation.ts";
import { wordDiff } from "../core/word-diff.ts";
import type { Comparison } from "../imaging/compare/compare.ts";
import { Answer, defineOperation } from "./define.ts";
import { pictureOf } from "./shared/describe-round.ts";
import { accuracyIn } from "./shared/method-options.ts";
import { settingTitles, settingValue } from "./shared/recipe-words.ts";

const PictureComparison = z.object({
  /** Structural similarity (SSIM) of luma; 1 is equal. */
  similarity: z.number(),
  /** ΔE2000, mean and 95th percentile. */
  meanDifference: z.number(),
  largeDifference: z.number(),
  /** Pixels of the first picture. */
  shift: z.object({ x: z.number(), y: z.number() }),
});

export const compareVariations = defineOperation({
  name: "compare",
  summary: "What differs between two variations: only the settings that differ, the pixels, the elements.",
  effect: "read",
  input: z.object({
    variations: z
      .array(z.string())
      .length(2, "Name exactly two variations to compare.")
      .describe("Two variation ids, or the ends of them"),
  }),
  output: Answer.extend({
    /** Only the settings that differ. */
    recipe: z.array(
      z.object({
        setting: z.string(),
        first: z.unknown(),
        second: z.unknown(),
        title: z.string(),
        /** Both values in words. */
        said: z.object({ first: z.string(), second: z.string() }),
        /** Word by word, for settings that are texts. */
        diff: z.array(z.object({ kind: z.enum(["same", "removed", "added"]), text: z.string() })).nullable(),
      }),
    ),
    elements: z.array(z.object({ element: z.string(), first: z.string(), second: z.string() })),
    picture: PictureComparison.nullable(),
  }),
  commandLine: { positional: ["variations"], example: "samebut compare 7c1f90ab 03de55f1" },
  async run(studio, input) {
    const [first, second] = await Promise.all(input.variations.map((id) => studio.store.findVariation(id)));
    if (!first || !second) throw invalid("Name exactly two variations to compare.");
    const history = await studio.store.history(first.session);
    const other = first.session === second.session ? history : await studio.store.history(second.session);
    const recipe = recipeDifference(first.recipe, second.recipe).map((setting) =>
      settingDifference(setting, first.recipe, second.recipe),
    );
    const elements = first.session === second.session ? elementDifference(studio, history, first, second) : [];
    const picture = await comparePixels(studio, first, second);
    return {
      recipe,
      elements,
      picture,
      summary: [
        `${shortId(first.id)} and ${shortId(second.id)}:`,
        ...recipe.map(recipeLine),
        ...elements.map((row) => `  ${row.element}: ${row.first} → ${row.second}`),
        ...(picture ? [pictureLine(picture)] : []),
      ].join("\n"),
      pictures: [pictureOf(history, variationIn(history, first.id)), pictureOf(other, variationIn(other, second.id))],
    };
  },
});

const textIn = (recipe: Recipe, setting: keyof Recipe): string | undefined =>
  setting === "prompt" || setting === "negativePrompt" || setting === "instruction"
    ? (recipe[setting] ?? "")
    : undefined;

function settingDifference(setting: keyof Recipe, first: Recipe, second: Recipe) {
  const [before, after] = [textIn(first, setting), textIn(second, setting)];
  return {
    setting,
    first: first[setting],
    second: second[setting],
    title: settingTitles[setting],
    said: { first: settingValue(first, setting), second: settingValue(second, setting) },
    diff: before === undefined || after === undefined ? null : wordDiff(before, after).map((part) => ({ ...part })),
  };
}

function elementDifference(
  studio: Pick<Studio, "judges">,
  history: History,
  first: Variation,
  second: Variation,
): { element: string; first: string; second: string }[] {
  const truths = createTruths(history, { accuracy: accuracyIn(studio) });
  const word = { present: "right", absent: "missed", unsure: "unsure" } as const;
  return history.session.brief.elements.flatMap((element) => {
    const [a, b] = [truths.observation(element, first).answer, truths.observation(element, second).answer];
    return a === b ? [] : [{ element: element.statement, first: word[a], second: word[b] }];
  });
}

/** Undefined for texts. Sizes may differ: both are compared at the size of the first. */
export async function comparePixels(
  studio: Pick<Studio, "blobs">,
  first: Pick<Variation, "blob" | "mediaType">,
  second: Pick<Variation, "blob" | "mediaType">,
): Promise<Comparison | null> {
  if (!first.mediaType.startsWith("image/") || !second.mediaType.startsWith("image/")) return null;
  const [{ comparePictures }, { decodePicture }] = await Promise.all([
    import("../imaging/compare/compare.ts"),
    import("../imaging/files/decode.ts"),
  ]);
  const [a, b] = await Promise.all(
    [first, second].map(async ({ blob }) => decodePicture(await studio.blobs.read(blob))),
  );
  return a && b ? comparePictures(a, b) : null;
}

interface SaidDifference {
  readonly title: string;
  readonly said: { readonly first: string; readonly second: string };
}

const recipeLine = ({ title, said }: SaidDifference): string =>
  `  ${title}: ${short(said.first)} → ${short(said.second)}`;

const short = (text: string): string => (text.length > 200 ? `${text.slice(0, 197)}…` : text);

function pictureLine({ similarity, meanDifference, largeDifference, shift }: Comparison): string {
  const moved =
    Math.hypot(shift.x, shift.y) > 0.5 ? `moved by ${shift.x.toFixed(1)}, ${shift.y.toFixed(1)} px` : "not moved";
  return `  pixels: SSIM ${similarity.toFixed(3)}, ΔE2000 ${meanDifference.toFixed(1)} on average and ${largeDifference.toFixed(1)} in the most changed 5 %, ${moved}`;
}
