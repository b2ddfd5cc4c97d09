import { randomUUID } from "node:crypto";
import { open, readFile, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { StudioError } from "../core/errors.ts";
import { jsonOrUndefined } from "../core/json.ts";
import { ImportedLessons, type KeptHarvest, type LessonShelf } from "../core/lesson-shelf.ts";
import { makeFolder, syncFolder } from "./folders.ts";

/** A folder of a workspace: a file per import, and `learned.json`, which may be deleted. */
export function createLessonShelf(folder: string): LessonShelf {
  const learned = join(folder, "learned.json");
  const imported = async (): Promise<readonly ImportedLessons[]> => {
    const files = (await readdir(folder).catch(() => [])).filter((file) => file.startsWith("import-")).toSorted();
    return Promise.all(files.map((file) => readImport(join(folder, file))));
  };
  const pathOf = (id: string): string => join(folder, `import-${id}.json`);
  return {
    imported,
    async add(lessons) {
      const added: ImportedLessons = { ...lessons, id: randomUUID().slice(0, 8) };
      await makeFolder(folder);
      const before = await imported();
      await writeDurably(folder, pathOf(added.id), added);
      const shared = before.filter(({ book }) => sharesSession(book.sessions, added.book.sessions));
      for (const { id } of shared) await rm(pathOf(id), { force: true });
      return added;
    },
    async remove(id) {
      if (!(await imported()).some((one) => one.id === id)) return false;
      await rm(pathOf(id), { force: true });
      await syncFolder(folder);
      return true;
    },
    async kept() {
      const file = jsonOrUndefined(await readFile(learned, "utf8").catch(() => "")) as KeptFile | undefined;
      return file?.format === keptFormat ? file.sessions : {};
    },
    async keep(sessions) {
      // Another process may write it in the same moment: whole files only, and the last one counts.
      await makeFolder(folder);
      const file: KeptFile = { format: keptFormat, sessions };
      await writeDurably(folder, learned, file);
    },
  };
}

/** Raise the number when what a harvest holds changes: older files are then worked out again. */
const keptFormat = "samebut-learned-1";

interface KeptFile {
  readonly format: string;
  readonly sessions: Readonly<Record<string, KeptHarvest>>;
}

const sharesSession = (a: readonly string[], b: readonly string[]): boolean => {
  const known = new Set(a);
  return b.some((session) => known.has(session));
};

async function readImport(file: string): Promise<ImportedLessons> {
  const parsed = ImportedLessons.safeParse(jsonOrUndefined(await readFile(file, "utf8")));
  if (parsed.success) return parsed.data;
  throw new StudioError("corrupt", `${file} holds no lessons that this version can read.`, {
    hint: "Move it away and import the lessons again: samebut lessons --import <file>.",
    cause: parsed.error,
  });
}

async function writeDurably(folder: string, file: string, value: unknown): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, "w");
  try {
    await handle.writeFile(`${JSON.stringify(value)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncFolder(folder);
}
