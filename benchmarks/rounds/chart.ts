import type { RoundsResult } from "./result.ts";

const [width, height, left, bottom] = [760, 420, 60, 50];

/** Share of tasks with a miss that have an all-correct picture after so many pictures, a line per policy. */
export function chartOf({ variants, budget }: RoundsResult): string {
  const [variant] = variants;
  const lines = (variant?.policies ?? []).map(({ name, firsts }, index) => {
    const firstOnes = firsts.filter(([misses]) => misses > 0).map(([, first]) => first);
    const share = (count: number): number =>
      firstOnes.filter((first) => first !== null && first <= count).length / Math.max(1, firstOnes.length);
    const points = Array.from({ length: budget + 1 }, (_, count) => `${x(count, budget)},${y(share(count))}`).join(" ");
    const style = `stroke="${colours[index] ?? "#000"}"${name.startsWith("Samebut") ? ` stroke-width="3"` : ` stroke-width="1.5"`}`;
    const at = 40 + index * 18;
    return `<polyline fill="none" ${style} points="${points}"/><text x="${width - 190}" y="${y(0) - 150 + at}" fill="${colours[index] ?? "#000"}">${name}</text>`;
  });
  const ticks = [0, 10, 20, 30, 40, 50, 60].filter((count) => count <= budget);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="#fff"/>
<text x="${left}" y="20">Tasks with a systematic miss that have an all-correct picture, by pictures drawn</text>
${ticks.map((count) => `<text x="${x(count, budget)}" y="${height - 28}" text-anchor="middle">${count}</text>`).join("\n")}
${[0, 0.25, 0.5, 0.75, 1].map((share) => `<line x1="${left}" x2="${width - 20}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/><text x="${left - 8}" y="${y(share) + 4}" text-anchor="end">${Math.round(share * 100)} %</text>`).join("\n")}
<text x="${width / 2}" y="${height - 8}" text-anchor="middle">pictures</text>
${lines.join("\n")}
</svg>
`;
}

const colours = ["#777", "#c60", "#a0a", "#080", "#b90", "#4bd", "#48c", "#024"];
const x = (count: number, budget: number): number => Math.round(left + (count / budget) * (width - left - 20));
const y = (share: number): number => Math.round(height - bottom - share * (height - bottom - 40));
