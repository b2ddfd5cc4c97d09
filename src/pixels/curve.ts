/** Points of a tone curve on the sRGB scale, 0–1 each, from left to right. */
export type CurvePoints = readonly (readonly [input: number, output: number])[];

/**
 * A smooth curve through points that never swings over them: cubic between neighbours, monotone where the points are
 * (F. N. Fritsch, R. E. Carlson, "Monotone piecewise cubic interpolation", 1980). Level beyond the first and the last.
 */
export function curveThrough(points: CurvePoints): (x: number) => number {
  const slopes = slopesOf(points);
  const [first, last] = [points[0]!, points.at(-1)!];
  return (x) => {
    if (!(x > first[0])) return first[1];
    if (x >= last[0]) return last[1];
    const after = points.findIndex(([input]) => input > x);
    const [[x0, y0], [x1, y1]] = [points[after - 1]!, points[after]!];
    const width = x1 - x0;
    const t = (x - x0) / width;
    return (
      y0 * (1 + 2 * t) * (1 - t) ** 2 +
      slopes[after - 1]! * width * t * (1 - t) ** 2 +
      y1 * t * t * (3 - 2 * t) +
      slopes[after]! * width * t * t * (t - 1)
    );
  };
}

function slopesOf(points: CurvePoints): readonly number[] {
  const secants = points.slice(1).map(([x, y], i) => (y - points[i]![1]) / (x - points[i]![0]));
  const slopes = points.map((_, i) => {
    const [before, after] = [secants[i - 1], secants[i]];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    return before * after <= 0 ? 0 : (before + after) / 2;
  });
  for (const [i, secant] of secants.entries()) {
    if (secant === 0) {
      slopes[i] = 0;
      slopes[i + 1] = 0;
      continue;
    }
    const length = Math.hypot(slopes[i]! / secant, slopes[i + 1]! / secant);
    if (length <= 3) continue;
    slopes[i] = (3 / length) * slopes[i]!;
    slopes[i + 1] = (3 / length) * slopes[i + 1]!;
  }
  return slopes;
}
