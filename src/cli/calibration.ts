import type { ElementKind } from "../core/element.ts";
import type { History } from "../core/history.ts";
import type { JudgeAccuracy } from "../core/judge.ts";
import { accuracyFrom, agreements } from "../core/method/interpretation/calibration.ts";
import type { Store } from "../core/store.ts";

/** How often connected judges agree with the person, computed from the rows of the workspace and kept up to date. */
export interface Calibration {
  /** Counts what was said since the last time. */
  refresh(): Promise<void>;
  accuracy(judge: string, kind: ElementKind): JudgeAccuracy | undefined;
  close(): void;
}

type Accuracies = ReadonlyMap<ElementKind, JudgeAccuracy | undefined>;

/** @param judges whom it is about, asked each time: judges are connected while a workspace is open */
export function createCalibration(store: Store, judges: () => readonly string[]): Calibration {
  const read = new Map<string, { readonly head: number; readonly history: History }>();
  let measured = new Map<string, Accuracies>();
  let running: Promise<void> | undefined;
  let again = false;

  async function count(): Promise<void> {
    const wanted = judges();
    if (wanted.length === 0) return;
    for (const { session } of await store.sessions()) {
      if (session.brief.judge === null || !wanted.includes(session.brief.judge)) continue;
      if (read.get(session.id)?.head === session.head) continue;
      read.set(session.id, { head: session.head, history: await store.history(session.id) });
    }
    const histories = [...read.values()].map(({ history }) => history);
    measured = new Map(
      wanted.map((judge) => [
        judge,
        new Map([...agreements(histories, judge)].map(([kind, agreement]) => [kind, accuracyFrom(agreement)])),
      ]),
    );
  }

  const refresh = async (): Promise<void> => {
    again = running !== undefined;
    running ??= (async () => {
      do {
        again = false;
        await count();
      } while (again);
    })().finally(() => (running = undefined));
    return running;
  };

  // Somebody said something, in this process or in another. What cannot be read now is counted the next time.
  const stop = store.onChange(() => void refresh().catch(() => undefined));
  return {
    refresh,
    accuracy: (judge, kind) => measured.get(judge)?.get(kind),
    close: stop,
  };
}
