import { access } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine, EngineEvent } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import type { Recipe } from "../../core/recipe.ts";
import { hasKnownWord, unknownWords } from "../../still-life/grammar.ts";
import type { World } from "../../still-life/world.ts";
import { createDiffusionEngine } from "../diffusion/engine.ts";

export interface StillLifeOptions {
  /** What the model was taught. */
  readonly world: World;
  /** Default: the weights that ship with Samebut. */
  readonly folder?: string;
}

/** At the same depth in a clone (src) and once built (dist). */
const shippedWeights = fileURLToPath(new URL("../../../models/still-life/weights", import.meta.url));

const example = "a green pear on a wooden table, hard light from the left";

/** The small model inside: real diffusion, no key and no network. It says which words it has not learnt. */
export function createStillLifeEngine({ world, folder = shippedWeights }: StillLifeOptions): Engine {
  const diffusion = createDiffusionEngine({
    id: "still-life",
    folder,
    title: "still-life",
    about: "The small diffusion model that ships with Samebut. It draws still lifes of one object, and nothing else.",
  });
  const reasonsAgainst = async (recipe: Recipe): Promise<readonly string[]> => {
    await requireWeights(folder);
    return [...wordReasons(recipe, world), ...((await diffusion.check?.(recipe)) ?? [])];
  };
  return {
    ...diffusion,
    async describe(signal) {
      await requireWeights(folder);
      return diffusion.describe(signal);
    },
    check: reasonsAgainst,
    async *generate(recipe, call) {
      const [reason] = await reasonsAgainst(recipe);
      if (reason !== undefined) throw new StudioError("invalid", reason);
      yield* wordWarnings(recipe, world);
      yield* diffusion.generate(recipe, call);
    },
  };
}

async function requireWeights(folder: string): Promise<void> {
  await access(join(folder, "model_index.json")).catch((cause: unknown) => {
    throw new StudioError("unavailable", `The weights of still-life are not in ${folder}.`, {
      hint: "Install Samebut again; they come with it.",
      cause,
    });
  });
}

const wordReasons = ({ prompt }: Recipe, world: World): readonly string[] =>
  hasKnownWord(prompt, world)
    ? []
    : [
        `still-life knows no word of this prompt. It draws still lifes, for example “${example}”. Connect another engine to draw this.`,
      ];

function wordWarnings({ prompt, negativePrompt }: Recipe, world: World): readonly EngineEvent[] {
  const settings = { prompt, negativePrompt } as const;
  return Object.entries(settings).flatMap(([setting, text]) => {
    const strange = unknownWords(text, world);
    if (strange.length === 0) return [];
    return [
      {
        type: "warning",
        setting,
        message: `still-life has not learnt: ${strange.join(", ")}. Connect another engine to draw that.`,
      },
    ];
  });
}
