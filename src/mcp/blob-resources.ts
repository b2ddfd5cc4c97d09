import { type McpServer, ResourceNotFoundError, ResourceTemplate } from "@modelcontextprotocol/server";
import { type Blobs, isHash } from "../core/blobs.ts";
import { StudioError } from "../core/errors.ts";

/** Clients read at most 10 MB at once, and base64 adds a third. */
const mostBytes = 7_000_000;

export const blobUri = (hash: string): string => `samebut://blob/${hash}`;

/** samebut://blob/<hash>: the bytes of a picture or text, as they are stored. */
export function registerBlobs(server: McpServer, blobs: Blobs): void {
  const template = new ResourceTemplate("samebut://blob/{hash}", { list: undefined });
  const about = { title: "Picture or text", description: "The stored bytes of a picture or text, by their SHA-256" };
  server.registerResource("blob", template, about, async (uri, { hash }) => {
    if (typeof hash !== "string" || !isHash(hash) || !(await blobs.has(hash)))
      throw new ResourceNotFoundError(uri.href);
    const data = await blobs.read(hash);
    if (data.byteLength > mostBytes) {
      const megabytes = Math.round(data.byteLength / 1e6);
      throw new StudioError(
        "refused",
        `It has ${megabytes} MB, more than can be sent this way. Use deliver, or /blobs/${hash} of \`samebut serve\`.`,
      );
    }
    return { contents: [{ uri: uri.href, blob: Buffer.from(data).toString("base64") }] };
  });
}
