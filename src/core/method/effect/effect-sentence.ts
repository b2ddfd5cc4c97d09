import type { ElementEffect } from "./element-effect.ts";
import { capitalised, odds, plural, quoted } from "../../sentences.ts";

/** "Fixed in 3 of 3, broke nothing. Suggested; about 1 more pair would make it likely." */
export function effectSentence(effect: Omit<ElementEffect, "sentence">): string {
  if (effect.n === 0) return `Nobody could read ${quoted(effect.statement)} before and after, so nothing is known.`;
  return `${tally(effect)} ${verdict(effect)}`;
}

function tally({ prefix, pairs, rates, n }: Omit<ElementEffect, "sentence">): string {
  const paired = pairs.kept + pairs.fixed + pairs.broke + pairs.neither > 0;
  if (prefix === "unpaired" || !paired) {
    return `Right in ${rates.after[0]} of ${rates.after[1]} with it, ${rates.before[0]} of ${rates.before[1]} without it.`;
  }
  if (pairs.fixed === 0 && pairs.broke === 0) return nothingMoved(pairs, n);
  const fixed = pairs.fixed > 0 ? `fixed in ${pairs.fixed} of ${n}` : "fixed nothing";
  const broke = pairs.broke > 0 ? `broke in ${pairs.broke} of ${n}` : "broke nothing";
  return `${capitalised(pairs.fixed > 0 || pairs.broke === 0 ? `${fixed}, ${broke}` : `${broke}, ${fixed}`)}.`;
}

function nothingMoved({ kept, neither }: ElementEffect["pairs"], n: number): string {
  if (neither === 0) return `Still right in ${kept} of ${n}.`;
  return kept === 0
    ? `Still missed in ${neither} of ${n}.`
    : `Unchanged: right in ${kept}, missed in ${neither} of ${n}.`;
}

function verdict(effect: Omit<ElementEffect, "sentence">): string {
  const { label, direction, morePairs } = effect;
  if (effect.withinNoise && effect.pairs.fixed + effect.pairs.broke > 0)
    return `Within noise: neutral words alone do as much with chance ${odds(effect.noiseChance ?? 1)}.`;
  const said = label === "no evidence" ? notEnough(effect) : direction === "better" ? label : `harm ${label}`;
  const more =
    morePairs !== null && morePairs > 0 && label === "suggested"
      ? `; about ${plural(morePairs, "more pair")} would make it likely`
      : "";
  const caution =
    effect.prefix === "unpaired"
      ? " (unpaired)"
      : effect.prefix === "confounded"
        ? " (confounded: more than one thing changed)"
        : "";
  return `${capitalised(said)}${caution}${more}.`;
}

const notEnough = ({ n, target, pairs, prefix }: Omit<ElementEffect, "sentence">): string =>
  target || prefix === "unpaired" || pairs.fixed + pairs.broke > 0
    ? `not enough to tell from ${plural(n, prefix === "unpaired" ? "variation" : "pair")}`
    : "no evidence of an effect";
