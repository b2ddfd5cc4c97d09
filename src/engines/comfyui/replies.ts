import { z } from "zod";

export const SystemStats = z.object({
  system: z.object({ comfyui_version: z.string().nullish(), os: z.string().nullish() }),
  devices: z.array(z.object({ name: z.string().nullish() })).catch([]),
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
  prompt_id: z.string(),
  node_errors: z.unknown().optional(),
});

export const Uploaded = z.object({ name: z.string(), subfolder: z.string().nullish() });

const SavedImage = z.object({
  filename: z.string(),
  subfolder: z.string().nullish(),
  type: z.string().nullish(),
});
export type SavedImage = z.infer<typeof SavedImage>;

const HistoryEntry = z.object({
  outputs: z
    .record(z.string(), z.object({ images: z.array(SavedImage).nullish().catch(null) }).catch({ images: null }))
    .catch({}),
  status: z
    .object({
      status_str: z.string().nullish(),
      completed: z.boolean().nullish(),
      messages: z.array(z.tuple([z.string(), z.unknown()])).catch([]),
    })
    .nullish(),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;
export const History = z.record(z.string(), HistoryEntry);

/** [number, prompt id, …] of what runs and what waits. */
const QueueItems = z.array(z.array(z.unknown())).catch([]);
export const Queue = z.object({ queue_running: QueueItems, queue_pending: QueueItems });

/** Frames of the WebSocket; those of no interest have a type that nobody asks for. */
export const Frame = z.object({
  type: z.string(),
  data: z
    .looseObject({
      prompt_id: z.string().nullish(),
      node: z.string().nullish(),
      value: z.number().nullish(),
      max: z.number().nullish(),
      nodes: z
        .record(
          z.string(),
          z.looseObject({ value: z.number().nullish(), max: z.number().nullish(), state: z.string().nullish() }),
        )
        .nullish(),
      exception_message: z.string().nullish(),
      exception_type: z.string().nullish(),
      node_type: z.string().nullish(),
      node_id: z.string().nullish(),
    })
    .nullish(),
});
export type Frame = z.infer<typeof Frame>;

export const Failure = z.looseObject({
  exception_message: z.string().nullish(),
  exception_type: z.string().nullish(),
  node_type: z.string().nullish(),
  node_id: z.string().nullish(),
});
