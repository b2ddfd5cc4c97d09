import { describe, expect, it } from "vitest";
import type { History } from "../../core/history.ts";
import { historyFrom } from "../../core/testing/history.ts";
import { chooseSource } from "./choose-source.ts";

const nobody = { judges: [] };
const refinement = {
  kind: "adjustment" as const,
  element: null,
  adjustments: [{ kind: "exposure" as const, stops: 0.3 }],
};

/** An orientation of two pictures, the second the better one, and a refinement of it. */
const refined = (after: "present" | "absent", choice?: "pick" | "reject"): History =>
  historyFrom({
    elements: { pear: {} },
    rounds: [
      {
        kind: "orientation",
        arms: [
          {
            pictures: [
              { seed: 1, reads: { pear: "absent" } },
              { seed: 2, reads: { pear: "present" } },
            ],
          },
        ],
      },
      {
        kind: "refine",
        parent: 0,
        arms: [
          {
            change: refinement,
            pictures: [
              {
                seed: null,
                recipe: { source: "the better one", adjustments: refinement.adjustments },
                reads: { pear: after },
                ...(choice ? { choice } : {}),
              },
            ],
          },
        ],
      },
    ],
  });

const [, better, after] = refined("present").variations.map(({ id }) => id);

describe("what goes on", () => {
  it.each([
    ["the refinement that was asked for, on top of the best", refined("present"), undefined, after],
    ["the best itself where the refinement made it worse", refined("absent"), undefined, better],
    ["the best itself where the refinement was rejected", refined("present", "reject"), undefined, better],
    ["the pick, whatever is read", refined("absent", "pick"), undefined, after],
    ["what is named", refined("present"), better, better],
  ])("is %s", (_, history, named, expected) => {
    expect(chooseSource(nobody, history, named).id).toBe(expected);
  });

  it("is not a redraw with the same words that reads no better, unless it is picked", () => {
    const redraw = {
      kind: "instruction" as const,
      element: null,
      text: "drawn again",
      strength: 0.42,
      words: { remove: "", add: "" },
    };
    const drawn = (choice?: "pick"): History => {
      const history = historyFrom({
        elements: { pear: {} },
        rounds: [
          { kind: "orientation", arms: [{ pictures: [{ seed: 1, reads: { pear: "present" } }] }] },
          {
            kind: "refine",
            parent: 0,
            arms: [
              {
                change: redraw,
                pictures: [
                  {
                    seed: 9,
                    recipe: { source: "it", strength: 0.42 },
                    reads: { pear: "present" },
                    ...(choice ? { choice } : {}),
                  },
                ],
              },
            ],
          },
        ],
      });
      const [first, second] = history.variations;
      return { ...history, variations: [first!, { ...second!, control: first!.id }] };
    };
    expect(chooseSource(nobody, drawn(), undefined).id).toBe("round0arm0picture0");
    expect(chooseSource(nobody, drawn("pick"), undefined).id).toBe("round1arm0picture0");
  });

  it("is what was approved, never an earlier final pass of it", () => {
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: [{ seed: 1, reads: { pear: "present" } }] }] },
        {
          kind: "final",
          parent: 0,
          arms: [
            {
              change: refinement,
              pictures: [
                {
                  seed: null,
                  recipe: { source: "it", adjustments: refinement.adjustments },
                  reads: { pear: "present" },
                },
              ],
            },
          ],
        },
      ],
    });
    const [orientation, final] = history.variations;
    const controlled = {
      ...history,
      variations: [orientation!, { ...final!, control: orientation!.id }],
      verdicts: [{ variation: final!.id, choice: "pick" as const, rating: null, elements: {} }],
    };
    expect(chooseSource(nobody, controlled, undefined).id).toBe(orientation!.id);
  });

  it("says when there is nothing yet", () => {
    expect(() => chooseSource(nobody, historyFrom({ elements: {}, rounds: [] }), undefined)).toThrow(
      /no finished variation/u,
    );
  });
});
