import { listed } from "../words.ts";
import type { Pass } from "./use-passes.ts";

/** A pass that stands, and those before it that the check made it replace. */
export interface Descent {
  readonly pass: Pass;
  /** The newest first. */
  readonly replaced: readonly Pass[];
}

/** Passes, the newest first, each with what it replaced because the picture had changed. */
export function descents(passes: readonly Pass[]): readonly Descent[] {
  const found: { pass: Pass; replaced: Pass[] }[] = [];
  passes.forEach((pass, index) => {
    const newer = passes[index - 1];
    const open = found.at(-1);
    if (newer && newer.steppedDownFrom !== null && open) open.replaced.push(pass);
    else found.push({ pass, replaced: [] });
  });
  return found;
}

/** "At 0.40 and 0.30 it was no longer the approved picture, so it was drawn at 0.20." */
export function descentSentence({ pass, replaced }: Descent): string | undefined {
  if (replaced.length === 0) return undefined;
  const strengths = replaced.toReversed().map(({ redraw }) => (redraw?.strength ?? 0).toFixed(2));
  const instead = pass.redraw ? `it was drawn at ${pass.redraw.strength.toFixed(2)}` : "it is enlarged only";
  return `At ${listed(strengths)} it was no longer the approved picture, so ${instead}.`;
}
