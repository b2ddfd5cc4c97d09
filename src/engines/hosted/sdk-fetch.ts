import type { HttpClient } from "../http/client.ts";
import type { Effect } from "../http/request.ts";

/**
 * Our HTTP client as the `fetch` of an SDK: its limits, careful repeats, watched redirects and sentences take the place of the
 * SDK's own. What is posted has the given effect; whatever is read (results, jobs) may be read again.
 */
export const sdkFetch =
  (http: HttpClient, options: { readonly effect: Effect; readonly timeoutSeconds: number }): typeof fetch =>
  async (input, init = {}) => {
    const posts = (init.method ?? "GET").toUpperCase() !== "GET";
    const headers = new Headers(init.headers);
    const contentType = headers.get("content-type") ?? "application/json";
    // The client adds the key itself, and only where it belongs.
    for (const name of ["authorization", "x-api-key", "x-goog-api-key", "content-type"]) headers.delete(name);
    const answer = await http.ask({
      path: input instanceof Request ? input.url : String(input),
      method: posts ? "POST" : "GET",
      ...(posts ? { body: { data: await bytesOf(init.body), contentType } } : {}),
      headers: Object.fromEntries(headers),
      effect: posts ? options.effect : "read",
      signal: init.signal ?? new AbortController().signal,
      timeoutSeconds: options.timeoutSeconds,
      maximumBytes: 256 * 2 ** 20,
    });
    return new Response(new Uint8Array(answer.data), { status: answer.status, headers: answer.headers });
  };

const bytesOf = async (body: RequestInit["body"]): Promise<Uint8Array> =>
  new Uint8Array(await new Response(body ?? null).arrayBuffer());
