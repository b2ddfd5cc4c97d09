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
export async function printAnswer(
  studio: Studio,
  answer: Record<string, unknown>,
  options: PrintOptions,
): Promise<void> {
  // `doctor` found something: scripts see it without reading.
  if (answer["ok"] === false) process.exitCode = 1;
  if (options.json) {
    process.stdout.write(`${jsonText(answer)}\n`);
    return;
  }
  if (options.preview && process.stdout.isTTY)
    process.stdout.write(await terminalStrip(studio, (answer["pictures"] ?? []) as readonly Picture[]));
  const text = options.told ? (answer["conclusion"] ?? answer["summary"]) : answer["summary"];
  process.stdout.write(`${printable(String(text))}\n`);
}

type Shown = Pick<Picture, "blob" | "mediaType">;

/** Up to eight pictures side by side, as this terminal can show them; empty where it cannot. A damaged one is left out. */
export async function terminalStrip(studio: Pick<Studio, "blobs">, pictures: readonly Shown[]): Promise<string> {
  const { terminalGraphics, terminalPreview } = await import("../imaging/terminal-preview.ts");
  const graphics = terminalGraphics(process.env);
  const shown = pictures.filter(({ mediaType }) => mediaType.startsWith("image/")).slice(0, 8);
  if (graphics === "none" || shown.length === 0) return "";
  const [{ decodePicture }, { strip }] = await Promise.all([
    import("../imaging/files/decode.ts"),
    import("../imaging/strip.ts"),
  ]);
  const read = await Promise.allSettled(
    shown.map(async ({ blob }) => decodePicture(await studio.blobs.read(blob), { longestSide: 2048 })),
  );
  const decoded = read.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (decoded.length === 0) return "";
  const columns = Math.min(process.stdout.columns || 80, 32 * shown.length);
  return terminalPreview(strip(decoded, 256, 8), graphics, { columns, lines: 24 });
}

/** Prompts and names are text: a terminal must not obey them. */
export const printable = (text: string): string => text.replace(commands, "�");

// oxlint-disable-next-line no-control-regex
const commands = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/gu;

/** The same content, with such characters as escapes: JSON too is read on terminals. */
const jsonText = (value: unknown): string =>
  JSON.stringify(value, null, 2).replace(
    commands,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Says what went wrong and what to do; returns the exit code. */
export function printError(error: unknown, json: boolean): number {
  const failure = toFailure(error);
  if (json) process.stdout.write(`${jsonText({ error: failure })}\n`);
  else process.stderr.write(`${printable([failure.message, failure.hint].filter(Boolean).join("\n"))}\n`);
  if (failure.code === "internal" && process.env["SAMEBUT_DEBUG"]) console.error(error);
  return failure.code === "cancelled" ? 130 : 1;
}
