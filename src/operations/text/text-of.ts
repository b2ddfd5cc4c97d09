import { StudioError } from "../../core/errors.ts";
import { shortId } from "../../core/short-id.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";

export const isText = ({ mediaType }: Pick<Variation, "mediaType">): boolean => mediaType.startsWith("text/");

/** The words of a variation. Throws "corrupt" where they are no UTF-8. */
export async function textOf(studio: Pick<Studio, "blobs">, { id, blob }: Variation): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await studio.blobs.read(blob));
  } catch (cause) {
    if (cause instanceof StudioError) throw cause;
    throw new StudioError("corrupt", `${shortId(id)} is not a text in UTF-8.`, {
      hint: "Make the variation again: `samebut redo`.",
      cause,
    });
  }
}
