import { z } from "zod";
import { readFile, writeFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { StudioError, invalid } from "../core/errors.ts";
import { ElementKind } from "../core/element.ts";
import { EffectLabel } from "../core/method/effect/element-effect.ts";
import { labelOf } from "../core/method/effect/effect-claims.ts";
import { bookFrom } from "../core/method/lessons/knowledge.ts";
import {
  type Lesson,
  type LessonBook,
  exportLessons,
  importLessons,
  mergeLessons,
} from "../core/method/lessons/lessons.ts";
import { elsewherePrior, targetPrior } from "../core/method/priors.ts";
import { plural, quoted } from "../core/sentences.ts";
import { chanceFirstIsLarger } from "../core/method/statistics/beta.ts";
import type { Studio } from "../core/studio.ts";
import { Answer, defineOperation } from "./define.ts";
import { harvests } from "./shared/learned.ts";

export const LessonLine = z.object({
  fingerprint: z.string(),
  kind: ElementKind,
  pattern: z.string(),
  phrase: z.string(),
  /** What the element asked for; empty where the change was for another element. */
  statement: z.string(),
  target: z.boolean(),
  /** Faded pairs. */
  kept: z.number(),
  fixed: z.number(),
  broke: z.number(),
  neither: z.number(),
  pBetter: z.number(),
  label: EffectLabel,
  sentence: z.string(),
});
type LessonLine = z.infer<typeof LessonLine>;

export const lessons = defineOperation({
  name: "lessons",
  summary: "What changes did over all sessions, per engine; also to a file and from one.",
  effect: "write",
  input: z.object({
    engine: z.string().optional().describe("Only lessons whose engine fingerprint contains this"),
    export: z.string().optional().describe("Write this workspace's own lessons to a file"),
    import: z.string().optional().describe("Add the lessons of a file"),
    forget: z.string().optional().describe("Take an import out again, by its id"),
    all: z.boolean().default(false).describe("Also side effects, and changes with too few pairs to tell"),
  }),
  output: Answer.extend({
    lessons: z.array(LessonLine),
    imports: z.array(z.object({ id: z.string(), name: z.string(), importedAt: z.number(), lessons: z.int() })),
    file: z.string().nullable(),
  }),
  commandLine: { positional: [], example: "samebut lessons --export lessons.json" },
  async run(studio, input) {
    const own = bookFrom(await harvests(studio));
    const notes: string[] = [];
    if (input.import !== undefined) notes.push(await bringIn(studio, own, input.import));
    if (input.forget !== undefined) notes.push(await forget(studio, input.forget));
    const file = input.export === undefined ? null : resolve(input.export);
    if (file !== null) notes.push(await writeOut(own, file));
    const imports = await studio.lessons.imported();
    const book = imports.map((one) => one.book).reduce(mergeLessons, own);
    const lines = book.lessons
      .filter(({ fingerprint }) => input.engine === undefined || fingerprint.includes(input.engine))
      .map(lineOf)
      .filter((line) => input.all || (line.target && line.fixed + line.broke + line.neither >= 1))
      .toSorted((a, b) => b.pBetter - a.pBetter || b.fixed - a.fixed);
    return {
      lessons: lines,
      imports: imports.map(({ id, name, importedAt, book: { lessons: held } }) => ({
        id,
        name,
        importedAt,
        lessons: held.length,
      })),
      file,
      summary: [...notes, ...describe(lines), ...imports.map(({ id, name }) => `Imported: ${name} (${id})`)].join("\n"),
      pictures: [],
    };
  },
});

/** The most telling lessons that have all these words, of this workspace and of imports. */
export async function lessonsAbout(studio: Studio, words: readonly string[], most: number): Promise<LessonLine[]> {
  const imports = await studio.lessons.imported();
  const book = imports.map((one) => one.book).reduce(mergeLessons, bookFrom(await harvests(studio)));
  return book.lessons
    .map(lineOf)
    .filter(({ target, sentence }) => target && words.every((word) => sentence.toLowerCase().includes(word)))
    .toSorted((a, b) => b.pBetter - a.pBetter || b.fixed - a.fixed)
    .slice(0, most);
}

function lineOf({ counts, at: _at, ...key }: Lesson): LessonLine {
  const [kept, fixed, broke, neither] = counts;
  const [, a, b] = key.target ? targetPrior : elsewherePrior;
  const pBetter = chanceFirstIsLarger(a + fixed, b + broke);
  const certainty = Math.max(pBetter, 1 - pBetter);
  // Pairs of other sessions were drawn before anybody claimed anything here, so none of them can confirm.
  const label = labelOf(certainty, certainty, Math.round(kept + fixed + broke + neither), 0);
  const line = { ...key, kept, fixed, broke, neither, pBetter, label };
  return { ...line, sentence: sentenceOf(line) };
}

function sentenceOf(line: Omit<LessonLine, "sentence">): string {
  const what = line.phrase === "" ? line.pattern : `${verb(line.pattern)} ${quoted(line.phrase)}`;
  const wrong = Math.round(line.fixed + line.neither);
  const right = Math.round(line.kept + line.broke);
  const on = line.target ? ` for ${quoted(line.statement || line.kind)}` : `, on ${line.kind} elements it was not for`;
  const direction = line.pBetter >= 0.5 ? "" : "harm ";
  const said = line.label === "no evidence" ? "not enough to tell" : `${direction}${line.label}`;
  return `${what}${on}: fixed ${Math.round(line.fixed)} of ${wrong} missed, broke ${Math.round(line.broke)} of ${right} right; ${said}.`;
}

const verb = (pattern: string): string =>
  ({ "words:add": "adding", "words:replace": "saying", "words:remove": "leaving out", instruction: "asking for" })[
    pattern
  ] ?? pattern;

function describe(lines: readonly LessonLine[]): readonly string[] {
  if (lines.length === 0)
    return ["No lessons yet: they come from changes that were tried on the same seeds (`samebut fix`)."];
  const engines = Map.groupBy(lines, ({ fingerprint }) => fingerprint);
  return [...engines].flatMap(([fingerprint, own]) => [
    `${fingerprint}: ${plural(own.length, "lesson")}`,
    ...own.slice(0, 40).map(({ sentence }) => `  ${sentence}`),
    ...(own.length > 40 ? [`  and ${own.length - 40} more (--json lists them all)`] : []),
  ]);
}

async function bringIn(studio: Studio, own: LessonBook, path: string): Promise<string> {
  const text = await readFile(resolve(path), "utf8").catch((cause: unknown) => {
    throw new StudioError("not-found", `${path} cannot be read.`, { hint: "Name a file of lessons.", cause });
  });
  const book = importLessons(text);
  const known = new Set(own.sessions);
  if (book.sessions.some((session) => known.has(session)))
    throw invalid(
      "These lessons were learned in this workspace, so they count already.",
      "Import them into another workspace.",
    );
  const added = await studio.lessons.add({ name: basename(path).slice(0, 200), importedAt: studio.clock.now(), book });
  return `${plural(book.lessons.length, "lesson")} of ${added.name} added (${added.id}).`;
}

async function forget(studio: Studio, id: string): Promise<string> {
  if (await studio.lessons.remove(id)) return `The import ${id} is out again.`;
  const known = (await studio.lessons.imported()).map((one) => one.id).join(", ") || "none";
  throw new StudioError("not-found", `There is no import “${id}”.`, { hint: `Imported are: ${known}.` });
}

async function writeOut(own: LessonBook, file: string): Promise<string> {
  await writeFile(file, exportLessons(own), { flag: "wx" }).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === "EEXIST"
      ? new StudioError("conflict", `${file} is there already.`, { hint: "Name another file.", cause })
      : new StudioError("storage", `${file} cannot be written.`, { hint: "Check the folder.", cause });
  });
  return `${plural(own.lessons.length, "lesson")} of ${plural(own.sessions.length, "session")} written to ${file}.`;
}
