/**
 * Seeded Gaussian noise, the same bytes on every run and machine.
 *
 * Uniform numbers come from mulberry32 (Tommy Ettinger, public domain): one 32-bit word of state, period 2³². Pairs of
 * them become pairs of normal numbers by Box–Muller (Ann. Math. Statist. 29, 1958). `stream` 0 is the starting noise;
 * step i of a stochastic sampler takes stream i + 1, so that its noise does not depend on what was drawn before.
 *
 * @param seed 0…2³² − 1
 * @returns `length` numbers of mean 0 and variance 1
 */
export function gaussianNoise(seed: number, length: number, stream = 0): Float32Array {
  const uniform = mulberry32(Math.imul(seed, 2654435761) ^ 0x9e3779b9 ^ Math.imul(stream, 0x85ebca6b));
  const noise = new Float32Array(length);
  for (let index = 0; index < length; index += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    noise[index] = radius * Math.cos(angle);
    if (index + 1 < length) noise[index + 1] = radius * Math.sin(angle);
  }
  return noise;
}

/** Numbers in [0, 1), 32 bits each. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}
