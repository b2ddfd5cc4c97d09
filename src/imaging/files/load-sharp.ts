import type sharp from "sharp";
import { StudioError } from "../../core/errors.ts";

let loading: Promise<typeof sharp> | undefined;

/** sharp, loaded when the first picture is opened: commands that touch no picture start without it. */
export function loadSharp(): Promise<typeof sharp> {
  loading ??= import("sharp").then(
    (module) => module.default,
    (cause: unknown) => {
      loading = undefined;
      throw new StudioError("unavailable", "The picture library (sharp) could not be loaded.", {
        hint: "Install it for this machine: `npm install --include=optional sharp`.",
        cause,
      });
    },
  );
  return loading;
}
