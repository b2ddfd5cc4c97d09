import type { z } from "zod";
import { StudioError } from "../../core/errors.ts";
import type { HttpClient } from "../http/client.ts";
import { oneLine } from "../http/failures.ts";
import { modelTrouble } from "../local-server/explain.ts";
import type { Place } from "./graph.ts";
import { Failure, History, type HistoryEntry, type SavedImage } from "./replies.ts";

/** What the history says of a job that ended; undefined while it waits or runs. */
export async function entryIn(http: HttpClient, job: string, signal: AbortSignal): Promise<HistoryEntry | undefined> {
  const path = `history/${encodeURIComponent(job)}`;
  const { data } = History.safeParse(await http.json({ path, effect: "read", signal, timeoutSeconds: 30 }));
  return data?.[job] ?? undefined;
}

/** The entry of a job that succeeded; throws what went wrong otherwise. Old servers tell no status of success. */
export function outcomeOf(entry: HistoryEntry, server: string): HistoryEntry {
  const messages = entry.status?.messages ?? [];
  const failed = messages.find(([type]) => type === "execution_error")?.[1];
  if (failed !== undefined) throw failureOf(Failure.safeParse(failed).data ?? {}, server);
  if (messages.some(([type]) => type === "execution_interrupted"))
    throw new StudioError("unavailable", `The picture was interrupted in ${server} before it was finished.`, {
      hint: "Draw it again: `samebut resume --failed`.",
    });
  if (entry.status?.status_str === "error") throw failureOf({}, server);
  return entry;
}

function failureOf(
  { exception_message: message, exception_type: type, node_type: node }: z.infer<typeof Failure>,
  server: string,
): StudioError {
  const said = oneLine([type, message].filter(Boolean).join(": "));
  const known = modelTrouble(server, said);
  if (known) return known;
  const where = node == null ? "" : ` in the node ${node}`;
  return new StudioError("unavailable", `${server} failed${where}${said === "" ? "." : `: ${said}`}`, {
    hint: "Run the workflow once in ComfyUI itself to see more; then try again: `samebut resume --failed`.",
  });
}

/** The picture that the workflow is for: of the output the person named, else saved rather than shown, and the last saved. */
export function pictureIn({ outputs }: HistoryEntry, named: readonly Place[], server: string): SavedImage {
  const chosen = named.flatMap(({ node }) => outputs[node]?.images ?? []);
  const all = chosen.length > 0 ? chosen : Object.values(outputs).flatMap(({ images }) => images ?? []);
  const picture = all.findLast(({ type }) => (type ?? "output") === "output") ?? all.at(-1);
  if (picture) return picture;
  throw new StudioError("unavailable", `${server} finished without a picture.`, {
    hint: "The workflow needs a node that saves one (SaveImage).",
  });
}
