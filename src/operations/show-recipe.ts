import { z } from "zod";
import { Recipe } from "../core/recipe.ts";
import { shortId } from "../core/short-id.ts";
import { Answer, defineOperation } from "./define.ts";
import { isText } from "./text/text-of.ts";
import { settingTitles, settingValue } from "./shared/recipe-words.ts";

export const showRecipe = defineOperation({
  name: "recipe",
  summary: "Everything needed to make a variation again, in words and as data.",
  effect: "read",
  input: z.object({ variation: z.string().describe("Variation id or the end of one") }),
  output: Answer.extend({
    recipe: Recipe,
    /** Only what is set, in words. */
    settings: z.array(z.object({ title: z.string(), value: z.string() })),
  }),
  commandLine: { positional: ["variation"], example: "samebut recipe 7c1f90ab" },
  async run(studio, input) {
    const { id, recipe, mediaType } = await studio.store.findVariation(input.variation);
    const settings = (Object.keys(settingTitles) as (keyof Recipe)[])
      .map((setting) => ({ title: settingTitles[setting], value: settingValue(recipe, setting) }))
      .filter(({ title, value }) => value !== "none" && !(title === settingTitles.size && isText({ mediaType })));
    return {
      recipe,
      settings,
      summary: [`Recipe of ${shortId(id)}:`, ...settings.map(({ title, value }) => `  ${title}: ${value}`)].join("\n"),
      pictures: [],
    };
  },
});
