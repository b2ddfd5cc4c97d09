import type { Dialect, Linter } from "harper.js";
import { StudioError } from "../core/errors.ts";

/** Harper, set up: one process has one, and asks it one thing at a time. */
export interface Harper {
  readonly linter: Linter;
  readonly american: Dialect;
  readonly british: Dialect;
}

let loading: Promise<Harper> | undefined;

/** Takes seconds and 16 MB the first time. A failure is not remembered. */
export function loadHarper(): Promise<Harper> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw new StudioError("unavailable", "The library for spelling and grammar, harper.js, cannot be loaded.", {
      hint: "`npm install harper.js`, or leave spelling and grammar out: --no-spelling.",
      cause,
    });
  });
  return loading;
}

async function load(): Promise<Harper> {
  const [{ LocalLinter, Dialect }, { slimBinary }] = await Promise.all([
    import("harper.js"),
    import("harper.js/slimBinary"),
  ]);
  const linter = new LocalLinter({ binary: slimBinary, dialect: Dialect.American });
  await linter.setup();
  return { linter, american: Dialect.American, british: Dialect.British };
}
