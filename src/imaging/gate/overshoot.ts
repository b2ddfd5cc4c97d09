/** Range of luma near a place from which on it counts as beside a strong edge, in levels. */
const strongEdge = 40;

export interface OvershootMeter {
  /** The next row of luma of the delivery, and of the plain enlargement. */
  addRow(own: Float32Array, plain: Float32Array): void;
  /** Mean levels by which the delivery leaves the range of the plain enlargement beside strong edges; 0 where there are none. */
  found(): number;
}

/**
 * Halos and ringing: beside an edge the delivery is lighter than its light side or darker than its dark one. The range is that
 * of the plain enlargement over some six pixels of the approved picture along the row, so texture and shading do not count.
 *
 * @param factor how many times the approved picture was enlarged
 */
export function createOvershootMeter(width: number, factor: number): OvershootMeter {
  const block = Math.max(2, Math.round(2 * factor));
  const blocks = Math.ceil(width / block);
  const [low, high] = [new Float32Array(blocks), new Float32Array(blocks)];
  let sum = 0;
  let count = 0;
  return {
    addRow(own, plain) {
      low.fill(Infinity);
      high.fill(-Infinity);
      for (let x = 0; x < width; x++) {
        const at = Math.floor(x / block);
        low[at] = Math.min(low[at]!, plain[x]!);
        high[at] = Math.max(high[at]!, plain[x]!);
      }
      for (let at = 0; at < blocks; at++) {
        const [before, after] = [Math.max(0, at - 1), Math.min(blocks - 1, at + 1)];
        const least = Math.min(low[before]!, low[at]!, low[after]!);
        const most = Math.max(high[before]!, high[at]!, high[after]!);
        if (most - least < strongEdge) continue;
        for (let x = at * block; x < Math.min(width, (at + 1) * block); x++) {
          sum += Math.max(0, own[x]! - most, least - own[x]!);
          count += 1;
        }
      }
    },
    found: () => (count === 0 ? 0 : sum / count),
  };
}
