import { sourceTypeBase } from "./standard-words.ts";

/** One step of a picture's lineage, the root first, as far as the question goes who made its pixels. */
export interface LineageStep {
  /** `model`: a generative model drew; `network`: a network enlarged; `numbers`: adjusted without any model. */
  readonly by: "model" | "network" | "numbers" | "elsewhere";
  /** IPTC's code of a picture made elsewhere, as its whole address; empty where nobody knows. */
  readonly stated: string;
}

/**
 * IPTC's code for how a picture came about, as its whole address, from what its lineage knows (C2PA's and IPTC's guidance of
 * 2025): drawn by a model alone; a model's pixels in a picture that was none; enlarged by a network; changed by a person. Null
 * where the root was made elsewhere and nobody knows how: then nothing is claimed.
 */
export function digitalSourceType(steps: readonly LineageStep[]): string | null {
  const [root, ...later] = steps;
  if (!root) return null;
  const generated = root.by === "model" || root.stated.endsWith("/trainedAlgorithmicMedia");
  if (generated) return code("trainedAlgorithmicMedia");
  if (later.some(({ by }) => by === "model") || root.stated.endsWith("/compositeWithTrainedAlgorithmicMedia"))
    return code("compositeWithTrainedAlgorithmicMedia");
  if (later.some(({ by }) => by === "network")) return code("algorithmicallyEnhanced");
  if (root.stated === "") return null;
  return /\/(?:digitalCapture|negativeFilm|positiveFilm|print)$/u.test(root.stated) && later.length > 0
    ? code("humanEdits")
    : root.stated;
}

const code = (name: string): string => sourceTypeBase + name;
