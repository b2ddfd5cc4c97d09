import { describe, expect, it } from "vitest";
import type { Element } from "../../element.ts";
import type { History } from "../../history.ts";
import { type AccuracyOf, observe, readLikelihoods } from "./observation.ts";
import { historyFrom, picturesFrom } from "../../testing/history.ts";
import { createTruths, truthOf } from "./truth.ts";
import type { Variation } from "../../variation.ts";

const good: AccuracyOf = () => ({ sensitivity: 0.9, specificity: 0.9, n: 1_000 });
const sketch = (pear: string): History =>
  historyFrom({
    elements: { pear: {} },
    rounds: [{ kind: "orientation", arms: [{ pictures: picturesFrom({ pear }) }] }],
  });
const pearOf = (history: History): Element => history.session.brief.elements[0] as Element;
const picture = (history: History, index = 0): Variation => history.variations[index] as Variation;

describe("what is known of a picture", () => {
  it("is what the judge said, weighed by its accuracy", () => {
    const history = sketch("pppp");
    const truth = truthOf(pearOf(history), picture(history), history, good);
    expect(truth).toMatchObject({ source: "judge", answer: "present" });
    expect(truth.probability).toBeGreaterThan(0.98);
  });

  it("is what the person said, whatever the judge saw", () => {
    const history = {
      ...sketch("pppp"),
      verdicts: [
        { variation: "round0arm0picture0", choice: null, rating: null, elements: { pear: "missed" as const } },
      ],
    };
    expect(truthOf(pearOf(history), picture(history), history, good)).toEqual({
      probability: 0,
      source: "person",
      answer: "absent",
    });
  });

  it("is nothing when the judge is unsure or nobody looked", () => {
    const unsure = sketch("?ppp");
    expect(observe(unsure, pearOf(unsure), picture(unsure), good)).toMatchObject({ answer: "unsure", source: "judge" });
    const unread = { ...unsure, readings: [] };
    expect(observe(unread, pearOf(unread), picture(unread), good)).toMatchObject({ answer: "unsure", source: "none" });
  });

  it("leaves readers other than the session's judge out", () => {
    const history = sketch("pppp");
    const other = {
      ...history,
      readings: history.readings.map((reading) => ({ ...reading, reader: "somebody else" })),
    };
    expect(observe(other, pearOf(other), picture(other), good).source).toBe("none");
    const alone = { ...history, session: { ...history.session, brief: { ...history.session.brief, judge: null } } };
    expect(observe(alone, pearOf(alone), picture(alone), good).source).toBe("none");
  });

  it("follows the newest version of the judge", () => {
    const history = sketch("p");
    const revised = history.readings.map((reading) => ({
      ...reading,
      version: 2,
      body: { element: "pear", answer: "absent" as const, probability: 0.1 },
    }));
    const both = { ...history, readings: [...revised, ...history.readings] };
    expect(observe(both, pearOf(both), picture(both), good).answer).toBe("absent");
  });

  it("learns the hit rate from all pictures of the same prompt and settings only", () => {
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: picturesFrom({ pear: "pp" }) }] },
        { kind: "orientation", arms: [{ pictures: picturesFrom({ pear: "pp" }, 10) }] },
        {
          kind: "orientation",
          arms: [{ pictures: picturesFrom({ pear: "aaaa" }).map((one) => ({ ...one, recipe: { steps: 5 } })) }],
        },
      ],
    });
    const truths = createTruths(history, { accuracy: good });
    expect(truths.hitRate(pearOf(history), picture(history)).read).toBe(4);
    expect(truths.hitRate(pearOf(history), picture(history)).states.heard).toBeGreaterThan(0.8);
  });
});

describe("an edit of a picture", () => {
  const edited = (reads: string, element: string | null): number => {
    const change = { kind: "instruction" as const, element, text: "darker", strength: 0.4 };
    const [edit] = picturesFrom({ pear: reads }, 1);
    const history = historyFrom({
      elements: { pear: {} },
      rounds: [
        { kind: "orientation", arms: [{ pictures: picturesFrom({ pear: "pppp" }) }] },
        {
          kind: "refine",
          parent: 0,
          arms: [{ change, pictures: [{ ...edit, recipe: { source: "blob of round0arm0picture0" } }] }],
        },
      ],
    });
    return truthOf(pearOf(history), picture(history, 4), history, good).probability;
  };

  it("is expected to show what its source showed", () => {
    expect(edited("?", null)).toBeGreaterThan(0.85);
    expect(edited("p", null)).toBeGreaterThan(edited("p", "pear"));
  });

  it("may have lost it all the same", () => expect(edited("a", null)).toBeLessThan(0.6));
  it("starts afresh for the element that it is for", () => expect(edited("?", "pear")).toBeCloseTo(0.7025, 3));
});

describe("the likelihood of an answer", () => {
  it("averages to the measured accuracy", () => {
    const likelihoods = readLikelihoods("present", { sensitivity: 0.9, specificity: 0.8, n: 10_000 });
    const average = (side: "right" | "wrong"): number =>
      likelihoods.reduce((sum, one) => sum + one[side] / likelihoods.length, 0);
    expect(likelihoods).toHaveLength(64);
    expect(average("right")).toBeCloseTo(0.9, 2);
    expect(average("wrong")).toBeCloseTo(0.2, 2);
  });

  it("spreads when the accuracy was never measured, and never falls below a coin", () => {
    const spread = (likelihoods: readonly { right: number }[]): number =>
      Math.max(...likelihoods.map(({ right }) => right)) - Math.min(...likelihoods.map(({ right }) => right));
    expect(spread(readLikelihoods("present", undefined))).toBeGreaterThan(
      spread(readLikelihoods("present", { sensitivity: 0.9, specificity: 0.9, n: 500 })),
    );
    for (const { right, wrong } of readLikelihoods("present", { sensitivity: 0.2, specificity: 0.2, n: 10 }))
      expect(right).toBeGreaterThanOrEqual(wrong);
  });
});
