import { StudioError } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";

/** The history of the session that a person named: an id, the beginning of one, or "last". */
export async function historyOf(studio: Studio, reference: string): Promise<History> {
  const session = reference === "last" ? await newestSession(studio) : await studio.store.findSession(reference);
  return studio.store.history(session.id);
}

async function newestSession(studio: Studio): Promise<{ readonly id: string }> {
  const newest = (await studio.store.sessions())[0]?.session;
  if (newest) return newest;
  throw new StudioError("not-found", "There is no session yet.", {
    hint: 'Begin one: samebut new "a green pear on a wooden table"',
  });
}
