import { join } from "node:path";
import type { History } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import type { DeliveryFile } from "../../delivery/write-folder.ts";
import { gateFile } from "../../imaging/gate/gate-file.ts";
import { withRows } from "../../imaging/rows/unpack-rows.ts";
import { type PictureOptions, pictureFile } from "./delivery-files.ts";

/** What was found when a delivered picture was opened again and compared with what was made. */
export interface FileCheck {
  readonly path: string;
  readonly passed: boolean;
  /** The same in words, with what was done about it. */
  readonly sentence: string;
}

export interface CheckedFile extends FileCheck {
  readonly file: DeliveryFile;
}

/** What a file is packed at when the usual packing costs too much. */
const gentleQuality = 98;

/**
 * The picture as a file, opened again and compared with what was made. Where packing cost too much it is packed again more
 * gently; what fails then too is delivered and said.
 */
export async function checkedFile(
  studio: Studio,
  history: History,
  variation: Variation,
  options: PictureOptions,
): Promise<CheckedFile> {
  const folder = join(studio.home, "cache");
  const look = async (quality?: number) => {
    const file = await pictureFile(studio, history, variation, { ...options, ...(quality ? { quality } : {}) });
    const checks = await withRows(await studio.blobs.read(variation.blob), folder, (made) =>
      withRows(file.data, folder, (written) => gateFile(made, written)),
    );
    return { file, faults: checks.filter(({ passed }) => !passed).map(({ sentence }) => sentence) };
  };
  const usual = await look();
  const { path } = usual.file;
  if (usual.faults.length === 0) return { ...usual, path, passed: true, sentence: `${path} opens as the picture.` };
  const isLossy = options.format === "jpeg" || options.format === "webp" || options.format === "avif";
  if (!isLossy)
    return { ...usual, path, passed: false, sentence: `${path} is not the picture: ${usual.faults.join(" ")}` };
  const gentle = await look(gentleQuality);
  const { passed, end } =
    gentle.faults.length === 0
      ? { passed: true, end: "It opens as the picture." }
      : { passed: false, end: `Still not the picture: ${gentle.faults.join(" ")} PNG and TIFF lose nothing.` };
  return { ...gentle, path, passed, sentence: `${path} was packed again at quality ${gentleQuality}. ${end}` };
}
