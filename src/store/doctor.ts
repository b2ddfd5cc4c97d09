import type { Blobs } from "../core/blobs.ts";
import { toFailure } from "../core/errors.ts";
import type { Finding, Store } from "../core/store.ts";

export interface ExaminationProgress {
  readonly blobs: number;
}

/** Every row and every stored file, read again. Reports what it finds, the worst first; changes nothing. */
export async function examine(
  store: Store,
  blobs: Blobs,
  onProgress?: (progress: ExaminationProgress) => void,
): Promise<readonly Finding[]> {
  const rows = await store.check();
  // Before the files: what is made meanwhile is then a file too many, never one missing.
  const { findings, referenced } = await references(store);
  const { stored, damaged } = await readAll(blobs, onProgress);
  const missing = [...referenced].filter((hash) => !stored.has(hash)).map(missingBlob);
  const orphans = findings.length === 0 ? [...stored].filter((hash) => !referenced.has(hash)) : [];
  return bySeverity([...rows, ...findings, ...damaged, ...missing, ...orphanNote(orphans.length)]);
}

async function readAll(blobs: Blobs, onProgress?: (progress: ExaminationProgress) => void) {
  const stored = new Set<string>();
  const damaged: Finding[] = [];
  for await (const hash of blobs.list()) {
    const failure = await blobs.read(hash).then(() => undefined, toFailure);
    if (failure)
      damaged.push({
        severity: "error",
        where: `blob ${hash}`,
        message: failure.message,
        ...(failure.hint !== undefined && { hint: failure.hint }),
      });
    stored.add(hash);
    onProgress?.({ blobs: stored.size });
  }
  return { stored, damaged };
}

/** Damaged rows may make it impossible to say what is referred to. */
async function references(store: Store): Promise<{ findings: readonly Finding[]; referenced: ReadonlySet<string> }> {
  try {
    return { findings: [], referenced: await store.referencedBlobs() };
  } catch (error) {
    const finding: Finding = {
      severity: "error",
      where: "database",
      message: `Which files are in use cannot be read: ${toFailure(error).message}`,
    };
    return { findings: [finding], referenced: new Set() };
  }
}

const missingBlob = (hash: string): Finding => ({
  severity: "error",
  where: `blob ${hash}`,
  message: "A row refers to this file, but it is not stored.",
  hint: "Restore it from a backup, or make it again: `samebut show` says which variation it is.",
});

/** Left by a process that ended between storing a result and writing it down; harmless. */
const orphanNote = (count: number): readonly Finding[] =>
  count === 0
    ? []
    : [
        {
          severity: "note",
          where: "blobs",
          message: `${count} stored ${count === 1 ? "file belongs" : "files belong"} to no variation.`,
        },
      ];

const order = ["error", "warning", "note"];

const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
