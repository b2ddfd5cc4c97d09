import { z } from "zod";
import type { Harvest } from "./method/lessons/harvest.ts";
import { LessonBook } from "./method/lessons/lessons.ts";

/** Lessons that came from elsewhere, as a file brought them. */
export const ImportedLessons = z.object({
  /** Chosen by the shelf; what `remove` takes. */
  id: z.string(),
  /** Where they came from, in the person's words or the file's name. */
  name: z.string().max(200),
  importedAt: z.number(),
  book: LessonBook,
});
export type ImportedLessons = z.infer<typeof ImportedLessons>;

/** What a session taught when its newest event was `head`. */
export interface KeptHarvest {
  readonly head: number;
  readonly harvest: Harvest;
}

/** Imported lessons, and what this workspace's own sessions taught as last worked out. */
export interface LessonShelf {
  imported(): Promise<readonly ImportedLessons[]>;
  /** Durable when it returns. Takes the place of earlier imports that share a session with it. */
  add(lessons: Omit<ImportedLessons, "id">): Promise<ImportedLessons>;
  /** Whether it was there. */
  remove(id: string): Promise<boolean>;
  /** By session. Can be worked out again from the sessions at any time, so losing it loses nothing. */
  kept(): Promise<Readonly<Record<string, KeptHarvest>>>;
  keep(harvests: Readonly<Record<string, KeptHarvest>>): Promise<void>;
}
