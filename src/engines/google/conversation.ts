import { z } from "zod";
import type { EngineCall } from "../../core/engine.ts";
import { StudioError } from "../../core/errors.ts";
import { type SourcePicture, readSource } from "../hosted/source-picture.ts";

/** A part as Gemini sends it. Whatever else is in it (thought signatures above all) must go back as it came. */
export const Part = z.looseObject({
  text: z.string().optional(),
  thought: z.boolean().optional(),
  inlineData: z.looseObject({ mimeType: z.string(), data: z.string() }).optional(),
});
export type Part = z.infer<typeof Part>;

export const Content = z.looseObject({ role: z.string(), parts: z.array(Part) });
export type Content = z.infer<typeof Content>;

/** Pictures are blobs already: a kept conversation names them instead of holding them again. */
const KeptPart = z.looseObject({
  inlineData: z
    .looseObject({ mimeType: z.string(), blob: z.string().optional(), data: z.string().optional() })
    .optional(),
});
const Kept = z.object({
  version: z.literal(1),
  contents: z.array(z.looseObject({ role: z.string(), parts: z.array(KeptPart) })),
});

/** @param blobs what each picture's base64 is stored as */
export function packConversation(contents: readonly Content[], blobs: ReadonlyMap<string, string>): Uint8Array {
  const packed = contents.map((content) => ({
    ...content,
    parts: content.parts.map((part) => {
      const blob = part.inlineData && blobs.get(part.inlineData.data);
      if (!part.inlineData || blob === undefined) return part;
      const { data: _here, ...rest } = part.inlineData;
      return { ...part, inlineData: { ...rest, blob } };
    }),
  }));
  return new TextEncoder().encode(JSON.stringify({ version: 1, contents: packed }));
}

export interface Conversation {
  readonly contents: readonly Content[];
  /** What each picture's base64 is stored as. */
  readonly blobs: Map<string, string>;
}

/** What was said before a turn, with its pictures; undefined when it cannot be read any more. */
export async function unpackConversation(turn: string, call: EngineCall): Promise<Conversation | undefined> {
  try {
    const kept = Kept.parse(JSON.parse(new TextDecoder().decode(await call.readBlob(turn))));
    const blobs = new Map<string, string>();
    const contents = await Promise.all(
      kept.contents.map(async (content) => ({
        ...content,
        parts: await Promise.all(content.parts.map((part) => restore(part, call, blobs))),
      })),
    );
    return { contents: contents.map((content) => Content.parse(content)), blobs };
  } catch (error) {
    if (error instanceof StudioError && error.code === "cancelled") throw error;
    return undefined;
  }
}

async function restore(part: z.infer<typeof KeptPart>, call: EngineCall, blobs: Map<string, string>): Promise<unknown> {
  const hash = part.inlineData?.blob;
  if (hash === undefined) return part;
  const inline = inlineOf(await readSource(hash, call));
  blobs.set(inline.data, hash);
  const { blob: _hash, ...rest } = part.inlineData ?? {};
  return { ...part, inlineData: { ...rest, ...inline } };
}

export const inlineOf = ({ data, mediaType }: SourcePicture): { mimeType: string; data: string } => ({
  mimeType: mediaType,
  data: Buffer.from(data).toString("base64"),
});
