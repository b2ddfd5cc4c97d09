import { decodePicture } from "../imaging/files/decode.ts";
import { encodePicture, mediaTypeOf } from "../imaging/files/encode.ts";
import { resizeLanczos } from "../imaging/lanczos.ts";
import { fitInto } from "../imaging/picture.ts";
import type { ReportPicture } from "./report-model.ts";

/** Longest side of an embedded picture: sharp on a fine display at the size in which it is shown. */
const sides = { tile: 480, large: 1440 } as const;
/** Pictures shorter than this are enlarged here, so that no browser enlarges them its own way. */
const smallest = { tile: 384, large: 768 } as const;

/** The bytes of a picture, made ready for the page: small enough to send, large enough to judge. */
export async function reportPicture(
  bytes: Uint8Array,
  description: string,
  use: "tile" | "large" = "tile",
): Promise<ReportPicture> {
  const picture = await decodePicture(bytes, { longestSide: 2 * sides[use] });
  const longest = Math.max(picture.width, picture.height);
  const side = Math.min(sides[use], Math.max(smallest[use], longest));
  const shown = resizeLanczos(picture, fitInto(picture, { width: side, height: side }));
  const packed = await encodePicture(shown, "webp", { quality: use === "large" ? 90 : 84 });
  return {
    source: `data:${mediaTypeOf("webp")};base64,${Buffer.from(packed).toString("base64")}`,
    width: shown.width,
    height: shown.height,
    description,
  };
}
