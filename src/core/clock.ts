/** Where time and chance come from: passed in, so that tests decide both. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new id that sorts by time (UUID version 7, RFC 9562). */
  next(): string;
}

/** A 32-bit seed for a new variation. */
export type RandomSeed = () => number;
