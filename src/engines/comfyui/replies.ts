import { z } from "zod";
import { Identifier, LenientFlag, LenientNumber, LenientText, lenientList } from "../http/lenient.ts";

export const SystemStats = z.object({
  system: z.object({ comfyui_version: LenientText, os: LenientText }),
  devices: lenientList(z.object({ name: LenientText })),
});

const Input = z.array(z.unknown());
const NodeInfo = z.object({
  input: z.object({
    required: z.record(z.string(), Input.catch([])).nullish(),
    optional: z.record(z.string(), Input.catch([])).nullish(),
  }),
});
export const ObjectInfo = z.record(z.string(), NodeInfo.or(z.unknown()));

/** What an input lets one choose from: `[["a","b"], …]`, or `["COMBO", { options: ["a","b"] }]` in newer versions. */
export function choicesOf(info: z.infer<typeof ObjectInfo>, classType: string, input: string): readonly string[] {
  const { data } = NodeInfo.safeParse(info[classType]);
  const [first, more] = data?.input.required?.[input] ?? data?.input.optional?.[input] ?? [];
  const options = Array.isArray(first) ? first : (more as { options?: unknown } | undefined)?.options;
  return Array.isArray(options) ? options.filter((option) => typeof option === "string") : [];
}

export const Submitted = z.object({
  prompt_id: Identifier,
  node_errors: z.unknown().optional(),
});

export const Uploaded = z.object({ name: z.string(), subfolder: LenientText });

const SavedImage = z.object({
  filename: z.string(),
  subfolder: LenientText,
  type: LenientText,
});
export type SavedImage = z.infer<typeof SavedImage>;

const HistoryEntry = z.object({
  outputs: z
    .record(z.string(), z.object({ images: lenientList(SavedImage).nullish() }).catch({ images: null }))
    .catch({}),
  status: z
    .object({
      status_str: LenientText,
      completed: LenientFlag,
      messages: lenientList(z.tuple([z.string(), z.unknown()])),
    })
    .nullish(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const History = z.record(z.string(), HistoryEntry.nullish().catch(undefined));

/** [number, prompt id, …] of what runs and what waits. */
const QueueItems = z.array(z.array(z.unknown())).catch([]);
export const Queue = z.object({ queue_running: QueueItems, queue_pending: QueueItems });

/** Frames of the WebSocket; those of no interest have a type that nobody asks for. */
export const Frame = z.object({
  type: z.string(),
  data: z
    .looseObject({
      prompt_id: LenientText,
      node: LenientText,
      value: LenientNumber,
      max: LenientNumber,
      nodes: z
        .record(z.string(), z.looseObject({ value: LenientNumber, max: LenientNumber, state: LenientText }))
        .nullish(),
      exception_message: LenientText,
      exception_type: LenientText,
      node_type: LenientText,
      node_id: LenientText,
    })
    .nullish(),
});
export type Frame = z.infer<typeof Frame>;

export const Failure = z.looseObject({
  exception_message: LenientText,
  exception_type: LenientText,
  node_type: LenientText,
  node_id: LenientText,
});
