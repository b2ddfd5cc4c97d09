import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Blobs } from "../core/blobs.ts";
import { StudioError, invalid } from "../core/errors.ts";
import { failureResponse } from "./failures.ts";
import { mediaTypeOf } from "./media-type.ts";

/** As large as a file that is imported from the disk. */
const largestUpload = 256 * 1024 * 1024;

/** A whole file as the body of POST /blobs; nothing else may be that large. */
export const isUpload = (c: Context): boolean => c.req.method === "POST" && new URL(c.req.url).pathname === "/blobs";

/** Keeps a file and answers its hash, for the operation `import`. What it is is looked into there, not believed here. */
export function mountUploads(app: Hono, blobs: Blobs): void {
  app.post(
    "/blobs",
    bodyLimit({ maxSize: largestUpload, onError: () => failureResponse(tooLarge, 413) }),
    async (c) => {
      const data = new Uint8Array(await c.req.arrayBuffer());
      if (data.length === 0) throw invalid("The upload is empty.", "Send the bytes of the file as the body.");
      const { hash, bytes } = await blobs.put(data, mediaTypeOf(data).type);
      return c.json({ hash, bytes });
    },
  );
}

const tooLarge = new StudioError("invalid", `The upload is larger than ${largestUpload / 1024 / 1024} MB.`, {
  hint: "Give the picture or text itself.",
});
