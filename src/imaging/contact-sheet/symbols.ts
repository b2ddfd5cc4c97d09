/** A sign that the shipped font does not have, as a polygon: points in units of the text size, y down from the baseline. */
export interface Sign {
  readonly advance: number;
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** Arrow, tick and cross, drawn to the weight of the text around them. */
export const symbols: Readonly<Record<string, Sign>> = {
  "→": {
    advance: 0.86,
    points: [
      [0.05, -0.325],
      [0.67, -0.325],
      [0.51, -0.485],
      [0.56, -0.535],
      [0.8, -0.295],
      [0.56, -0.055],
      [0.51, -0.105],
      [0.67, -0.265],
      [0.05, -0.265],
    ],
  },
  "✓": {
    advance: 0.66,
    points: [
      [0.04, -0.3],
      [0.1, -0.36],
      [0.245, -0.215],
      [0.55, -0.58],
      [0.615, -0.525],
      [0.25, -0.085],
    ],
  },
  "✗": { advance: 0.66, points: cross([0.33, -0.32], 0.235, 0.042) },
};

/** Two bars through a centre; `reach` from it to each end along an axis, half the thickness of a bar. */
function cross([x, y]: readonly [number, number], reach: number, half: number): readonly (readonly [number, number])[] {
  const inner = half * Math.SQRT2;
  const near = reach - half;
  const far = reach + half;
  return [
    [0, -inner],
    [near, -far],
    [far, -near],
    [inner, 0],
    [far, near],
    [near, far],
    [0, inner],
    [-near, far],
    [-far, near],
    [-inner, 0],
    [-far, -near],
    [-near, -far],
  ].map(([dx, dy]) => [x + dx! * 0.95, y + dy! * 0.95]);
}

export function symbolPath(symbol: Sign, x: number, y: number, size: number): string {
  const corners = symbol.points.map(([px, py]) => `${(x + px * size).toFixed(2)} ${(y + py * size).toFixed(2)}`);
  return `M${corners.join("L")}Z`;
}
