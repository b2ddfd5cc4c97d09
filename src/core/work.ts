/** Rounds that run in this process, so that several doors do not run one twice and anybody can stop it. */
export interface Work {
  /** Runs the task unless the same key is running, in which case it waits for that one. */
  run(key: string, task: (signal: AbortSignal) => Promise<void>, signal?: AbortSignal): Promise<void>;
  /** Whether something was there to stop. Resolves when it has stopped. */
  stop(key: string): Promise<boolean>;
  running(): readonly string[];
  stopAll(): Promise<void>;
}
