const heartbeatMilliseconds = 15_000;
const reconnectMilliseconds = 1_000;
/** Bytes that may wait for a slow listener before live events are held back. */
const roomBytes = 1024 * 1024;

interface ServerSentEvent {
  readonly event: string;
  readonly id?: number;
  /** Sent as one line of JSON. */
  readonly data: unknown;
}

export interface EventStream {
  readonly response: Response;
  /** Aborts when nothing can be sent any more. */
  readonly ended: AbortSignal;
  hasRoom(): boolean;
  send(event: ServerSentEvent): void;
  end(): void;
}

/** A response of server-sent events (WHATWG HTML, section 9.2) that ends when `signal` aborts or the listener leaves. */
export function createEventStream(signal: AbortSignal): EventStream {
  const ended = new AbortController();
  const encoder = new TextEncoder();
  let sink: ReadableStreamDefaultController<Uint8Array> | undefined;
  const write = (text: string): void => {
    if (!ended.signal.aborted) sink?.enqueue(encoder.encode(text));
  };
  const heartbeat = setInterval(() => write(": still here\n\n"), heartbeatMilliseconds);
  const end = (): void => {
    if (ended.signal.aborted) return;
    ended.abort();
    clearInterval(heartbeat);
    sink?.close();
  };
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => void (sink = controller),
      cancel: () => {
        sink = undefined;
        end();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: roomBytes }),
  );
  write(`retry: ${reconnectMilliseconds}\n\n`);
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { signal: ended.signal });
  return {
    response: new Response(body, {
      headers: { "Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no" },
    }),
    ended: ended.signal,
    hasRoom: () => (sink?.desiredSize ?? 0) > 0,
    send: ({ event, id, data }) =>
      write(`${id === undefined ? "" : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    end,
  };
}
