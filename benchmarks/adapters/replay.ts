/** One request as an adapter made it. */
type Request = readonly [url: string, init: RequestInit];

/** A fetch that writes down what goes through it. */
export function createRecorder(): { readonly fetch: typeof fetch; take(): readonly Request[] } {
  let requests: Request[] = [];
  return {
    fetch: (input, init) => {
      const { signal: _, ...request } = init ?? {};
      requests.push([input instanceof Request ? input.url : String(input), request]);
      return fetch(input, init);
    },
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
  };
}

/** The same requests with the same bytes, one after another, their answers read and nothing else. */
export async function replay(requests: readonly Request[]): Promise<void> {
  for (const [url, init] of requests) {
    const response = await fetch(url, init);
    const bytes = await response.arrayBuffer();
    if (response.headers.get("content-type")?.includes("json")) JSON.parse(Buffer.from(bytes).toString());
  }
}
