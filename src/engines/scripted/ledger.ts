import { open, readFile } from "node:fs/promises";

/** One charge: a picture that a provider would put on the bill. */
export interface Charge {
  readonly key: string;
  readonly seed: number | null;
  readonly prompt: string;
}

/** What was charged, kept outside of any workspace so that tests can count what really happened. */
export interface Ledger {
  /** On disk when it returns. */
  add(charge: Charge): Promise<void>;
  charges(): Promise<readonly Charge[]>;
}

/** A file with one line of JSON per charge; several processes may append to it. A half-written last line is ignored. */
export function createLedger(path: string): Ledger {
  return {
    async add(charge) {
      const file = await open(path, "a");
      try {
        await file.write(`${JSON.stringify(charge)}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
    async charges() {
      const text = await readFile(path, "utf8").catch(absentAsEmpty);
      const whole = text.slice(0, text.lastIndexOf("\n") + 1);
      return whole
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Charge);
    },
  };
}

function absentAsEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === "ENOENT") return "";
  throw error;
}
