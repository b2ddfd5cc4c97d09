import { luminance } from "./transfer.ts";

/** Daylight of 6504 K, the white of sRGB, in mired (one million divided by kelvin). */
const white = 1e6 / 6504;

/**
 * Gains for linear red, green and blue that warm the light by so many mired, or cool it when negative; grey keeps its
 * luminance. They are the colour of a black body against that of one as hot as the white of sRGB; cooling divides by what warming multiplies,
 * because the blue end of the curve is nearly a point and would hardly move. +26 mired is about one eighth of the orange gel
 * (CTO) that lighting people use.
 */
export function temperatureGains(mired: number): readonly [number, number, number] {
  const warm = blackBody(1e6 / (white + Math.abs(mired)));
  const neutral = blackBody(1e6 / white);
  const ratio = (channel: 0 | 1 | 2): number =>
    mired < 0 ? neutral[channel] / warm[channel] : warm[channel] / neutral[channel];
  const [r, g, b] = [ratio(0), ratio(1), ratio(2)];
  const grey = luminance(r, g, b);
  return [r / grey, g / grey, b / grey];
}

/**
 * Gains for linear red, green and blue that take so many stops of green away and give them to magenta, or the other way
 * when negative; grey keeps its luminance. Together with the temperature it reaches every white.
 */
export function tintGains(stops: number): readonly [number, number, number] {
  const [other, green] = [2 ** (stops / 2), 2 ** (-stops / 2)];
  const grey = luminance(other, green, other);
  return [other / grey, green / grey, other / grey];
}

/**
 * Linear sRGB of a black body with luminance 1, for 2222–25000 K, by the cubic fits to the Planckian locus of B. Kang et al.,
 * "Design of advanced color temperature control system for HDTV applications", J. Korean Physical Society 41 (2002).
 */
function blackBody(kelvin: number): readonly [number, number, number] {
  const t = 1000 / kelvin;
  const x =
    kelvin < 4000
      ? -0.2661239 * t ** 3 - 0.2343589 * t ** 2 + 0.8776956 * t + 0.17991
      : -3.0258469 * t ** 3 + 2.1070379 * t ** 2 + 0.2226347 * t + 0.24039;
  const y =
    kelvin < 4000
      ? -0.9549476 * x ** 3 - 1.37418593 * x ** 2 + 2.09137015 * x - 0.16748867
      : 3.081758 * x ** 3 - 5.8733867 * x ** 2 + 3.75112997 * x - 0.37001483;
  const X = x / y;
  const Z = (1 - x - y) / y;
  return [
    3.2404542 * X - 1.5371385 - 0.4985314 * Z,
    -0.969266 * X + 1.8760108 + 0.041556 * Z,
    0.0556434 * X - 0.2040259 + 1.0572252 * Z,
  ];
}
