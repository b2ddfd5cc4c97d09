import { encodePicture } from "../files/encode.ts";
import { resizeLanczos } from "../lanczos.ts";
import { loadSharp } from "../files/load-sharp.ts";
import { type Picture, flattenPicture } from "../picture.ts";
import type { Faces, Ink, Mark } from "./sheet-block.ts";
import { type SheetLayout, layOutSheet } from "./sheet-layout.ts";
import type { ContactSheetModel, ContactSheetOptions } from "./sheet-model.ts";
import { loadTypeface } from "./typeface.ts";

type Theme = Readonly<Record<Ink | "ground", string>>;

/** Warm charcoal and paper, nearly without colour, so that pictures are judged on neutral ground. */
const themes: Readonly<Record<"dark" | "paper", Theme>> = {
  dark: {
    ground: "#272523",
    text: "#ece9e4",
    quiet: "#aca69e",
    accent: "#e9a23b",
    right: "#9cc08a",
    missed: "#e08d78",
    line: "#4a4743",
  },
  paper: {
    ground: "#f7f6f3",
    text: "#23211f",
    quiet: "#69645d",
    accent: "#935600",
    right: "#3c6e2f",
    missed: "#a63d24",
    line: "#d3cfc8",
  },
};

/** A round as one PNG: its one change as the title, the parent pinned left, each picture with its seed and what was seen in it. */
export async function contactSheet(model: ContactSheetModel, options: ContactSheetOptions = {}): Promise<Uint8Array> {
  const [regular, bold] = await Promise.all([loadTypeface(400), loadTypeface(600)]);
  const faces: Faces = { regular, bold };
  return render(layOutSheet(model, faces), faces, themes[options.theme ?? "dark"], options.scale ?? 2);
}

async function render(layout: SheetLayout, faces: Faces, theme: Theme, scale: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const lettering = drawLettering(layout, faces, theme, scale);
  const pictures = layout.marks.flatMap((mark) => (mark.kind === "picture" ? [place(mark, scale)] : []));
  const { data, info } = await sharp({
    create: {
      width: layout.width * scale,
      height: layout.height * scale,
      channels: 3,
      background: theme.ground,
    },
  })
    .composite([...pictures, { input: Buffer.from(lettering), left: 0, top: 0 }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return encodePicture({ width: info.width, height: info.height, channels: 3, data }, "png");
}

/** The picture at the size in which it is shown, ready to be laid on the sheet. */
function place(mark: Extract<Mark, { kind: "picture" }>, scale: number) {
  const shown: Picture = flattenPicture(
    resizeLanczos(mark.picture, { width: mark.width * scale, height: mark.height * scale }),
  );
  return {
    input: Buffer.from(shown.data.buffer, shown.data.byteOffset, shown.data.byteLength),
    raw: { width: shown.width, height: shown.height, channels: 3 as const },
    left: Math.round(mark.x * scale),
    top: Math.round(mark.y * scale),
  };
}

/** Everything but the pictures, as one SVG of outlines; no font of the machine is needed. */
function drawLettering(layout: SheetLayout, faces: Faces, theme: Theme, scale: number): string {
  const { width, height } = layout;
  const body = layout.marks.map((mark) => drawMark(mark, faces, theme)).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width * scale}" height="${height * scale}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

function drawMark(mark: Mark, faces: Faces, theme: Theme): string {
  switch (mark.kind) {
    case "picture":
      return "";
    case "text": {
      const face = mark.bold ? faces.bold : faces.regular;
      return `<g fill="${theme[mark.ink]}">${face.draw(mark.text, mark.x, mark.y, mark.size)}</g>`;
    }
    case "box": {
      const paint = mark.stroke > 0 ? `fill="none" stroke-width="${mark.stroke}" stroke` : "fill";
      return `<rect x="${mark.x}" y="${mark.y}" width="${mark.width}" height="${mark.height}" ${paint}="${theme[mark.ink]}"/>`;
    }
  }
}
