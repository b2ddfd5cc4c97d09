// How near does each upscaler come to the picture that was shrunk before? All of them side by side, in one run.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { comparePictures } from "../../src/imaging/compare/compare.ts";
import { decodePicture } from "../../src/imaging/files/decode.ts";
import { bandEnergy } from "../../src/imaging/gate/bands.ts";
import { multiScaleSimilarity } from "../../src/imaging/gate/multi-scale.ts";
import { resizeLanczos } from "../../src/imaging/lanczos.ts";
import { type Picture, cropPicture, flattenPicture } from "../../src/imaging/picture.ts";
import { lumaPlane } from "../../src/imaging/planes.ts";
import { structuralSimilarity } from "../../src/imaging/compare/ssim.ts";
import { describeMachine, machineText } from "../machine.ts";
import { type Contender, bundled, plain } from "./contenders.ts";
import { upscalerJs } from "./upscaler-js.ts";

const { values } = parseArgs({
  options: {
    pictures: { type: "string" },
    others: { type: "string" },
    factors: { type: "string", default: "2,4" },
    limit: { type: "string", default: "100" },
    keep: { type: "boolean", default: false },
  },
});

interface Measured {
  /** Structural similarity of luma, 1 is equal, and the same at five scales. */
  readonly ssim: number;
  readonly multiScale: number;
  /** Mean ΔE2000. */
  readonly colour: number;
  /** Peak signal-to-noise ratio of luma in decibels. */
  readonly decibels: number;
  /** Energy of the finest detail and of that of a few pixels, as a share of the original's. */
  readonly fine: number;
  readonly middle: number;
  /** Processor seconds per million pixels made. */
  readonly seconds: number;
}

const shrunk = { width: 512, height: 384 };

const truths = await Promise.all((await pictureFiles()).slice(0, Number(values.limit)).map(middleOf));
const rows = [];
for (const factor of values.factors.split(",").map(Number)) {
  const contenders = [
    ...plain,
    ...(await bundled()),
    ...(values.others ? await upscalerJs(values.others, factor) : []),
  ];
  for (const contender of contenders) {
    const all: Measured[] = [];
    for (const truth of truths) all.push(await measure(contender, truth, factor));
    const row = { factor, upscaler: contender.name, ...meansOf(all) };
    rows.push(row);
    process.stdout.write(`${line(row)}\n`);
    await contender.close?.();
  }
}
const machine = machineText(describeMachine());
process.stdout.write(`${truths.length} pictures. ${machine}\n`);
if (values.keep) {
  const names = (await pictureFiles()).slice(0, Number(values.limit)).map((file) => basename(file));
  const file = fileURLToPath(new URL("upscalers.json", import.meta.url));
  await writeFile(file, `${JSON.stringify({ machine, pictures: names, rows }, null, 2)}\n`);
}

/** Every picture below the folder; without one, renders of the still-life world. */
async function pictureFiles(): Promise<readonly string[]> {
  if (values.pictures === undefined)
    return [fileURLToPath(new URL("../../models/still-life/sheets/renders.png", import.meta.url))];
  const names = await readdir(values.pictures, { recursive: true });
  const folder = values.pictures;
  return names
    .filter((name) => [".png", ".jpg", ".jpeg"].includes(extname(name).toLowerCase()))
    .toSorted()
    .map((name) => join(folder, name));
}

/** The middle at its own size: photographs were shrunk and packed by others at their full size, which the middle shows less. */
async function middleOf(file: string): Promise<Picture> {
  const picture = flattenPicture(await decodePicture(await readFile(file)));
  const width = Math.min(shrunk.width, picture.width - (picture.width % 8));
  const height = Math.min(shrunk.height, picture.height - (picture.height % 8));
  const [left, top] = [(picture.width - width) >> 1, (picture.height - height) >> 1];
  return cropPicture(picture, { left, top, width, height });
}

async function measure({ enlarge }: Contender, truth: Picture, factor: number): Promise<Measured> {
  const small = resizeLanczos(truth, { width: truth.width / factor, height: truth.height / factor });
  const before = process.cpuUsage();
  const made = await enlarge(small, truth);
  const { user, system } = process.cpuUsage(before);
  const [own, other] = [bandEnergy(lumaPlane(truth)), bandEnergy(lumaPlane(made))];
  return {
    ssim: structuralSimilarity(truth, made),
    multiScale: multiScaleSimilarity(truth, made),
    colour: comparePictures(truth, made).meanDifference,
    decibels: signalToNoise(truth, made),
    fine: other.fine / own.fine,
    middle: other.middle / own.middle,
    seconds: (user + system) / (truth.width * truth.height),
  };
}

function signalToNoise(truth: Picture, made: Picture): number {
  const [a, b] = [lumaPlane(truth).data, lumaPlane(made).data];
  const squares = a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0) / a.length;
  return 10 * Math.log10(255 ** 2 / squares);
}

function meansOf(all: readonly Measured[]): Measured {
  const mean = (name: keyof Measured): number =>
    Number((all.reduce((sum, one) => sum + one[name], 0) / all.length).toFixed(4));
  return {
    ssim: mean("ssim"),
    multiScale: mean("multiScale"),
    colour: mean("colour"),
    decibels: mean("decibels"),
    fine: mean("fine"),
    middle: mean("middle"),
    seconds: mean("seconds"),
  };
}

function line({ factor, upscaler, ...figures }: Measured & { factor: number; upscaler: string }): string {
  const { ssim, multiScale, colour, decibels, fine, middle, seconds } = figures;
  const numbers = [ssim.toFixed(4), multiScale.toFixed(4), colour.toFixed(2), decibels.toFixed(2)];
  const detail = [fine.toFixed(2), middle.toFixed(2), seconds.toFixed(2)];
  return `| ${[`×${factor}`, upscaler, ...numbers, ...detail].join(" | ")} |`;
}
