import type { Studio } from "../core/studio.ts";
import { terminalStrip } from "./print.ts";

/** Opens the workspace, runs the work with Ctrl+C as its signal, and closes the workspace whatever happens. */
export async function withStudio(
  options: { home: string | undefined; progress: boolean; preview?: boolean; actor?: string },
  work: (studio: Studio, signal: AbortSignal, told: () => boolean) => Promise<void>,
): Promise<void> {
  const [{ createStudio }, { showProgress }] = await Promise.all([
    import("./create-studio.ts"),
    import("./progress.ts"),
  ]);
  const studio = await createStudio({ home: options.home, actor: options.actor ?? "cli" });
  const controller = new AbortController();
  const release = onInterrupt(() => controller.abort());
  const progress = options.progress
    ? showProgress(
        studio.live,
        process.stderr,
        process.stderr.isTTY && options.preview !== false ? (pictures) => terminalStrip(studio, pictures) : undefined,
      )
    : undefined;
  try {
    await work(studio, controller.signal, () => progress?.told() ?? false);
  } finally {
    await progress?.end();
    await studio.close();
    release(); // not before: an interrupt while it closes must not end it half closed
  }
}

/** The first Ctrl+C stops cleanly, a second one at once. */
export function onInterrupt(stop: () => void): () => void {
  let asked = false;
  const interrupt = (): void => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  return () => void process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
}
