/** A piece of text that is set in one way. */
export interface Stretch<Style> {
  readonly text: string;
  readonly style: Style;
}

export interface PlacedText<Style> extends Stretch<Style> {
  /** From the left edge of its line. */
  readonly x: number;
}

/**
 * Stretches of text in lines of at most `width`, broken at spaces; a word that is wider than a line is broken inside. Line
 * breaks in the text break the line. Spaces at breaks are dropped, everything else is kept.
 */
export function wrapText<Style>(
  stretches: readonly Stretch<Style>[],
  width: number,
  measure: (text: string) => number,
): readonly (readonly PlacedText<Style>[])[] {
  const lines: PlacedText<Style>[][] = [[]];
  let x = 0;
  const breakLine = (): void => {
    lines.push([]);
    x = 0;
  };
  for (const { text, style } of stretches) {
    for (const word of text.match(/\n|[^\S\n]+|\S+/gu) ?? []) {
      if (word === "\n") breakLine();
      else if (word.trim() === "") x += lines.at(-1)!.length > 0 ? measure(" ") : 0;
      else {
        for (const piece of piecesOf(word, width, measure)) {
          const wide = measure(piece);
          if (x + wide > width && lines.at(-1)!.length > 0) breakLine();
          lines.at(-1)!.push({ text: piece, style, x });
          x += wide;
        }
      }
    }
  }
  return lines.map(joinNeighbours(measure));
}

/** A word, or its pieces that each fit into a line. */
function piecesOf(word: string, width: number, measure: (text: string) => number): readonly string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [""];
  for (const character of word) {
    if (measure(pieces.at(-1)! + character) > width && pieces.at(-1) !== "") pieces.push("");
    pieces[pieces.length - 1] += character;
  }
  return pieces;
}

/** Words of one style that follow each other as one text, so that they are drawn in one go. */
const joinNeighbours =
  <Style>(measure: (text: string) => number) =>
  (line: readonly PlacedText<Style>[]): readonly PlacedText<Style>[] => {
    const joined: PlacedText<Style>[] = [];
    for (const part of line) {
      const last = joined.at(-1);
      if (last?.style !== part.style) joined.push(part);
      else {
        const apart = part.x > last.x + measure(last.text) + 0.01;
        joined[joined.length - 1] = {
          ...last,
          text: `${last.text}${apart ? " " : ""}${part.text}`,
        };
      }
    }
    return joined;
  };
