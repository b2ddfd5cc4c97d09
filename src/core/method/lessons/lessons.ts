import { jsonOrUndefined } from "../../json.ts";
import { z } from "zod";
import type { Change } from "../../change.ts";
import { ElementKind } from "../../element.ts";
import { StudioError } from "../../errors.ts";
import { type Cells, lessonHalfLife, lessonPairs, lessonParentPairs } from "../priors.ts";
import { scaledTo } from "../statistics/dirichlet.ts";

const Count = z.number().min(0).max(1e9);

/** What changes of one pattern did to elements of one kind on one engine, as pairs with their weight faded by time. */
export const Lesson = z.object({
  fingerprint: z.string(),
  kind: ElementKind,
  /** "words:add", "words:replace", "parameter:guidance", "instruction", "adjustment:exposure", "placebo". */
  pattern: z.string(),
  /** The words in small letters; "" for changes that are not words. */
  phrase: z.string(),
  /** Whether the element was what the change was for. */
  target: z.boolean(),
  /** What the element asked for, in small letters, where the change was for it: words help one wish and not its kind. */
  statement: z.string().max(500).default(""),
  /** Pairs kept, fixed, broke, neither. */
  counts: z.tuple([Count, Count, Count, Count]),
  /** The engine's pair count when the counts were last faded. */
  at: Count,
});
export type Lesson = z.infer<typeof Lesson>;

/** All lessons of a workspace, as exported and imported. */
export const LessonBook = z.object({
  format: z.literal("samebut-lessons-1"),
  /** The sessions that they were learned in, so that nothing is counted twice. */
  sessions: z.array(z.string().max(64)).max(1_000_000).default([]),
  /** Pairs seen so far, by engine fingerprint: the clock by which lessons fade. */
  pairs: z.record(z.string(), Count),
  lessons: z.array(Lesson).max(100_000),
});
export type LessonBook = z.infer<typeof LessonBook>;

export const emptyLessonBook = (): LessonBook => ({
  format: "samebut-lessons-1",
  sessions: [],
  pairs: {},
  lessons: [],
});

/** Which lesson is meant; `phrase` "" asks for the whole pattern. */
export type LessonKey = Pick<Lesson, "fingerprint" | "kind" | "pattern" | "phrase" | "target"> & {
  /** "" or left out asks for every statement. */
  readonly statement?: string;
};

/** The key of what a change does to an element of some kind; with its statement, to this very wish. */
export const lessonKey = (
  fingerprint: string,
  kind: ElementKind,
  change: Change,
  target: boolean,
  statement = "",
): LessonKey => ({ fingerprint, kind, ...patternOf(change), target, statement: target ? normalised(statement) : "" });

export function patternOf(change: Change): Pick<Lesson, "pattern" | "phrase"> {
  switch (change.kind) {
    case "words":
      if (change.add === "") return { pattern: "words:remove", phrase: normalised(change.remove) };
      return { pattern: change.remove === "" ? "words:add" : "words:replace", phrase: normalised(change.add) };
    case "composition":
      return { pattern: "composition", phrase: "" };
    case "parameter":
      return { pattern: `parameter:${change.name}`, phrase: "" };
    case "variation":
      return { pattern: "variation", phrase: "" };
    case "instruction":
      return { pattern: "instruction", phrase: normalised(change.text) };
    case "edits":
      return { pattern: "edits", phrase: "" };
    case "adjustment":
      return { pattern: `adjustment:${change.adjustments[0]?.kind ?? ""}`, phrase: "" };
  }
}

export const normalised = (words: string): string => words.trim().toLowerCase().replace(/\s+/gu, " ").slice(0, 200);

export interface Learned {
  readonly key: LessonKey;
  readonly counts: Cells;
}

/** The book with new pairs added, all from one engine. Earlier counts of that engine fade with a half-life of 200 pairs. */
export function learn(book: LessonBook, fingerprint: string, learned: readonly Learned[], pairs: number): LessonBook {
  const now = (book.pairs[fingerprint] ?? 0) + pairs;
  const faded = book.lessons.map((lesson) => (lesson.fingerprint === fingerprint ? fade(lesson, now) : lesson));
  const lessons = new Map(faded.map((lesson) => [nameOf(lesson), lesson]));
  for (const { key, counts } of learned) {
    const known = lessons.get(nameOf(key))?.counts ?? [0, 0, 0, 0];
    lessons.set(nameOf(key), { ...pickKey(key), counts: plus(known, counts), at: now });
  }
  return { ...book, pairs: { ...book.pairs, [fingerprint]: now }, lessons: [...lessons.values()] };
}

function fade(lesson: Lesson, now: number): Lesson {
  const factor = 2 ** (-(now - lesson.at) / lessonHalfLife);
  const [kept, fixed, broke, neither] = lesson.counts;
  return { ...lesson, counts: [kept * factor, fixed * factor, broke * factor, neither * factor], at: now };
}

const nameOf = ({ fingerprint, kind, pattern, phrase, target, statement = "" }: LessonKey): string =>
  JSON.stringify([fingerprint, kind, pattern, phrase, target, statement]);
const pickKey = ({
  fingerprint,
  kind,
  pattern,
  phrase,
  target,
  statement = "",
}: LessonKey): Omit<Lesson, "counts" | "at"> => ({ fingerprint, kind, pattern, phrase, target, statement });
const plus = (a: Cells, b: Cells): [number, number, number, number] => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
];

/** Pairs known of exactly this lesson, or of all phrases of the pattern where the phrase is "". */
export function known(book: LessonBook, key: LessonKey): Cells {
  return countsWhere(
    book,
    (lesson) =>
      sameRole(lesson, key) &&
      lesson.kind === key.kind &&
      lesson.pattern === key.pattern &&
      (key.phrase === "" || lesson.phrase === key.phrase) &&
      ((key.statement ?? "") === "" || lesson.statement === key.statement),
  );
}

/**
 * A Dirichlet prior for an effect: the phrase's own pairs, leaning on its pattern on this kind of element, which leans on
 * the pattern over all kinds, each as much as two pairs; in total at most four pairs. Undefined when nothing is known.
 */
export function priorFrom(book: LessonBook, key: LessonKey, flat: Cells): Cells | undefined {
  const levels = [
    countsWhere(book, (lesson) => sameRole(lesson, key) && lesson.pattern === key.pattern),
    countsWhere(book, (lesson) => sameRole(lesson, key) && lesson.pattern === key.pattern && lesson.kind === key.kind),
    ...(key.phrase === "" ? [] : [known(book, key)]),
  ];
  if (total(levels[0] ?? flat) === 0) return undefined;
  const pooled = levels.reduce<Cells>((mean, counts) => plus(scaled(mean, lessonParentPairs), counts), flat);
  const [kept = 1, fixed = 1, broke = 1, neither = 1] = scaledTo(pooled, lessonPairs);
  return [kept, fixed, broke, neither];
}

const sameRole = (lesson: Lesson, key: LessonKey): boolean =>
  lesson.fingerprint === key.fingerprint && lesson.target === key.target;
const total = (counts: Cells): number => counts.reduce((sum, count) => sum + count, 0);

function scaled(counts: Cells, pairs: number): Cells {
  const factor = pairs / Math.max(total(counts), Number.MIN_VALUE);
  return [counts[0] * factor, counts[1] * factor, counts[2] * factor, counts[3] * factor];
}

function countsWhere(book: LessonBook, wanted: (lesson: Lesson) => boolean): Cells {
  return book.lessons
    .filter(wanted)
    .reduce<Cells>(
      (sum, lesson) => plus(sum, fade(lesson, book.pairs[lesson.fingerprint] ?? lesson.at).counts),
      [0, 0, 0, 0],
    );
}

export const exportLessons = (book: LessonBook): string => `${JSON.stringify(book, null, 2)}\n`;

/** Throws "invalid" when the text is not a lesson file of this format. */
export function importLessons(text: string): LessonBook {
  const parsed = LessonBook.safeParse(jsonOrUndefined(text));
  if (parsed.success) return parsed.data;
  throw new StudioError("invalid", "This is not a file of lessons that this version can read.", {
    hint: "Export them again from the workspace that they come from.",
    cause: parsed.error,
  });
}

/** Two books as one: the pairs of both, as if they had been seen side by side. */
export function mergeLessons(a: LessonBook, b: LessonBook): LessonBook {
  const lessons = new Map(a.lessons.map((lesson) => [nameOf(lesson), lesson]));
  const pairs = { ...b.pairs, ...a.pairs };
  for (const [fingerprint, count] of Object.entries(b.pairs))
    pairs[fingerprint] = Math.max(count, a.pairs[fingerprint] ?? 0);
  for (const lesson of [...a.lessons, ...b.lessons]) lessons.delete(nameOf(lesson));
  const now = (lesson: Lesson, book: LessonBook): Lesson => ({
    ...fade(lesson, book.pairs[lesson.fingerprint] ?? lesson.at),
    at: pairs[lesson.fingerprint] ?? lesson.at,
  });
  for (const lesson of [...a.lessons.map((one) => now(one, a)), ...b.lessons.map((one) => now(one, b))]) {
    const before = lessons.get(nameOf(lesson))?.counts ?? [0, 0, 0, 0];
    lessons.set(nameOf(lesson), { ...lesson, counts: plus(before, lesson.counts) });
  }
  const sessions = [...new Set([...a.sessions, ...b.sessions])];
  return { format: "samebut-lessons-1", sessions, pairs, lessons: [...lessons.values()] };
}
