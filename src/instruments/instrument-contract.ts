import { beforeAll, describe, expect, it } from "vitest";
import type { Instrument } from "../core/instrument.ts";
import { Measurement } from "../core/reading.ts";
import type { Sample } from "../core/sample.ts";

export interface InstrumentContract {
  readonly instrument: Instrument;
  /** Samples that it must survive with finite numbers: plain, empty-looking, tiny and noisy ones. */
  readonly samples: () => Promise<readonly Sample[]>;
}

const never = new AbortController().signal;

/** What every instrument does, whatever it measures. Run it from the instrument's own test file. */
export function instrumentContract({ instrument, samples }: InstrumentContract): void {
  describe(`${instrument.id} as an instrument`, () => {
    let all: readonly Sample[];
    beforeAll(async () => {
      all = await samples();
    });

    it("has a name, a version, and a sentence for every number", () => {
      expect(instrument.id).toMatch(/^[a-z0-9][a-z0-9:._-]*$/u);
      expect(instrument.version).toBeGreaterThanOrEqual(1);
      expect(instrument.quantities.length).toBeGreaterThan(0);
      for (const { unit, meaning } of instrument.quantities) {
        expect(unit).not.toBe("");
        expect(meaning).toMatch(/^\p{Lu}.+\.$/u);
      }
    });

    it("gives one finite number for each of its quantities, in order, whatever it is shown", async () => {
      for (const sample of all) {
        const measured = await instrument.measure(sample, never);
        expect(measured.map(({ quantity, unit }) => `${quantity} ${unit}`)).toEqual(
          instrument.quantities.map(({ name, unit }) => `${name} ${unit}`),
        );
        for (const one of measured) {
          expect(Measurement.parse(one)).toEqual(one);
          expect(Number.isFinite(one.value)).toBe(true);
        }
      }
    });

    it("gives the same numbers for the same bytes", async () => {
      for (const sample of all) {
        const copy = { ...sample, data: sample.data.slice() };
        expect(await instrument.measure(copy, never)).toEqual(await instrument.measure(sample, never));
      }
    });

    it("leaves the bytes as they are", async () => {
      const before = all[0]!.data.slice();
      await instrument.measure(all[0]!, never);
      expect(all[0]!.data).toEqual(before);
    });

    it("does not start when it is stopped already", async () => {
      await expect(instrument.measure(all[0]!, AbortSignal.abort())).rejects.toThrow();
    });
  });
}
