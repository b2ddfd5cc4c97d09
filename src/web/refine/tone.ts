/** What the adjustment strip is set to. 0 changes nothing. */
export interface Tone {
  /** Mired; positive is warmer. */
  readonly temperature: number;
  /** Stops. */
  readonly exposure: number;
  /** Factor − 1. */
  readonly contrast: number;
  /** Factor − 1. */
  readonly saturation: number;
}

export const untouched: Tone = { temperature: 0, exposure: 0, contrast: 0, saturation: 0 };

/** Gains of linear red, green and blue by mired, as the engine “adjust” computes them from the Planckian locus. */
const gainsByMired: readonly (readonly [number, readonly [number, number, number]])[] = [
  [-150, [0.5516, 0.9752, 2.5657]],
  [-125, [0.6164, 0.9932, 2.197]],
  [-100, [0.6853, 1.0049, 1.8785]],
  [-75, [0.7592, 1.0105, 1.605]],
  [-50, [0.8367, 1.011, 1.3719]],
  [-25, [0.9173, 1.0073, 1.1716]],
  [0, [1.0, 1.0, 1.0]],
  [25, [1.0864, 0.9894, 0.8506]],
  [50, [1.1785, 0.9753, 0.7188]],
  [75, [1.2754, 0.9582, 0.6033]],
  [100, [1.3761, 0.9385, 0.502]],
  [125, [1.4776, 0.9171, 0.4146]],
  [150, [1.5807, 0.894, 0.3398]],
];

/** Between the points of the table: at most 0.4 % off. */
export function gainsFor(mired: number): readonly [number, number, number] {
  const after = gainsByMired.findIndex(([at]) => at >= mired);
  const [high, highGains] = gainsByMired[after < 0 ? gainsByMired.length - 1 : after]!;
  const [low, lowGains] = gainsByMired[Math.max(0, (after < 0 ? gainsByMired.length : after) - 1)]!;
  const share = high === low ? 0 : (mired - low) / (high - low);
  const between = (channel: 0 | 1 | 2): number =>
    lowGains[channel] + (highGains[channel] - lowGains[channel]) * Math.max(0, Math.min(1, share));
  return [between(0), between(1), between(2)];
}

const middleGrey = 0.18;

/** Contrast as the power that the engine raises linear light to around middle grey: amplitude × value ^ exponent. */
export const contrastCurve = (contrast: number): { readonly amplitude: number; readonly exponent: number } => {
  const exponent = 1 + contrast;
  return { amplitude: middleGrey ** (1 - exponent), exponent };
};

/** Rows of a colour matrix that pulls linear light to or from the grey of the same luminance. */
export function saturationMatrix(saturation: number): string {
  const factor = 1 + saturation;
  const luminance = [0.2126, 0.7152, 0.0722] as const;
  const rows = [0, 1, 2].map((row) =>
    luminance.map((weight, column) => weight * (1 - factor) + (row === column ? factor : 0)).join(" "),
  );
  return `${rows.map((row) => `${row} 0 0`).join(" ")} 0 0 0 1 0`;
}
