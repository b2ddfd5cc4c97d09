/** Per file, the end of the last job that wanted its turn. */
const last = new Map<string, Promise<unknown>>();

/**
 * One job at a time per file in this process. SQLite's wait for a lock stops the whole process: two connections of one
 * process would wait for each other until the timeout.
 */
export function inTurn<Result>(file: string, job: () => Promise<Result>): Promise<Result> {
  const turn = (last.get(file) ?? Promise.resolve()).then(job);
  const settled = turn.then(
    () => undefined,
    () => undefined,
  );
  last.set(file, settled);
  void settled.then(() => {
    if (last.get(file) === settled) last.delete(file);
  });
  return turn;
}
