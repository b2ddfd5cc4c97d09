import { describe, expect, it } from "vitest";
import type { History } from "../../history.ts";
import { historyFrom } from "../../testing/history.ts";
import { accuracyFrom, agreements } from "./calibration.ts";

/** One session: the judge's answers and the person's verdicts on one element, picture by picture. */
function session(
  pictures: readonly (readonly ["present" | "absent" | "unsure", "right" | "missed" | undefined])[],
): History {
  return historyFrom({
    elements: { pear: {} },
    rounds: [
      {
        kind: "orientation",
        arms: [
          {
            pictures: pictures.map(([pear, says], index) => ({
              seed: index + 1,
              reads: { pear },
              ...(says === undefined ? {} : { says: { pear: says } }),
            })),
          },
        ],
      },
    ],
  });
}

const first = session([
  ["present", "right"],
  ["present", "right"],
  ["absent", "right"],
  ["absent", "missed"],
  ["unsure", "right"],
  ["present", undefined],
]);
const second = session([
  ["present", "missed"],
  ["absent", "missed"],
]);

describe("a judge's agreement with the person", () => {
  const judge = first.session.brief.judge ?? "";
  const kind = first.session.brief.elements[0]?.kind ?? "subject";

  it("is counted over sessions, where both gave an answer", () => {
    expect(agreements([first, second], judge).get(kind)).toEqual({
      right: { present: 2, absent: 1 },
      missed: { present: 1, absent: 2 },
    });
  });

  it("is nobody else's", () => {
    expect(agreements([first], "somebody").size).toBe(0);
  });

  it("is shrunk towards a judge that nobody measured, and rests on what was tested less", () => {
    const accuracy = accuracyFrom(agreements([first, second], judge).get(kind));
    // nine of ten believed before, two of three seen
    expect(accuracy).toEqual({ sensitivity: 11 / 13, specificity: 11 / 13, n: 16 });
    const often = accuracyFrom({ right: { present: 90, absent: 10 }, missed: { present: 0, absent: 2 } });
    expect(often?.n).toBe(14);
    expect(often?.sensitivity).toBeCloseTo(0.9);
  });

  it("is not claimed while one side was never tested", () => {
    expect(accuracyFrom({ right: { present: 5, absent: 0 }, missed: { present: 0, absent: 0 } })).toBeUndefined();
    expect(accuracyFrom(undefined)).toBeUndefined();
  });
});
