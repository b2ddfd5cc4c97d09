import { type Tone, contrastCurve, gainsFor, saturationMatrix } from "./tone.ts";

/** The adjustments as one filter in linear light, in the order in which they are made: what is seen is what is made. */
export function ToneFilter({ id, tone }: { readonly id: string; readonly tone: Tone }) {
  const gain = 2 ** tone.exposure;
  const [red, green, blue] = gainsFor(tone.temperature).map((value) => value * gain);
  const { amplitude, exponent } = contrastCurve(tone.contrast);
  const curve = { type: "gamma" as const, amplitude, exponent, offset: 0 };
  return (
    <svg width="0" height="0" aria-hidden="true" style={{ position: "absolute" }}>
      <filter id={id} colorInterpolationFilters="linearRGB">
        <feColorMatrix values={`${red} 0 0 0 0 0 ${green} 0 0 0 0 0 ${blue} 0 0 0 0 0 1 0`} />
        <feComponentTransfer>
          <feFuncR {...curve} />
          <feFuncG {...curve} />
          <feFuncB {...curve} />
        </feComponentTransfer>
        <feColorMatrix values={saturationMatrix(tone.saturation)} />
      </filter>
    </svg>
  );
}
