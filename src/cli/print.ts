import { toFailure } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";
import type { Picture } from "../operations/define.ts";

interface PrintOptions {
  readonly json: boolean;
  readonly preview: boolean;
  /** The steps were told already. */
  readonly told: boolean;
}

/** The answer on standard output: JSON for programs; for people its sentences, and its pictures where the terminal can. */
export async function printAnswer(studio: Studio, answer: Record<string, unknown>, options: PrintOptions): Promise<void> {
  if (options.json) {
    process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  if (options.preview && process.stdout.isTTY) await printPictures(studio, (answer["pictures"] ?? []) as readonly Picture[]);
  const text = options.told ? (answer["conclusion"] ?? answer["summary"]) : answer["summary"];
  process.stdout.write(`${printable(String(text))}\n`);
  // `doctor` found something: scripts see it without reading.
  if (answer["ok"] === false) process.exitCode = 1;
}

async function printPictures(studio: Studio, pictures: readonly Picture[]): Promise<void> {
  const { terminalGraphics, terminalPreview } = await import("../imaging/terminal-preview.ts");
  const graphics = terminalGraphics(process.env);
  if (graphics === "none") return;
  const { decodePicture } = await import("../imaging/decode.ts");
  const room = { columns: Math.min(48, process.stdout.columns), lines: 24 };
  for (const picture of pictures.slice(0, 8)) {
    if (!picture.mediaType.startsWith("image/")) continue;
    const shown = await terminalPreview(await decodePicture(await studio.blobs.read(picture.blob)), graphics, room);
    process.stdout.write(`${shown}${printable(picture.caption)}\n`);
  }
}

/** Prompts and names are text: a terminal must not obey them. */
// oxlint-disable-next-line no-control-regex
export const printable = (text: string): string => text.replace(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu, "�");

/** Says what went wrong and what to do; returns the exit code. */
export function printError(error: unknown, json: boolean): number {
  const failure = toFailure(error);
  if (json) process.stdout.write(`${JSON.stringify({ error: failure }, null, 2)}\n`);
  else process.stderr.write(`${printable([failure.message, failure.hint].filter(Boolean).join("\n"))}\n`);
  if (failure.code === "internal" && process.env["SAMEBUT_DEBUG"]) console.error(error);
  return failure.code === "cancelled" ? 130 : 1;
}
