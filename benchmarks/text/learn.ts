/** A sparse example: hashed features, each at most once, with values; label 1 or 0; weight in training. */
export interface Example {
  readonly features: Int32Array;
  readonly values: Float32Array;
  readonly label: number;
  readonly weight: number;
  /** Examples of one group are never on both sides of a split. */
  readonly group: number;
}

const buckets = 2 ** 19;

/** Counts of named features, hashed (FNV-1a) into 2^19 buckets, damped by the logarithm and scaled to unit length. */
export function exampleFrom(names: readonly string[], label: number, group = 0, weight = 1): Example {
  const counts = new Map<number, number>();
  for (const name of names) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
    const bucket = (hash ^ (hash >>> 15)) & (buckets - 1);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  const values = Float32Array.from(counts.values(), (count) => 1 + Math.log(count));
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1;
  return {
    features: Int32Array.from(counts.keys()),
    values: values.map((value) => value / length),
    label,
    weight,
    group,
  };
}

export type Classifier = (example: Example) => number;

/** Weights features by how rare they are in `examples` (idf), then logistic regression by AdaGrad with L2, classes balanced. */
export function train(examples: readonly Example[], epochs = 12, rate = 0.5, decay = 2e-5): Classifier {
  const idf = inverseFrequency(examples);
  const weights = new Float32Array(buckets);
  const squares = new Float32Array(buckets).fill(1e-4);
  const positives = examples.reduce((sum, { label, weight }) => sum + label * weight, 0);
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  const balance = [total / 2 / Math.max(1, total - positives), total / 2 / Math.max(1, positives)];
  const order = examples.map((_, i) => i);
  const random = randomFrom(7);
  let bias = 0;
  const score = ({ features, values }: Example): number => {
    let sum = bias;
    for (let i = 0; i < features.length; i++) sum += weights[features[i]!]! * values[i]! * idf[features[i]!]!;
    return sum;
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    for (const at of order) {
      const example = examples[at]!;
      const error = (1 / (1 + Math.exp(-score(example))) - example.label) * example.weight * balance[example.label]!;
      bias -= 0.02 * error;
      const { features, values } = example;
      for (let i = 0; i < features.length; i++) {
        const feature = features[i]!;
        const gradient = error * values[i]! * idf[feature]! + decay * weights[feature]!;
        squares[feature]! += gradient * gradient;
        weights[feature]! -= (rate * gradient) / Math.sqrt(squares[feature]!);
      }
    }
  }
  return score;
}

function inverseFrequency(examples: readonly Example[]): Float32Array {
  const counts = new Float32Array(buckets);
  for (const { features } of examples) for (const feature of features) counts[feature]!++;
  return counts.map((count) => (count < 2 ? 0 : Math.log(examples.length / count) + 1));
}

/** Folds by group, in order: neighbours stay together. */
export function foldsOf(examples: readonly Example[], count: number): readonly (readonly number[])[] {
  const groups = [...new Set(examples.map(({ group }) => group))];
  const fold = new Map(groups.map((group, i) => [group, Math.floor((i * count) / groups.length)]));
  return Array.from({ length: count }, (_, f) =>
    examples.flatMap(({ group }, i) => (fold.get(group) === f ? [i] : [])),
  );
}

/** Scores of every example from models that have not seen its fold. `extra` only ever trains. */
export function crossScores(
  views: readonly (readonly Example[])[],
  folds: number,
  extra: readonly (readonly Example[])[] = [],
): readonly number[] {
  const first = views[0]!;
  const scores = Array.from({ length: first.length }, () => 0);
  for (const fold of foldsOf(first, folds)) {
    const held = new Set(fold);
    views.forEach((view, v) => {
      const model = train([...view.filter((_, i) => !held.has(i)), ...(extra[v] ?? [])]);
      for (const i of fold) scores[i]! += model(view[i]!) / views.length;
    });
  }
  return scores;
}

/** The threshold with the best F1. */
export function bestThreshold(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((score, i) => ({ score, label: labels[i]! })).toSorted((a, b) => b.score - a.score);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  let best = { f1: -1, threshold: 0 };
  let hits = 0;
  order.forEach(({ score, label }, i) => {
    hits += label;
    const f1 = (2 * hits) / (i + 1 + positives);
    if (f1 > best.f1) best = { f1, threshold: (score + (order[i + 1]?.score ?? score - 1)) / 2 };
  });
  return best.threshold;
}

export function f1Of(predicted: readonly boolean[], labels: readonly number[]): number {
  let [hits, said, there] = [0, 0, 0];
  predicted.forEach((yes, i) => {
    if (yes) said++;
    if (labels[i] === 1) there++;
    if (yes && labels[i] === 1) hits++;
  });
  return said + there === 0 ? 0 : (2 * hits) / (said + there);
}

/** Area under the ROC curve by ranks; ties count half. */
export function aucOf(scores: readonly number[], labels: readonly number[]): number {
  const order = scores.map((score, i) => ({ score, label: labels[i]! })).toSorted((a, b) => a.score - b.score);
  let [ranks, positives] = [0, 0];
  for (let i = 0; i < order.length;) {
    let end = i;
    while (end < order.length && order[end]!.score === order[i]!.score) end++;
    for (let j = i; j < end; j++) {
      if (order[j]!.label !== 1) continue;
      ranks += (i + end + 1) / 2;
      positives++;
    }
    i = end;
  }
  const negatives = order.length - positives;
  return positives === 0 || negatives === 0
    ? Number.NaN
    : (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}

export interface Figure {
  readonly value: number;
  /** 90 % interval by 400 bootstrap samples of whole groups. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export function withInterval(
  count: number,
  groups: readonly number[],
  measure: (sample: readonly number[]) => number,
): Figure {
  const byGroup = new Map<number, number[]>();
  for (let i = 0; i < count; i++) byGroup.set(groups[i] ?? i, [...(byGroup.get(groups[i] ?? i) ?? []), i]);
  const names = [...byGroup.keys()];
  const random = randomFrom(11);
  const draws = Array.from({ length: 400 }, () =>
    measure(names.flatMap(() => byGroup.get(names[Math.floor(random() * names.length)]!)!)),
  )
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  const at = (share: number): number =>
    draws[Math.min(draws.length - 1, Math.floor(share * draws.length))] ?? Number.NaN;
  return { value: measure(Array.from({ length: count }, (_, i) => i)), low: at(0.05), high: at(0.95), n: count };
}

/** Mulberry32: the same seed, the same numbers. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function shuffle<T>(list: T[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
}
