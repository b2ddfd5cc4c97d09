import { type Harvest, harvest } from "../../core/method/lessons/harvest.ts";
import type { History } from "../../core/history.ts";
import type { KeptHarvest } from "../../core/lesson-shelf.ts";
import { type Knowledge, type KnowledgeInput, knowledgeFrom } from "../../core/method/lessons/knowledge.ts";
import { createTruths } from "../../core/method/interpretation/truth.ts";
import type { Studio } from "../../core/studio.ts";
import { accuracyIn } from "./accuracy.ts";

/** What every session of this workspace taught, oldest first. Only sessions that changed since are read again. */
export async function harvests(studio: Studio): Promise<KnowledgeInput["others"]> {
  const [sessions, kept] = await Promise.all([studio.store.sessions(), studio.lessons.kept()]);
  const next: Record<string, KeptHarvest> = {};
  let changed = false;
  for (const { session } of sessions) {
    const known = kept[session.id];
    if (known?.head === session.head) {
      next[session.id] = known;
      continue;
    }
    const history = await studio.store.history(session.id);
    next[session.id] = { head: history.session.head, harvest: harvestOf(studio, history) };
    changed = true;
  }
  // What cannot be kept is only worked out again next time.
  if (changed) await studio.lessons.keep(next).catch(() => undefined);
  return sessions
    .toSorted((a, b) => a.session.createdAt - b.session.createdAt)
    .map(({ session }) => ({ session: session.id, harvest: next[session.id]?.harvest ?? {} }));
}

const harvestOf = (studio: Pick<Studio, "judges" | "instruments">, history: History): Harvest =>
  harvest(
    history,
    createTruths(history, { accuracy: accuracyIn(studio) }),
    studio.instruments.flatMap(({ quantities }) => quantities.map(({ name }) => name)),
  );

/** What is known of the engine of a session from everywhere but the session itself. */
export async function knowledgeFor(studio: Studio, history: History): Promise<Knowledge> {
  const [all, imported] = await Promise.all([harvests(studio), studio.lessons.imported()]);
  return knowledgeFrom({
    fingerprint: await fingerprintOf(studio, history),
    others: all.filter(({ session }) => session !== history.session.id),
    own: harvestOf(studio, history),
    imported: imported.map(({ book }) => book),
  });
}

/** Of the pictures that the session's own engine made; of the engine as it is now before the first. */
async function fingerprintOf(studio: Pick<Studio, "engines">, { session, variations }: History): Promise<string> {
  const made = variations.findLast(({ recipe }) => recipe.engine === session.engine);
  if (made) return made.recipe.fingerprint;
  // An engine that cannot be asked now has taught nothing that could be looked up.
  const description = await studio.engines
    .get(session.engine)
    ?.describe()
    .catch(() => undefined);
  return description?.fingerprint ?? "";
}
