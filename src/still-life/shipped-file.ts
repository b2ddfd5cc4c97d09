import { readFileSync } from "node:fs";
import { StudioError } from "../core/errors.ts";

/** A file that comes with Samebut. Throws "unavailable" when it cannot be read; `what` names it: "The world of the built-in model". */
export function readShippedFile(file: string, what: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw new StudioError("unavailable", `${what} is not there: ${file} cannot be read.`, {
      hint: "Install Samebut again, or check the folder that was named.",
      cause,
    });
  }
}
