import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Font, PathCommand } from "opentype.js";
import { type Kerning, readKerning } from "./kerning.ts";
import { symbolPath, symbols } from "./symbols.ts";

export type Weight = 400 | 600;

/** Source Sans 3 as outlines: text looks the same on a machine without any font. */
export interface Typeface {
  /** Pixels from the first to the last advance. */
  width(text: string, size: number): number;
  /** An SVG fragment with the text's baseline starting at x, y. Inherits its fill. */
  draw(text: string, x: number, y: number, size: number): string;
}

/** The scripts that the font package splits its files by; the first that knows a character draws it. */
const scripts = ["latin", "latin-ext", "cyrillic", "greek", "vietnamese", "cyrillic-ext", "greek-ext"] as const;

/** A font file, opened when the first character asks for it. */
interface Face {
  readonly font: Font;
  readonly kern: Kerning;
}

/** How one character is set. Advances are in units of the text size. */
interface Setting {
  readonly character: string;
  readonly face: Face | undefined;
  readonly glyph: number;
  readonly advance: number;
}

const typefaces = new Map<Weight, Promise<Typeface>>();

export function loadTypeface(weight: Weight): Promise<Typeface> {
  let typeface = typefaces.get(weight);
  if (!typeface) {
    typeface = import("opentype.js").then(({ default: opentype }) =>
      createTypeface((script) => openFace((font) => opentype.parse(font), script, weight)),
    );
    typefaces.set(weight, typeface);
  }
  return typeface;
}

function openFace(parse: (font: ArrayBuffer) => Font, script: string, weight: Weight): Face {
  const bytes = new Uint8Array(readFileSync(fontFile(script, weight, "woff")));
  return { font: parse(bytes.buffer), kern: readKerning(bytes) };
}

/** Path of a font file of the package. */
export const fontFile = (script: string, weight: Weight, format: "woff" | "woff2"): string =>
  createRequire(import.meta.url).resolve(
    `@fontsource/source-sans-3/files/source-sans-3-${script}-${weight}-normal.${format}`,
  );

function createTypeface(open: (script: string) => Face): Typeface {
  const faceOf = remember(open);
  const settingOf = remember((character: string) => settle(character, faceOf));
  const kernOf = remember((pair: string) => {
    const [left, right] = Array.from(pair, settingOf) as [Setting, Setting];
    return left.face && left.face === right.face
      ? left.face.kern(left.glyph, right.glyph) / left.face.font.unitsPerEm
      : 0;
  });
  const set = (text: string): readonly Setting[] => {
    const characters = Array.from(text.normalize("NFC"));
    return characters.map((character, i) => {
      const setting = settingOf(character);
      const next = characters[i + 1];
      return next === undefined ? setting : { ...setting, advance: setting.advance + kernOf(character + next) };
    });
  };
  return {
    width: (text, size) => set(text).reduce((sum, { advance }) => sum + advance, 0) * size,
    draw: (text, x, y, size) => drawSettings(set(text), x, y, size),
  };
}

function remember<Value>(find: (key: string) => Value): (key: string) => Value {
  const found = new Map<string, Value>();
  return (key) => {
    if (!found.has(key)) found.set(key, find(key));
    return found.get(key)!;
  };
}

function settle(character: string, faceOf: (script: string) => Face): Setting {
  const script = scripts.find((name) => faceOf(name).font.charToGlyphIndex(character) > 0);
  const face = script && faceOf(script);
  const glyph = face?.font.charToGlyph(character);
  const advance =
    symbols[character]?.advance ??
    (face && glyph ? glyph.advanceWidth / face.font.unitsPerEm : unknownAdvance(character));
  return { character, face, glyph: glyph?.index ?? 0, advance };
}

/** Characters that the package does not have are drawn by the machine's fonts; ideographs fill a square, the rest is a guess. */
const unknownAdvance = (character: string): number => (/\p{Mark}|\p{Control}|\p{Format}/u.test(character) ? 0 : 1);

function drawSettings(settings: readonly Setting[], x: number, y: number, size: number): string {
  let at = x;
  let path = "";
  let others = "";
  for (const { character, face, advance } of settings) {
    const symbol = symbols[character];
    if (symbol) path += symbolPath(symbol, at, y, size);
    else if (face) path += face.font.charToGlyph(character).getPath(at, y, size).commands.map(pathText).join("");
    else if (!/\p{Control}/u.test(character)) {
      others += `<text x="${at.toFixed(2)}" y="${y}" font-family="sans-serif" font-size="${size}">${escapeXml(character)}</text>`;
    }
    at += advance * size;
  }
  return (path === "" ? "" : `<path d="${path}"/>`) + others;
}

/** One command of an SVG path. The library's own path text runs some numbers into each other. */
const pathText = ({ type, x1, y1, x2, y2, x, y }: PathCommand): string =>
  type + [x1, y1, x2, y2, x, y].flatMap((value) => (value === undefined ? [] : [value.toFixed(2)])).join(" ");

/** Text as XML character data or attribute value; characters that XML cannot hold become "�". */
export const escapeXml = (text: string): string =>
  text
    .replace(/(?![\t\n\r])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "�")
    .replace(/[<>&"']/gu, (character) => `&#${character.charCodeAt(0)};`);
