import type { Change } from "../../change.ts";
import type { Element, ElementKind } from "../../element.ts";
import { type EngineHarvest, type Harvest, noPairs, plus } from "./harvest.ts";
import type { FixChance } from "../interpretation/interpretation.ts";
import {
  type LessonBook,
  emptyLessonBook,
  known,
  learn,
  lessonKey,
  mergeLessons,
  normalised,
  priorFrom,
} from "./lessons.ts";
import { type PlaceboNoise, placeboNoise } from "../effect/placebo.ts";
import {
  type Cells,
  type StateWeights,
  elsewherePrior,
  fixChance,
  fixChancePairs,
  learnedWeightPrompts,
  stateWeights,
  targetPrior,
} from "../priors.ts";
import { plural } from "../../sentences.ts";

/** What other sessions taught about one engine. */
export interface Knowledge {
  readonly fingerprint: string;
  readonly book: LessonBook;
  /** Undefined when no placebo was run on this engine. */
  readonly noise: PlaceboNoise | undefined;
  /** Differences of a quantity under neutral words. */
  placeboDifferences(quantity: string): readonly number[];
  /** How often elements of a kind are heard; undefined where nothing was seen. */
  weights(kind: ElementKind): StateWeights | undefined;
  /** Values of a quantity in other sessions' first pictures. */
  usual(quantity: string): readonly number[];
}

export interface KnowledgeInput {
  readonly fingerprint: string;
  /** Of the other sessions, oldest first. */
  readonly others: readonly { readonly session: string; readonly harvest: Harvest }[];
  /** Of this session: only its placebo runs count here, its changes are in its own history. */
  readonly own: Harvest;
  readonly imported: readonly LessonBook[];
}

export function knowledgeFrom({ fingerprint, others, own, imported }: KnowledgeInput): Knowledge {
  const elsewhere = others.flatMap(({ harvest }) => harvest[fingerprint] ?? []);
  const everywhere = [...elsewhere, ...(own[fingerprint] ? [own[fingerprint]] : [])];
  const pairs = everywhere.map(({ placebo }) => placebo).reduce(plus, noPairs);
  const isTested = pairs.kept + pairs.fixed + pairs.broke + pairs.neither > 0;
  return {
    fingerprint,
    book: imported.reduce(mergeLessons, bookFrom(others)),
    noise: isTested ? placeboNoise(pairs) : undefined,
    placeboDifferences: (quantity) => everywhere.flatMap((one) => one.placeboDifferences[quantity] ?? []),
    weights: (kind) => weightsFrom(elsewhere, kind),
    usual: (quantity) => elsewhere.flatMap(({ quantities }) => quantities[quantity] ?? []),
  };
}

/** The lessons of sessions, oldest first, so that the newest weigh most. */
export const bookFrom = (sessions: KnowledgeInput["others"]): LessonBook => ({
  ...sessions
    .flatMap(({ harvest }) => Object.entries(harvest))
    .reduce((book, [engine, { learned, pairs }]) => learn(book, engine, learned, pairs), emptyLessonBook()),
  sessions: sessions.map(({ session }) => session),
});

function weightsFrom(harvests: readonly EngineHarvest[], kind: ElementKind): StateWeights | undefined {
  const seen = harvests.flatMap(({ states }) => states[kind] ?? []);
  if (seen.length === 0) return undefined;
  const sum = (name: keyof StateWeights): number =>
    seen.reduce((total, states) => total + states[name], learnedWeightPrompts * stateWeights[name]);
  const [heard, chance, unheard] = [sum("heard"), sum("chance"), sum("unheard")];
  const total = heard + chance + unheard;
  return { heard: heard / total, chance: chance / total, unheard: unheard / total };
}

/** The prior of an effect from lessons; undefined where nothing is known. */
export const effectPrior =
  ({ book, fingerprint }: Knowledge) =>
  (element: Element, change: Change, target: boolean): Cells | undefined =>
    priorFrom(book, lessonKey(fingerprint, element.kind, change, target), target ? targetPrior : elsewherePrior);

/** What is known of a change before it is tried here. */
export interface KnownEffect {
  /** Pairs kept, fixed, broke, neither on elements that said the same; all 0 when it is untried. */
  readonly target: Cells;
  /** The same on all other elements. */
  readonly elsewhere: Cells;
  readonly sentence: string;
}

/** "fixed 5 of 6 and broke 1 of 40 elsewhere, in earlier sessions", or "untried". */
export function knownEffect({ book, fingerprint }: Knowledge, element: Element, change: Change): KnownEffect {
  const target = known(book, lessonKey(fingerprint, element.kind, change, true, element.statement));
  const elsewhere = book.lessons
    .map(({ kind }) => kind)
    .filter((kind, index, all) => all.indexOf(kind) === index)
    .map((kind) => known(book, lessonKey(fingerprint, kind, change, false)))
    .reduce<Cells>((sum, one) => [sum[0] + one[0], sum[1] + one[1], sum[2] + one[2], sum[3] + one[3]], [0, 0, 0, 0]);
  return { target, elsewhere, sentence: knownSentence(target, elsewhere) };
}

function knownSentence([, fixed, , neither]: Cells, [kept, , broke]: Cells): string {
  const wrong = Math.round(fixed + neither);
  if (wrong + Math.round(kept + broke) === 0) return "untried";
  const helped =
    wrong === 0 ? "never tried where it was missed" : `fixed ${Math.round(fixed)} of ${plural(wrong, "pair")}`;
  const harmed = kept + broke < 0.5 ? "" : `, broke ${Math.round(broke)} of ${Math.round(kept + broke)} other elements`;
  return `${helped}${harmed} in earlier sessions`;
}

/** Chance that words for an element of this kind make it right: the starting guess and what lessons saw of its wish. */
export function fixableBy({ book, fingerprint }: Knowledge, element: Element): FixChance | undefined {
  const tried = book.lessons.filter(
    (lesson) =>
      lesson.fingerprint === fingerprint &&
      lesson.target &&
      lesson.kind === element.kind &&
      lesson.pattern.startsWith("words:"),
  );
  if (tried.length === 0) return undefined;
  const sum = (at: 1 | 3): number => tried.reduce((total, { counts }) => total + counts[at], 0);
  const [fixed, neither] = [sum(1), sum(3)];
  const guess = fixChance[element.kind];
  const probability = (guess * fixChancePairs + fixed) / (fixChancePairs + fixed + neither);
  return { probability, pairs: Math.round(fixed + neither) };
}

/** Words that made this very wish come right on this engine before, added to its own or in their place, most promising first. */
export const phrasesFor = (
  { book, fingerprint }: Knowledge,
  element: Element,
): readonly { readonly phrase: string; readonly replaces: boolean; readonly counts: Cells }[] =>
  book.lessons
    .filter(
      (lesson) =>
        lesson.fingerprint === fingerprint &&
        lesson.target &&
        lesson.phrase !== "" &&
        lesson.statement === normalised(element.statement) &&
        (lesson.pattern === "words:add" || lesson.pattern === "words:replace") &&
        lesson.counts[1] > lesson.counts[2] + lesson.counts[3],
    )
    .toSorted((a, b) => share(b.counts) - share(a.counts))
    .map(({ phrase, pattern, counts }) => ({ phrase, replaces: pattern === "words:replace", counts }));

const share = ([, fixed, broke, neither]: Cells): number => (fixed - broke + 1) / (fixed + broke + neither + 2);
