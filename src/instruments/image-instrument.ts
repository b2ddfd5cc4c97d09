import type { Instrument, Quantity } from "../core/instrument.ts";
import type { Picture } from "../imaging/picture.ts";
import { samplePicture } from "./sample-picture.ts";

interface ImageInstrument<Name extends string> {
  readonly id: string;
  /** Raised whenever the same bytes would give other numbers. */
  readonly version: number;
  readonly quantities: readonly (Quantity & { readonly name: Name })[];
  /** One finite number for each quantity. */
  readonly measure: (picture: Picture) => Readonly<Record<Name, number>>;
}

/** An instrument that needs nothing but the pixels. */
export function imageInstrument<const Name extends string>(parts: ImageInstrument<Name>): Instrument {
  return {
    id: parts.id,
    version: parts.version,
    reads: "image",
    quantities: parts.quantities,
    async measure(sample, signal) {
      signal.throwIfAborted();
      const picture = await samplePicture(sample);
      signal.throwIfAborted();
      const values = parts.measure(picture);
      return parts.quantities.map(({ name, unit }) => ({
        quantity: name,
        value: values[name],
        unit,
      }));
    },
  };
}
