import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { parseArgs } from "node:util";
import { comparePictures } from "../../src/imaging/compare/compare.ts";
import { deblockRows, findBlocks } from "../../src/imaging/clean-up/deblock.ts";
import { deepOf, shallow } from "../../src/imaging/deep-picture.ts";
import { decodePicture } from "../../src/imaging/files/decode.ts";
import { encodePicture } from "../../src/imaging/files/encode.ts";
import { type Picture, flattenPicture } from "../../src/imaging/picture.ts";

// What smoothing the blocks of a JPEG does, against the picture that was packed: `node benchmarks/final/clean-up.ts --pictures DIR`.

const { values } = parseArgs({
  options: {
    pictures: { type: "string", default: join(import.meta.dirname, "../../src/judges/fixtures") },
    qualities: { type: "string", default: "92,75,50,30,15" },
  },
});

const names = (await readdir(values.pictures)).filter((name) => /^\.(?:png|jpe?g|webp)$/u.test(extname(name)));
const pictures = await Promise.all(
  names.map(async (name) =>
    flattenPicture(await decodePicture(await readFile(join(values.pictures, name)), { longestSide: 640 })),
  ),
);

process.stdout.write(
  "| quality | blocks, packed → smoothed | PSNR, dB | SSIM | better in PSNR |\n| --- | --- | --- | --- | --- |\n",
);
for (const quality of values.qualities.split(",").map(Number)) {
  const rows = await Promise.all(pictures.map((picture) => measure(picture, quality)));
  const mean = (of: (row: (typeof rows)[number]) => number, digits: number): string =>
    (rows.reduce((sum, row) => sum + of(row), 0) / rows.length).toFixed(digits);
  const better = rows.filter(({ psnr }) => psnr[1] > psnr[0]).length;
  process.stdout.write(
    `| ${quality} | ${mean(({ blocks }) => blocks[0], 2)} → ${mean(({ blocks }) => blocks[1], 2)} | ${mean(({ psnr }) => psnr[0], 2)} → ${mean(({ psnr }) => psnr[1], 2)} | ${mean(({ ssim }) => ssim[0], 4)} → ${mean(({ ssim }) => ssim[1], 4)} | ${better} of ${rows.length} |\n`,
  );
}

async function measure(original: Picture, quality: number) {
  const packed = flattenPicture(await decodePicture(await encodePicture(original, "jpeg", { quality })));
  const deep = deepOf(packed, 8);
  const found = findBlocks(deep.colour);
  const smoothed = shallow({ ...deep, colour: deblockRows(deep.colour, found) });
  return {
    blocks: [found.strength, findBlocks(deepOf(smoothed, 8).colour).strength],
    psnr: [signalToNoise(original, packed), signalToNoise(original, smoothed)],
    ssim: [comparePictures(original, packed).similarity, comparePictures(original, smoothed).similarity],
  } as const;
}

function signalToNoise({ data }: Picture, { data: other }: Picture): number {
  const squares = data.reduce((sum, value, i) => sum + (value - other[i]!) ** 2, 0);
  return 10 * Math.log10(255 ** 2 / (squares / data.length));
}
