import type { WebSocket } from "ws";
import { parseLeniently } from "../http/request.ts";
import { Frame } from "./replies.ts";

export type SocketEvent =
  | { readonly type: "frame"; readonly frame: Frame }
  /** `prompt` is known where the server says whose preview it is. */
  | { readonly type: "preview"; readonly prompt: string | undefined; readonly data: Uint8Array }
  /** The connection is gone; whatever happened since has to be read elsewhere. */
  | { readonly type: "lost" };

export interface Socket {
  close(): void;
}

const largestFrame = 64 * 2 ** 20;

/**
 * Opens ComfyUI's socket for a client of our own and asks, before anything else, for previews that say whose they are. Resolves
 * when it is open, or could not be opened: then "lost" was told, and the history alone has to do.
 */
export async function openSocket(
  base: URL,
  client: string,
  headers: Readonly<Record<string, string>>,
  tell: (event: SocketEvent) => void,
): Promise<Socket> {
  const { WebSocket: Connection } = await import("ws");
  const url = new URL(`ws?clientId=${client}`, base);
  url.protocol = base.protocol === "https:" ? "wss:" : "ws:";
  const socket: WebSocket = new Connection(url, { maxPayload: largestFrame, handshakeTimeout: 5000, headers });
  socket.binaryType = "nodebuffer";
  socket.on("message", (data: Buffer, binary: boolean) => {
    const event = binary ? readBinary(data) : readText(data);
    if (event) tell(event);
  });
  let closing = false;
  await new Promise<void>((resolve) => {
    socket.on("open", () => {
      socket.send(JSON.stringify({ type: "feature_flags", data: { supports_preview_metadata: true } }));
      resolve();
    });
    socket.on("error", () => resolve()); // "close" follows and says it
    socket.on("close", () => {
      if (!closing) tell({ type: "lost" });
      resolve();
    });
  });
  return {
    close() {
      closing = true;
      socket.terminate();
    },
  };
}

function readText(data: Buffer): SocketEvent | undefined {
  const { data: frame } = Frame.safeParse(parseLeniently(data.toString("utf8")));
  return frame && { type: "frame", frame };
}

const previewEvent = 1;
const previewWithMetadataEvent = 4;

/** Binary frames: the event's number, then its own header, all numbers 32 bits and big-endian (ComfyUI protocol.py). */
function readBinary(data: Buffer): SocketEvent | undefined {
  if (data.length < 8) return undefined;
  const event = data.readUInt32BE(0);
  if (event === previewEvent) return { type: "preview", prompt: undefined, data: data.subarray(8) };
  if (event !== previewWithMetadataEvent) return undefined;
  const end = 8 + data.readUInt32BE(4);
  const metadata = parseLeniently(data.subarray(8, end).toString("utf8")) as { prompt_id?: unknown } | null | undefined;
  const prompt = typeof metadata?.prompt_id === "string" ? metadata.prompt_id : undefined;
  return { type: "preview", prompt, data: data.subarray(end) };
}
