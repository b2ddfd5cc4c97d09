/** A look-up table for colours: sRGB 0–1 in, 0–1 out. */
export interface Cube {
  readonly dimensions: 1 | 3;
  /** Points per channel. */
  readonly size: number;
  readonly domain: readonly { readonly least: number; readonly most: number }[];
  /** Red, green and blue of each point; of a cube red changes fastest. */
  readonly values: Float32Array;
}

const mostPoints = { 1: 65_536, 3: 256 } as const;

/**
 * Reads a .cube file ("Cube LUT Specification", Adobe, version 1.0, 2013; input ranges as DaVinci Resolve writes them).
 * Throws an Error whose message says what is wrong with it, and where.
 */
export function parseCube(text: string): Cube {
  const head: Head = { size: 0, dimensions: 0, least: [0, 0, 0], most: [1, 1, 1] };
  let values: Float32Array | undefined;
  let found = 0;
  for (const [index, raw] of text.split(/\r\n?|\n/u).entries()) {
    const line = raw.replace(/^\uFEFF/u, "").trim();
    if (line === "" || line.startsWith("#")) continue;
    if (/^[A-Z]/u.test(line)) {
      readKeyword(head, line, index + 1);
      continue;
    }
    if (head.dimensions === 0) throw new Error(`Line ${index + 1} has colours before the size of the table is said.`);
    values ??= new Float32Array(3 * head.size ** head.dimensions);
    if (found >= values.length) throw new Error(`It has more colours than its size says, from line ${index + 1} on.`);
    for (const number of numbersOf(line, 3, index + 1)) values[found++] = number;
  }
  if (!values) throw new Error("It has no colours.");
  if (found < values.length) throw new Error(`It ends after ${found / 3} colours; its size says ${values.length / 3}.`);
  const domain = head.least.map((least, c) => ({ least, most: head.most[c]! }));
  if (domain.some(({ least, most }) => !(most > least))) throw new Error("Its domain is empty.");
  return { dimensions: head.dimensions as 1 | 3, size: head.size, domain, values };
}

interface Head {
  size: number;
  dimensions: 0 | 1 | 3;
  least: readonly number[];
  most: readonly number[];
}

function readKeyword(head: Head, line: string, number: number): void {
  const [keyword = "", ...rest] = line.split(/\s+/u);
  const tail = rest.join(" ");
  const size = /^LUT_([13])D_SIZE$/u.exec(keyword);
  const range = /^LUT_([13])D_INPUT_RANGE$/u.test(keyword);
  if (size) {
    if (head.dimensions !== 0) throw new Error(`Line ${number} names a second table; files with two are not read.`);
    head.dimensions = size[1] === "1" ? 1 : 3;
    [head.size = 0] = numbersOf(tail, 1, number);
    if (!Number.isInteger(head.size) || head.size < 2 || head.size > mostPoints[head.dimensions])
      throw new Error(`Line ${number}: a table has 2 to ${mostPoints[head.dimensions]} points per channel.`);
  } else if (keyword === "DOMAIN_MIN") head.least = numbersOf(tail, 3, number);
  else if (keyword === "DOMAIN_MAX") head.most = numbersOf(tail, 3, number);
  else if (range) {
    const [least = 0, most = 1] = numbersOf(tail, 2, number);
    [head.least, head.most] = [Array<number>(3).fill(least), Array<number>(3).fill(most)];
  } else if (keyword !== "TITLE")
    throw new Error(`Line ${number} says “${keyword.slice(0, 40)}”, which no .cube file does.`);
}

function numbersOf(line: string, count: number, number: number): readonly number[] {
  const numbers = line.split(/\s+/u).map(Number);
  if (numbers.length !== count || !numbers.every(Number.isFinite))
    throw new Error(`Line ${number} is not ${count === 1 ? "a number" : `${count} numbers`}.`);
  return numbers;
}

/** The colour of the table for a colour, both 0–1, in place. What lies outside of the domain counts as its edge. */
export function lookUp(cube: Cube, colour: Float64Array): void {
  const { domain, size, dimensions } = cube;
  for (let c = 0; c < 3; c++) {
    const { least, most } = domain[c]!;
    const share = Math.min(1, Math.max(0, (colour[c]! - least) / (most - least)));
    colour[c] = share * (size - 1);
  }
  if (dimensions === 1) between(cube, colour);
  else tetrahedral(cube, colour);
}

function between({ size, values }: Cube, colour: Float64Array): void {
  for (let c = 0; c < 3; c++) {
    const low = Math.min(size - 2, colour[c]! | 0);
    const share = colour[c]! - low;
    colour[c] = values[low * 3 + c]! * (1 - share) + values[(low + 1) * 3 + c]! * share;
  }
}

/**
 * Each small cube is cut into six tetrahedra along its grey diagonal, so that greys stay clean; the four corners of the one
 * that holds the colour are mixed (J. M. Kasson et al., "Tetrahedral interpolation", 1995).
 */
function tetrahedral({ size, values }: Cube, colour: Float64Array): void {
  const [r, g, b] = [cell(colour[0]!, size), cell(colour[1]!, size), cell(colour[2]!, size)];
  const [fr, fg, fb] = [colour[0]! - r, colour[1]! - g, colour[2]! - b];
  const [red, green, blue] = [3, 3 * size, 3 * size * size];
  const near = r * red + g * green + b * blue;
  const far = near + red + green + blue;
  // The axes from the largest fraction to the smallest: along them the path from near to far goes.
  let [most, middle, first, second] = [fr, fg, red, red + green];
  let least = fb;
  if (fr >= fg) {
    if (fb > fr) [most, middle, least, first, second] = [fb, fr, fg, blue, blue + red];
    else if (fb > fg) [most, middle, least, first, second] = [fr, fb, fg, red, red + blue];
  } else if (fb > fg) [most, middle, least, first, second] = [fb, fg, fr, blue, blue + green];
  else if (fb > fr) [most, middle, least, first, second] = [fg, fb, fr, green, green + blue];
  else [most, middle, least, first, second] = [fg, fr, fb, green, green + red];
  for (let c = 0; c < 3; c++) {
    colour[c] =
      (1 - most) * values[near + c]! +
      (most - middle) * values[near + first + c]! +
      (middle - least) * values[near + second + c]! +
      least * values[far + c]!;
  }
}

const cell = (at: number, size: number): number => Math.min(size - 2, at | 0);
