import { z } from "zod";
import { Prompt } from "../core/brief.ts";
import { Element } from "../core/element.ts";
import { EngineDescription } from "../core/engine.ts";
import { toFailure } from "../core/errors.ts";
import { Recipe } from "../core/recipe.ts";
import { plural } from "../core/sentences.ts";
import { type Studio, engineOf } from "../core/studio.ts";
import { Answer, defineOperation } from "./define.ts";
import { defaultEngine, proposeElements } from "./new-session.ts";

export const propose = defineOperation({
  name: "propose",
  summary: "What a prompt asks for, element by element, and whether an engine can draw it. Stores nothing.",
  effect: "read",
  input: z.object({
    prompt: Prompt.describe("The prompt, as you would write it"),
    engine: z.string().default(defaultEngine).describe("Engine id; `samebut engines` lists them"),
  }),
  output: Answer.extend({
    elements: z.array(Element),
    /** Why this engine cannot run it, each a sentence with its remedy; empty when it can. */
    reasons: z.array(z.string()),
    engine: EngineDescription.nullable(),
  }),
  commandLine: {
    positional: ["prompt"],
    example: 'samebut propose "a green pear on a wooden table, hard light from the left"',
  },
  async run(studio, input, { signal }) {
    const { makes } = engineOf(studio, input.engine);
    const elements = await proposeElements(studio, input.prompt, signal, makes);
    const { engine, reasons } = await askEngine(studio, input.engine, input.prompt, signal);
    return {
      elements: [...elements],
      reasons,
      engine,
      summary: [
        `It asks for ${plural(elements.length, "element")}.`,
        ...elements.map(
          ({ importance, statement, kind }) => `  ${importance === "must" ? "●" : "○"} ${statement} (${kind})`,
        ),
        ...reasons.map((reason) => `  But: ${reason}`),
      ].join("\n"),
      pictures: [],
    };
  },
});

/** An engine that does not answer is a reason, not an error: the prompt can be written all the same. */
async function askEngine(
  studio: Studio,
  id: string,
  prompt: string,
  signal: AbortSignal,
): Promise<{ engine: EngineDescription | null; reasons: string[] }> {
  const engine = engineOf(studio, id);
  try {
    const description = await engine.describe(signal);
    const size = description.sizes === "any" ? { width: 512, height: 512 } : description.sizes[0];
    const seed = description.abilities.includes("seeds") ? 1 : null;
    const recipe = Recipe.parse({
      engine: id,
      fingerprint: description.fingerprint,
      prompt,
      seed,
      size,
      steps: description.steps?.default,
      guidance: description.guidance?.default,
      sampler: description.samplers?.[0],
    });
    return { engine: description, reasons: [...((await engine.check?.(recipe)) ?? [])] };
  } catch (error) {
    const { message, hint } = toFailure(error);
    return { engine: null, reasons: [[message, hint].filter(Boolean).join(" ")] };
  }
}
