import { join } from "node:path";
import type { Blobs } from "../core/blobs.ts";
import type { Clock, Ids } from "../core/clock.ts";
import type { LessonShelf } from "../core/lesson-shelf.ts";
import type { Spending } from "../core/spending.ts";
import type { Store } from "../core/store.ts";
import { createDiskBlobs } from "../store/blobs/disk.ts";
import { createLessonShelf } from "../store/lesson-shelf.ts";
import { createSpendingFile } from "../store/spending-file.ts";
import { createSqliteStore } from "../store/open-store.ts";

/** The files of a workspace: samebut.db, blobs/, run/ (who is alive), engines.json, spending.json, lessons/, deliveries/. */
export async function openWorkspace(options: {
  home: string;
  clock: Clock;
  ids: Ids;
  actor: string;
}): Promise<{ store: Store; blobs: Blobs; lessons: LessonShelf; spending: Spending }> {
  const { home, clock, ids, actor } = options;
  const store = await createSqliteStore({
    file: join(home, "samebut.db"),
    runFolder: join(home, "run"),
    clock,
    ids,
    actor,
  });
  return {
    store,
    blobs: createDiskBlobs({ folder: join(home, "blobs") }),
    lessons: createLessonShelf(join(home, "lessons")),
    spending: createSpendingFile(join(home, "spending.json")),
  };
}
