import { describe, expect, it } from "vitest";
import type { AccuracyOf } from "../interpretation/observation.ts";
import { type PictureSketch, historyFrom, picturesFrom, verdictsFrom } from "../../testing/history.ts";
import type { History } from "../../history.ts";
import { createTruths } from "../interpretation/truth.ts";
import { bestSoFar, valueOf } from "./value.ts";

const accuracy: AccuracyOf = () => ({ sensitivity: 0.97, specificity: 0.97, n: 400 });
const oneRound = (
  pictures: readonly PictureSketch[],
  elements: Parameters<typeof historyFrom>[0]["elements"],
): History => historyFrom({ elements, rounds: [{ kind: "orientation", arms: [{ pictures }] }] });
const value = (history: History, index: number) =>
  valueOf(history, history.variations[index]!, createTruths(history, { accuracy }));

describe("the value of a picture", () => {
  it("weighs a must three times a nice", () => {
    const history = oneRound(verdictsFrom({ must: "pa", nice: "ap" }), { must: {}, nice: { importance: "nice" } });
    expect(value(history, 0).value).toBe(0.75);
    expect(value(history, 1).value).toBe(0.25);
  });

  it("is done when every must-have is in, whatever the rest", () => {
    const history = oneRound(verdictsFrom({ must: "pa", nice: "ap" }), { must: {}, nice: { importance: "nice" } });
    expect([value(history, 0).done, value(history, 1).done]).toEqual([true, false]);
    expect(value(history, 1).sentence).toContain("not sure of “must” (1 of 1 must-haves)");
  });

  it("is nothing that can be told without elements", () => {
    expect(value(oneRound([{ seed: 1 }], {}), 0)).toMatchObject({ value: 0, done: false });
  });
});

describe("the best so far", () => {
  const elements = { pear: {}, wood: {} };

  it("is the picture with the highest value of all rounds, and is not lost by a worse round", () => {
    const history = historyFrom({
      elements,
      rounds: [
        { kind: "orientation", arms: [{ pictures: verdictsFrom({ pear: "pp", wood: "ap" }) }] },
        {
          kind: "fix",
          parent: 0,
          arms: [
            {
              change: { kind: "words", element: "wood", remove: "", add: "oak" },
              pictures: verdictsFrom({ pear: "aa", wood: "pa" }),
            },
          ],
        },
      ],
    });
    expect(bestSoFar(history, accuracy)?.variation).toBe("round0arm0picture1");
  });

  it("is what the person picked, and never what they rejected while there is another", () => {
    const [good, bad] = verdictsFrom({ pear: "pa", wood: "pa" });
    expect(bestSoFar(oneRound([good!, { ...bad!, choice: "pick" }], elements), accuracy)).toMatchObject({
      variation: "round0arm0picture1",
      picked: true,
    });
    expect(bestSoFar(oneRound([{ ...good!, choice: "reject" }, bad!], elements), accuracy)?.variation).toBe(
      "round0arm0picture1",
    );
    expect(bestSoFar(oneRound([{ ...good!, choice: "reject" }], elements), accuracy)?.variation).toBe(
      "round0arm0picture0",
    );
  });

  it("stays with the earlier of equals, and is nothing before the first picture", () => {
    expect(bestSoFar(oneRound(picturesFrom({ pear: "pp", wood: "pp" }), elements), accuracy)?.variation).toBe(
      "round0arm0picture0",
    );
    expect(bestSoFar(oneRound([], elements), accuracy)).toBeUndefined();
  });
});
