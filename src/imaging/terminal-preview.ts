import { encodePicture } from "./files/encode.ts";
import { resizeLanczos } from "./lanczos.ts";
import { type Picture, fitInto, flattenPicture } from "./picture.ts";

/** What a terminal can show, the best first. "none": no colours, or not a terminal that is known to have them. */
export type TerminalGraphics = "kitty" | "iterm" | "blocks" | "none";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What the terminal behind these environment variables can show. Inside tmux and screen pictures get lost, so only coloured
 * characters are used there. NO_COLOR is respected (no-color.org).
 */
export function terminalGraphics(env: Environment): TerminalGraphics {
  if (env["NO_COLOR"] || env["TERM"] === "dumb" || env["TERM"] === undefined) return "none";
  const nested = env["TMUX"] !== undefined || /^(?:screen|tmux)/u.test(env["TERM"]);
  if (!nested && (env["KITTY_WINDOW_ID"] || env["TERM"] === "xterm-kitty" || env["TERM"] === "xterm-ghostty"))
    return "kitty";
  const program = env["TERM_PROGRAM"] ?? "";
  if (!nested && (program === "iTerm.app" || program === "WezTerm")) return "iterm";
  return hasTrueColour(env) ? "blocks" : "none";
}

const hasTrueColour = (env: Environment): boolean =>
  /^(?:truecolor|24bit)$/u.test(env["COLORTERM"] ?? "") ||
  ["iTerm.app", "WezTerm", "vscode", "ghostty"].includes(env["TERM_PROGRAM"] ?? "");

/** The picture as text for a terminal, at most so many characters wide and lines high, ending with a line break; empty for "none". */
export async function terminalPreview(
  picture: Picture,
  graphics: TerminalGraphics,
  room: { columns: number; lines: number },
): Promise<string> {
  switch (graphics) {
    case "none":
      return "";
    case "blocks":
      return blockPreview(picture, room);
    case "kitty":
      return kittyImage(await thumbnail(picture, room), cells(picture, room));
    case "iterm":
      return itermImage(await thumbnail(picture, room), cells(picture, room));
  }
}

interface Cells {
  readonly columns: number;
  readonly lines: number;
}

/** A character cell is about twice as high as it is wide. */
const cellRatio = 2;

function cells(picture: Picture, room: Cells): Cells {
  const { width, height } = fitInto(picture, {
    width: room.columns,
    height: room.lines * cellRatio,
  });
  return { columns: width, lines: Math.ceil(height / cellRatio) };
}

/** Two pixels per character: the upper half block "▀" has the upper one's colour, its ground the lower one's. */
function blockPreview(picture: Picture, room: Cells): string {
  const { columns, lines } = cells(picture, room);
  const { data } = flattenPicture(resizeLanczos(picture, { width: columns, height: lines * cellRatio }));
  const colour = (x: number, y: number): string =>
    data.subarray((y * columns + x) * 3, (y * columns + x) * 3 + 3).join(";");
  let text = "";
  for (let line = 0; line < lines; line++) {
    for (let x = 0; x < columns; x++) text += `\u001b[38;2;${colour(x, 2 * line)};48;2;${colour(x, 2 * line + 1)}m▀`;
    text += "\u001b[0m\n";
  }
  return text;
}

/** Enough pixels for a cell of a fine display; terminals enlarge the rest. */
const pixelsPerColumn = 16;

function thumbnail(picture: Picture, room: Cells): Promise<Uint8Array> {
  const box = {
    width: room.columns * pixelsPerColumn,
    height: room.lines * cellRatio * pixelsPerColumn,
  };
  const size = fitInto(picture, {
    width: Math.min(box.width, picture.width),
    height: Math.min(box.height, picture.height),
  });
  return encodePicture(resizeLanczos(picture, size), "png");
}

/** Kitty graphics protocol: PNG (f=100), transmitted and shown (a=T) without an answer (q=2), in chunks of 4096 characters. */
function kittyImage(png: Uint8Array, { columns, lines }: Cells): string {
  const chunks =
    Buffer.from(png)
      .toString("base64")
      .match(/.{1,4096}/gu) ?? [];
  const escapes = chunks.map((chunk, i) => {
    const head = i === 0 ? `f=100,a=T,q=2,c=${columns},r=${lines},` : "";
    return `\u001b_G${head}m=${i < chunks.length - 1 ? 1 : 0};${chunk}\u001b\\`;
  });
  return `${escapes.join("")}\n`;
}

/** iTerm2 inline images protocol (OSC 1337). */
function itermImage(png: Uint8Array, { columns, lines }: Cells): string {
  return `\u001b]1337;File=inline=1;size=${png.length};width=${columns};height=${lines}:${Buffer.from(png).toString("base64")}\u0007\n`;
}
