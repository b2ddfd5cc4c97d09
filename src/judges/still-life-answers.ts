import type { Element } from "../core/element.ts";
import type { Answer, ElementReading } from "../core/reading.ts";
import { attributesOf, unknownWords } from "../still-life/grammar.ts";
import type { World } from "../still-life/world.ts";
import type { View } from "./still-life-view.ts";

interface Opinion {
  readonly answer: Answer;
  readonly probability: number;
}

const cannotTell: Opinion = { answer: "unsure", probability: 0.5 };

/**
 * Whether the view shows the element. An element that asks for several things shows when all of them do; one that
 * also asks for something outside the world can be missed, but never said to be there.
 */
export function answerElement(element: Element, view: View, world: World): ElementReading {
  const opinions = attributesOf(element, world).map((target) => {
    const seen = view.get(target.attribute);
    const share = seen?.probabilities.get(target.value);
    if (!seen || share === undefined) return cannotTell;
    const probability = target.negated ? 1 - share : share;
    if (!seen.sure) return { answer: "unsure" as const, probability };
    return {
      answer: (seen.best === target.value) !== target.negated ? ("present" as const) : ("absent" as const),
      probability,
    };
  });
  const strange = unknownWords(element.statement, world).length > 0;
  const [first = cannotTell, ...rest] = opinions;
  const { answer, probability } = [...rest, ...(strange && opinions.length > 0 ? [cannotTell] : [])].reduce(
    both,
    first,
  );
  return { element: element.id, answer, probability };
}

/** Both together, taken as independent. */
function both(a: Opinion, b: Opinion): Opinion {
  const probability = a.probability * b.probability;
  if (a.answer === "absent" || b.answer === "absent") return { answer: "absent", probability };
  return { answer: a.answer === "present" ? b.answer : "unsure", probability };
}
