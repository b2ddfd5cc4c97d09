import type { Change } from "../../../src/core/change.ts";
import type { Element } from "../../../src/core/element.ts";
import type { History } from "../../../src/core/history.ts";
import { historyFrom } from "../../../src/core/testing/history.ts";
import type { Sample } from "../../../src/core/sample.ts";
import { type Bench, never } from "../bench.ts";

/** A history of the method with one orientation and, where given, one arm on its seeds, as the in-loop judge reads them. */
export async function sketchHistory(
  bench: Bench,
  prompt: string,
  elements: readonly Element[],
  before: readonly Sample[],
  after?: { readonly change: Change; readonly samples: readonly Sample[] },
): Promise<History> {
  const arm = async (samples: readonly Sample[]) =>
    Promise.all(samples.map((sample, index) => picture(bench, elements, sample, index)));
  const sketch = historyFrom({
    prompt,
    elements: Object.fromEntries(elements.map(({ id, kind, statement }) => [id, { kind, statement }])),
    rounds: [
      { kind: "orientation", arms: [{ pictures: await arm(before) }] },
      ...(after
        ? [{ kind: "fix" as const, parent: 0, arms: [{ change: after.change, pictures: await arm(after.samples) }] }]
        : []),
    ],
  });
  return sketch;
}

async function picture(bench: Bench, elements: readonly Element[], sample: Sample, index: number) {
  const readings = await bench.judge.readElements(sample, elements, never);
  const attributes = await bench.judge.readAttributes(sample, never);
  return {
    seed: index + 1,
    reads: Object.fromEntries(readings.map(({ element, answer }) => [element, answer])),
    attributes: Object.fromEntries(attributes.map(({ attribute, value }) => [attribute, value])),
  };
}
