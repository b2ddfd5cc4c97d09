import { open, readFile, rename } from "node:fs/promises";
import { StudioError } from "../core/errors.ts";
import { type Spending, SpendingLimits, noLimits } from "../core/spending.ts";

/** The limits of a workspace in one small file; without it there are none. Read each time: other processes may change it. */
export const createSpendingFile = (file: string): Spending => ({
  async limits() {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw new StudioError("storage", `${file} cannot be read.`, { hint: "Check its permissions.", cause: error });
    });
    if (text === undefined) return noLimits;
    try {
      return SpendingLimits.parse(JSON.parse(text));
    } catch (cause) {
      // Limits that cannot be read must not be taken for none.
      throw new StudioError("corrupt", `${file} does not hold limits of spending.`, {
        hint: "Set them again: samebut spending --per-day 5, or --unlimited.",
        cause,
      });
    }
  },
  async setLimits(limits) {
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      const handle = await open(temporary, "w", 0o600);
      await handle.writeFile(`${JSON.stringify(limits)}\n`).finally(async () => {
        await handle.sync();
        await handle.close();
      });
      await rename(temporary, file);
    } catch (cause) {
      throw new StudioError("storage", `${file} could not be written.`, {
        hint: "Free some space or check the permissions of the workspace folder; nothing was changed.",
        cause,
      });
    }
  },
});
