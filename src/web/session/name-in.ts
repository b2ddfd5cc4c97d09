import type { Outline, OutlineVariation } from "../queries.ts";
import { takeName } from "../text/takes/take-name.ts";
import { isText, nameOf } from "./find.ts";

/** How a variation is spoken of in its session: "Seed 12", "Take 2". */
export const nameIn = (outline: Outline, variation: OutlineVariation): string =>
  isText(outline) ? takeName(outline, variation) : nameOf(variation);
