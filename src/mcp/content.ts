import type { CallToolResult } from "@modelcontextprotocol/server";
import type { z } from "zod";
import type { Blobs } from "../core/blobs.ts";
import { toFailure } from "../core/errors.ts";
import type { Answer, Picture } from "../operations/define.ts";
import { blobUri } from "./blob-resources.ts";
import { forAgents } from "./for-agents.ts";
import { visible } from "./visible.ts";

type Content = CallToolResult["content"][number];

/** A message should stay below what clients read at once (10 MB); the others are linked. */
const picturesShown = 8;
const lettersShown = 20_000;

/** What an agent sees: the answer in sentences, then each picture and where its original is. */
export async function contentOf(answer: z.output<typeof Answer>, blobs: Blobs): Promise<readonly Content[]> {
  const shown = await Promise.all(answer.pictures.slice(0, picturesShown).map((picture) => show(picture, blobs)));
  const more = answer.pictures.slice(picturesShown);
  const note: Content[] = more.length > 0 ? [{ type: "text", text: `${more.length} more are only linked:` }] : [];
  return [{ type: "text", text: visible(answer.summary) }, ...shown.flat(), ...note, ...more.map(link)];
}

async function show(picture: Picture, blobs: Blobs): Promise<readonly Content[]> {
  try {
    const data = await blobs.read(picture.blob);
    if (!picture.mediaType.startsWith("image/"))
      return [{ type: "text", text: `${visible(picture.caption)}:\n${textOf(data)}` }, link(picture)];
    const image = await forAgents(data, picture.mediaType);
    return [
      { type: "image", data: Buffer.from(image.data).toString("base64"), mimeType: image.mediaType },
      link(picture),
    ];
  } catch (error) {
    const { message, hint } = toFailure(error);
    return [{ type: "text", text: visible(`${picture.caption} cannot be shown: ${message} ${hint ?? ""}`) }];
  }
}

const link = (picture: Picture): Content => ({
  type: "resource_link",
  uri: blobUri(picture.blob),
  name: visible(picture.caption),
  mimeType: picture.mediaType,
});

function textOf(data: Uint8Array): string {
  const text = visible(new TextDecoder().decode(data));
  return text.length <= lettersShown ? text : `${text.slice(0, lettersShown)}… (${text.length} characters in all)`;
}
