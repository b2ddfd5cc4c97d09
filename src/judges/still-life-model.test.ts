import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Element } from "../core/element.ts";
import type { Sample } from "../core/sample.ts";
import { elementsOf } from "../still-life/grammar.ts";
import { loadWorld } from "../still-life/world.ts";
import { judgeContract } from "./judge-contract.ts";
import { createStillLifeJudge } from "./still-life.ts";

// Renders that the network was not trained on, with the values they were drawn with (renders.json).
const folder = join(import.meta.dirname, "fixtures");
const world = loadWorld();
const never = new AbortController().signal;

const sampleOf = async (name: string): Promise<Sample> => ({
  hash: name,
  mediaType: "image/png",
  data: new Uint8Array(await readFile(join(folder, name))),
});

/** One element for every value of the world, each in the words that the model was taught. */
const everything: readonly (Element & { attribute: string; value: string })[] = world.attributes.flatMap(
  ({ name, values }) =>
    values.flatMap(({ value, phrases }) =>
      elementsOf(phrases[0] ?? "", world).map((element) => ({ ...element, attribute: name, value })),
    ),
);

judgeContract("the judge that ships", {
  judge: () => createStillLifeJudge(),
  sample: () => sampleOf("green-pear.png"),
  elements: everything,
});

describe("the judge that ships", () => {
  const judge = createStillLifeJudge();
  afterAll(() => judge.close?.());

  it("reads renders as they were drawn", async () => {
    const drawn = JSON.parse(await readFile(join(folder, "renders.json"), "utf8")) as Record<
      string,
      Record<string, string>
    >;
    for (const [name, values] of Object.entries(drawn)) {
      const readings = await judge.readElements(await sampleOf(name), everything, never);
      const wrong = readings.filter(({ answer }, index) => {
        const { attribute, value } = everything[index]!;
        return answer === (values[attribute] === value ? "absent" : "present");
      });
      expect([name, wrong.map(({ element }) => element)]).toEqual([name, []]);
      const sure = await judge.readAttributes(await sampleOf(name), never);
      expect(sure.length).toBeGreaterThanOrEqual(7);
    }
  });

  it.each([
    { kind: "subject", sensitivity: 0.9, specificity: 0.97 },
    { kind: "colour", sensitivity: 0.9, specificity: 0.97 },
    { kind: "material", sensitivity: 0.7, specificity: 0.8 },
    { kind: "background", sensitivity: 0.85, specificity: 0.93 },
    { kind: "lighting", sensitivity: 0.75, specificity: 0.8 },
    { kind: "composition", sensitivity: 0.95, specificity: 0.97 },
  ] as const)("knows how often it is right about $kind on generated pictures", ({ kind, sensitivity, specificity }) => {
    const accuracy = judge.accuracy(kind);
    expect(accuracy?.sensitivity).toBeGreaterThan(sensitivity);
    expect(accuracy?.specificity).toBeGreaterThan(specificity);
    expect(accuracy?.n).toBeGreaterThan(50);
  });
});
