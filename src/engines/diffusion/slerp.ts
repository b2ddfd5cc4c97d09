/**
 * Spherical interpolation (Shoemake, SIGGRAPH 1985) of two noises: `share` 0 gives `from`, 1 gives `to`. Unlike a plain
 * mixture it keeps the length, which is what a denoiser expects of noise.
 */
export function slerp(from: Float32Array, to: Float32Array, share: number): Float32Array {
  const cosine = dot(from, to) / Math.sqrt(dot(from, from) * dot(to, to));
  const angle = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const sine = Math.sin(angle);
  const nearlyParallel = sine < 1e-6;
  const fromWeight = nearlyParallel ? 1 - share : Math.sin((1 - share) * angle) / sine;
  const toWeight = nearlyParallel ? share : Math.sin(share * angle) / sine;
  return from.map((value, index) => fromWeight * value + toWeight * (to[index] ?? 0));
}

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
