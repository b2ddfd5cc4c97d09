import { StudioError } from "./errors.ts";
import { type History, variationsOf } from "./history.ts";
import type { Instrument } from "./instrument.ts";
import type { Judge } from "./judge.ts";
import { type Reading, attributeSubject, elementSubject, quantitySubject } from "./reading.ts";
import type { Sample } from "./sample.ts";
import type { Studio } from "./studio.ts";
import type { Variation } from "./variation.ts";

/**
 * Lets the session's judge and all instruments read the variations that they have not read yet, and returns the
 * history with the readings in it. The same bytes are never read twice by the same version of a reader.
 */
export async function readVariations(
  studio: Studio,
  session: string,
  signal: AbortSignal,
  round?: string,
): Promise<History> {
  const history = await studio.store.history(session);
  const variations = round === undefined ? history.variations : variationsOf(history, round);
  const judge = judgeOf(studio, history);
  let added = false;
  for (const variation of uniqueByBlob(variations)) {
    signal.throwIfAborted();
    const readings = await readOne(studio, history, variation, judge, signal);
    if (readings.length === 0) continue;
    await studio.store.addReadings(session, readings);
    added = true;
  }
  return added ? studio.store.history(session) : history;
}

export function judgeOf(studio: Pick<Studio, "judges">, history: History): Judge | undefined {
  const id = history.session.brief.judge;
  if (id === null) return undefined;
  const judge = studio.judges.find((candidate) => candidate.id === id);
  if (judge) return judge;
  throw new StudioError("unavailable", `The judge “${id}” of this session is not connected.`, {
    hint: "Connect it, or judge by hand: `samebut judge`.",
  });
}

const uniqueByBlob = (variations: readonly Variation[]): readonly Variation[] => [
  ...new Map(variations.map((variation) => [variation.blob, variation])).values(),
];

async function readOne(
  studio: Studio,
  history: History,
  variation: Variation,
  judge: Judge | undefined,
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  const known = new Set(
    (await studio.store.readings(variation.blob)).map((reading) =>
      keyOf(reading.reader, reading.version, reading.subject),
    ),
  );
  const makes = variation.mediaType.startsWith("image/") ? "image" : "text";
  const instruments = studio.instruments.filter(
    (instrument) =>
      instrument.reads === makes &&
      instrument.quantities.some(
        ({ name }) => !known.has(keyOf(instrument.id, instrument.version, quantitySubject(name))),
      ),
  );
  const asks = judge?.reads === makes ? judge : undefined;
  const elements = asks
    ? history.session.brief.elements.filter(
        (element) => !known.has(keyOf(asks.id, asks.version, elementSubject(element))),
      )
    : [];
  const wantsAttributes =
    asks !== undefined && ![...known].some((key) => key.startsWith(keyOf(asks.id, asks.version, "attribute:")));
  if (instruments.length === 0 && elements.length === 0 && !wantsAttributes) return [];
  const sample: Sample = {
    hash: variation.blob,
    mediaType: variation.mediaType,
    data: await studio.blobs.read(variation.blob),
  };
  const now = studio.clock.now();
  const measured = await Promise.all(instruments.map((instrument) => measure(instrument, sample, now, signal)));
  const judged = asks ? await judgeSample(asks, sample, elements, wantsAttributes, now, signal) : [];
  return [...measured.flat(), ...judged];
}

const keyOf = (reader: string, version: number, subject: string): string => `${reader}\u0000${version}\u0000${subject}`;

async function measure(
  instrument: Instrument,
  sample: Sample,
  createdAt: number,
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  const measurements = await instrument.measure(sample, signal);
  return measurements.map((body) => ({
    blob: sample.hash,
    reader: instrument.id,
    version: instrument.version,
    subject: quantitySubject(body.quantity),
    body,
    createdAt,
  }));
}

async function judgeSample(
  judge: Judge,
  sample: Sample,
  elements: History["session"]["brief"]["elements"],
  attributes: boolean,
  createdAt: number,
  signal: AbortSignal,
): Promise<readonly Reading[]> {
  const base = { blob: sample.hash, reader: judge.id, version: judge.version, createdAt };
  const answers = elements.length > 0 ? await judge.readElements(sample, elements, signal) : [];
  const seen = attributes ? await judge.readAttributes(sample, signal) : [];
  const byId = new Map(elements.map((element) => [element.id, element]));
  return [
    ...answers.flatMap((body) => {
      const element = byId.get(body.element);
      return element ? [{ ...base, subject: elementSubject(element), body }] : [];
    }),
    ...seen.map((body) => ({ ...base, subject: attributeSubject(body.attribute), body })),
  ];
}
