/** The parts of opentype.js that are used here; the package ships no types. */
declare module "opentype.js" {
  export interface Glyph {
    readonly index: number;
    readonly advanceWidth: number;
    /** The outline with its baseline origin at x, y, for a font of `fontSize` pixels. */
    getPath(x: number, y: number, fontSize: number): { readonly commands: readonly PathCommand[] };
  }
  /** Move, line, quadratic or cubic curve, close. */
  export interface PathCommand {
    readonly type: "M" | "L" | "Q" | "C" | "Z";
    readonly x?: number;
    readonly y?: number;
    readonly x1?: number;
    readonly y1?: number;
    readonly x2?: number;
    readonly y2?: number;
  }
  export interface Font {
    readonly unitsPerEm: number;
    charToGlyph(character: string): Glyph;
    charToGlyphIndex(character: string): number;
  }
  const opentype: { parse(font: ArrayBuffer): Font };
  export default opentype;
}
