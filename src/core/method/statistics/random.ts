/** A seeded source of chance: the same seed gives the same numbers on every machine. */
export interface Random {
  /** Uniform in (0, 1), never 0 or 1, with 32 bits. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/** sfc32 (Chris Doty-Humphrey, PractRand): small, fast, passes the usual batteries; 128 bits of state. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  };
  for (let warmUp = 0; warmUp < 15; warmUp++) next();
  const uniform = (): number => (next() + 0.5) / 2 ** 32;
  return { uniform, normal: normals(uniform) };
}

/** Box and Muller 1958: two independent normals from two uniforms; the second is kept for the next call. */
function normals(uniform: () => number): () => number {
  let kept: number | undefined;
  return () => {
    if (kept !== undefined) {
      const value = kept;
      kept = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** A seed for a named part of a calculation (32-bit FNV-1a), so that parts do not disturb each other's numbers. */
export function seedFor(seed: number, ...names: readonly string[]): number {
  let hash = 0x811c9dc5 | 0;
  for (const name of [String(seed), ...names]) {
    for (const character of `${name}\n`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * Gamma with the given shape (> 0) and scale 1: Marsaglia and Tsang, "A simple method for generating gamma variables",
 * ACM TOMS 26(3), 2000. Shapes below 1 are boosted by U^(1/shape).
 */
export function drawGamma(random: Random, shape: number): number {
  if (shape < 1) return drawGamma(random, shape + 1) * random.uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = random.normal();
    const root = 1 + c * normal;
    if (root <= 0) continue;
    const cubed = root * root * root;
    if (Math.log(random.uniform()) < 0.5 * normal * normal + d - d * cubed + d * Math.log(cubed)) return d * cubed;
  }
}

export function drawBeta(random: Random, a: number, b: number): number {
  const x = drawGamma(random, a);
  const y = drawGamma(random, b);
  return x + y > 0 ? x / (x + y) : a / (a + b);
}
