import type { HttpClient } from "../http/client.ts";
import type { Effect, HttpRequest } from "../http/request.ts";

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
    const data = posts ? await bytesOf(init.body) : undefined;
    const request: HttpRequest = {
      path: input instanceof Request ? input.url : String(input),
      method: posts ? "POST" : "GET",
      ...(data ? { body: { data, contentType } } : {}),
      headers: Object.fromEntries(headers),
      effect: posts ? options.effect : "read",
      signal: init.signal ?? new AbortController().signal,
      timeoutSeconds: options.timeoutSeconds,
      maximumBytes: 256 * 2 ** 20,
    };
    // An answer that comes piece by piece is passed on as it comes.
    if (data && asksForStream(data)) return http.open(request);
    const answer = await http.ask(request);
    return new Response(new Uint8Array(answer.data), { status: answer.status, headers: answer.headers });
  };

const asksForStream = (body: Uint8Array): boolean => /"stream"\s*:\s*true/u.test(new TextDecoder().decode(body));

const bytesOf = async (body: RequestInit["body"]): Promise<Uint8Array> =>
  new Uint8Array(await new Response(body ?? null).arrayBuffer());
