import type { History } from "../../core/history.ts";
import { readingsOf } from "../../core/history.ts";
import { ElementReading, elementSubject } from "../../core/reading.ts";
import type { Variation } from "../../core/variation.ts";

/** Elements that the session's judge read in the approved picture and reads as absent in the delivery. */
export function lostElements(history: History, approved: Variation, delivered: Variation) {
  const read = (variation: Variation): ReadonlyMap<string, string> =>
    new Map(
      readingsOf(history, variation).flatMap(({ subject, body }) => {
        const reading = ElementReading.safeParse(body);
        return reading.success ? [[subject, reading.data.answer] as const] : [];
      }),
    );
  const [before, after] = [read(approved), read(delivered)];
  const { elements } = history.session.brief;
  const both = elements.filter((element) => before.has(elementSubject(element)) && after.has(elementSubject(element)));
  if (both.length === 0) return [];
  const lost = both.filter(
    (element) => before.get(elementSubject(element)) === "present" && after.get(elementSubject(element)) === "absent",
  );
  return [
    {
      name: "elements",
      value: lost.length,
      limit: 0,
      passed: lost.length === 0,
      sentence:
        lost.length === 0
          ? `All ${both.length} elements that were read are read as before.`
          : `No longer read in it: ${lost.map(({ statement }) => `“${statement}”`).join(", ")}.`,
    },
  ];
}
