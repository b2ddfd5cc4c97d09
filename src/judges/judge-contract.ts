import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Element } from "../core/element.ts";
import { StudioError } from "../core/errors.ts";
import type { Judge } from "../core/judge.ts";
import { AttributeReading, ElementReading } from "../core/reading.ts";
import type { Sample } from "../core/sample.ts";

export interface JudgeContract {
  readonly judge: () => Judge | Promise<Judge>;
  /** Something that it can read. */
  readonly sample: () => Sample | Promise<Sample>;
  /** Elements that it can place, at least one. */
  readonly elements: readonly Element[];
  /** Set where the judge never opens the bytes, so that bad ones cannot hurt it. */
  readonly ignoresBytes?: boolean;
}

const never = new AbortController().signal;

const strange: Element = {
  id: "strange",
  kind: "identity",
  statement: "the 🦄 of 1743, qwxz",
  question: "Is it the 🦄 of 1743, qwxz?",
  importance: "nice",
  words: [],
};

const hostile: readonly (readonly [string, Uint8Array])[] = [
  ["nothing", new Uint8Array()],
  ["no picture", new TextEncoder().encode("<svg onload=alert(1)>")],
  ["half a PNG header", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0)],
  ["noise", Uint8Array.from({ length: 4_096 }, (_, index) => (index * 7_919) % 251)],
];

/** What every judge does, whatever it reads with. Run it from the judge's own test file. */
export function judgeContract(name: string, contract: JudgeContract): void {
  describe(`${name} as a judge`, () => {
    let judge: Judge;
    let sample: Sample;
    beforeAll(async () => {
      judge = await contract.judge();
      sample = await contract.sample();
    });
    afterAll(() => judge.close?.());

    it("has a name and a version", () => {
      expect(judge.id).toMatch(/^[a-z0-9][a-z0-9:._-]*$/u);
      expect(judge.version).toBeGreaterThanOrEqual(1);
    });

    it("answers every element asked, in the order asked", async () => {
      const asked = [strange, ...contract.elements.toReversed(), { ...strange, id: "again" }];
      const readings = await judge.readElements(sample, asked, never);
      expect(readings.map(({ element }) => element)).toEqual(asked.map(({ id }) => id));
      for (const reading of readings) expect(ElementReading.parse(reading)).toEqual(reading);
      expect(await judge.readElements(sample, [], never)).toEqual([]);
    });

    it("answers the same again, together or one by one", async () => {
      const together = await judge.readElements(sample, contract.elements, never);
      expect(await judge.readElements({ ...sample, data: sample.data.slice() }, contract.elements, never)).toEqual(
        together,
      );
      for (const [index, element] of contract.elements.entries()) {
        expect(await judge.readElements(sample, [element], never)).toEqual([together[index]]);
      }
    });

    it("names each attribute once, and the same again", async () => {
      const attributes = await judge.readAttributes(sample, never);
      for (const attribute of attributes) expect(AttributeReading.parse(attribute)).toEqual(attribute);
      expect(new Set(attributes.map(({ attribute }) => attribute)).size).toBe(attributes.length);
      expect(await judge.readAttributes(sample, never)).toEqual(attributes);
    });

    it("speaks of each attribute of an element once, and of none that it does not know", () => {
      for (const element of contract.elements) {
        const names = judge.attributesOf?.(element) ?? [];
        expect(new Set(names).size).toBe(names.length);
      }
      expect(judge.attributesOf?.(strange) ?? []).toEqual([]);
    });

    it("has measured accuracies between 0 and 1, or none", () => {
      for (const { kind } of [...contract.elements, strange]) {
        const accuracy = judge.accuracy(kind);
        if (!accuracy) continue;
        expect(accuracy.n).toBeGreaterThan(0);
        for (const share of [accuracy.sensitivity, accuracy.specificity]) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }
    });

    it.each(contract.ignoresBytes === true ? [] : hostile)(
      "says clearly that %s cannot be read",
      async (_what, data) => {
        const bad: Sample = { hash: "0".repeat(64), mediaType: sample.mediaType, data };
        // One after the other: a promise that fails while nobody waits for it would end the test run.
        const readings = [
          () => judge.readElements(bad, contract.elements, never),
          () => judge.readAttributes(bad, never),
        ];
        for (const reading of readings) {
          const error: unknown = await reading().then(
            () => undefined,
            (reason: unknown) => reason,
          );
          expect(error).toBeInstanceOf(StudioError);
          expect((error as StudioError).code).toMatch(/^(?:invalid|corrupt)$/u);
          expect((error as StudioError).message.length).toBeGreaterThan(15);
        }
      },
    );

    it("stops when told", async () => {
      await expect(judge.readElements(sample, contract.elements, AbortSignal.abort())).rejects.toThrow(/abort/iu);
      await expect(judge.readAttributes(sample, AbortSignal.abort())).rejects.toThrow(/abort/iu);
    });
  });
}
