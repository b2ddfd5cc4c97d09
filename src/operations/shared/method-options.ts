import type { EffectOptions } from "../../core/method/effect/effect.ts";
import type { History } from "../../core/history.ts";
import type { InterpretOptions } from "../../core/method/interpretation/interpretation.ts";
import { type Knowledge, effectPrior, fixableBy } from "../../core/method/lessons/knowledge.ts";
import { judgeOf } from "../../core/read-variations.ts";
import type { Studio } from "../../core/studio.ts";
import { accuracyIn } from "./accuracy.ts";
import { knowledgeFor } from "./learned.ts";

export { accuracyIn } from "./accuracy.ts";

/** What the method needs to know beside the history. */
export interface MethodOptions extends InterpretOptions, EffectOptions {
  readonly knowledge: Knowledge;
}

/** The judges' accuracy, what the brief leaves free, and what other sessions taught about this engine. */
export async function methodOptions(studio: Studio, history: History): Promise<MethodOptions> {
  const judge = judgeOf(studio, history);
  const knowledge = await knowledgeFor(studio, history);
  const asked = new Set(history.session.brief.elements.flatMap((element) => judge?.attributesOf?.(element) ?? []));
  return {
    knowledge,
    accuracy: accuracyIn(studio),
    weights: (kind) => knowledge.weights(kind),
    isFree: (attribute) => !asked.has(attribute),
    baseline: (attribute) => judge?.baseline?.(history.session.engine, attribute),
    fixable: (element) => fixableBy(knowledge, element),
    usual: (quantity) => knowledge.usual(quantity),
    prior: effectPrior(knowledge),
    noise: knowledge.noise,
  };
}
