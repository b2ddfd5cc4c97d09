import { describe, expect, it } from "vitest";
import { type Handler, type LoopbackServer, startLoopback } from "../../../test/fixtures/servers/loopback.ts";
import { failureOf } from "../contract/bench.ts";
import { type HttpClient, type HttpClientOptions, createHttpClient } from "./client.ts";
import type { Effect, HttpRequest } from "./request.ts";

interface Bench {
  readonly server: LoopbackServer;
  readonly client: HttpClient;
  readonly waits: number[];
}

/** A server, a client of it, and the waits that the client was told to make (none is really waited). */
async function withServer(
  handler: Handler,
  act: (bench: Bench) => Promise<void>,
  options: Partial<HttpClientOptions> = {},
): Promise<void> {
  await using server = await startLoopback(handler);
  const waits: number[] = [];
  const client = createHttpClient({
    base: server.url,
    service: { name: "The server", secrets: ["sk-secret"] },
    sleep: async (seconds) => void waits.push(seconds),
    random: () => 0.5,
    ...options,
  });
  await act({ server, client, waits });
}

const signal = new AbortController().signal;
const ask = (more: Partial<HttpRequest> = {}): HttpRequest => ({ path: "/thing", effect: "read", signal, ...more });
const fine: Handler = ({ json }) => json({ fine: true, padding: "x".repeat(1000) });
const effects: readonly Effect[] = ["read", "work", "charge"];

describe("repeats", () => {
  it.each([
    ["read", 500, undefined, 2],
    ["work", 500, undefined, 1],
    ["charge", 500, undefined, 1],
    ["read", 503, undefined, 2],
    ["work", 503, undefined, 1],
    ["work", 503, "2", 2],
    ["charge", 503, "2", 2],
    ["work", 429, undefined, 2],
    ["charge", 429, "1", 2],
    ["read", 429, "600", 1],
    ["read", 404, undefined, 1],
    ["read", 400, undefined, 1],
  ] as const)("%s after a %i with Retry-After %s makes %i requests", async (effect, status, after, count) => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how: { status, ...(after ? { headers: { "retry-after": after } } : {}) } });
      await client.json(ask({ effect, json: {} })).catch(() => undefined);
      expect(server.requests).toHaveLength(count);
    });
  });

  it.each([
    ["read", 2],
    ["work", 1],
    ["charge", 1],
  ] as const)("%s after a cut connection makes %i requests", async (effect, count) => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how: { cutAfter: 0.5 } });
      await client.json(ask({ effect, json: {} })).catch(() => undefined);
      expect(server.requests).toHaveLength(count);
    });
  });

  it("waits as long as the server asks, and a little more by chance", async () => {
    await withServer(fine, async ({ server, client, waits }) => {
      server.break({ at: "/thing", how: { status: 429, headers: { "retry-after": "8" } } });
      expect(await client.json(ask())).toMatchObject({ fine: true });
      expect(waits).toEqual([8 + 0.25 * 8 * 0.5 + 0.025]);
    });
  });

  it("waits until a date that the server names", async () => {
    const now = Date.parse("2026-11-23T12:00:00Z");
    await withServer(
      fine,
      async ({ server, client, waits }) => {
        const later = new Date(now + 4000).toUTCString();
        server.break({ at: "/thing", how: { status: 503, headers: { "retry-after": later } } });
        await client.json(ask());
        expect(waits[0]).toBeCloseTo(4 * 1.125 + 0.025);
      },
      { now: () => now },
    );
  });

  it("waits longer each time, and gives up after four tries", async () => {
    await withServer(fine, async ({ server, client, waits }) => {
      server.break({ at: "/thing", how: { status: 502 }, times: 9 });
      expect((await failureOf(() => client.json(ask()))).code).toBe("unavailable");
      expect(waits).toEqual([0.25, 0.5, 1]);
      expect(server.requests).toHaveLength(4);
    });
  });
});

describe("failures", () => {
  it.each([
    [{ status: 401 }, "refused", /did not let us in \(401\): The loopback/u],
    [{ status: 402 }, "refused", /no credit left/u],
    [{ status: 404 }, "unavailable", /does not know this request/u],
    [
      { status: 422, body: '{"detail":[{"loc":["body","steps"],"msg":"steps is too large"}]}' },
      "refused",
      /steps is too large/u,
    ],
    [{ status: 429, headers: { "retry-after": "300" } }, "unavailable", /asked too often/u],
    [{ status: 500, body: "<html>Oops</html>" }, "unavailable", /^The server failed inside \(500\)\.$/u],
    [{ status: 400, body: '{"error":"key sk-secret is bad\\u001b[2J"}' }, "refused", /key ••• is bad \[2J$/u],
  ] as const)("%j is %s", async (how, code, sentence) => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how, times: 9 });
      const failure = await failureOf(() => client.json(ask()));
      expect(failure).toMatchObject({ code });
      expect(failure.message).toMatch(sentence);
      expect(failure.hint).toMatch(/\.$/u);
    });
  });

  it.each(effects)("a connection cut in mid-answer is explained for %s", async (effect) => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how: { cutAfter: 0.5 }, times: 9 });
      const failure = await failureOf(() => client.json(ask({ effect, json: {} })));
      expect(failure.code).toBe(effect === "charge" ? "uncertain" : "unavailable");
      expect(failure.message).toContain("broke off before its answer was complete");
    });
  });

  it.each(effects)("a server that never answers is explained for %s, and left", async (effect) => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how: "hang", times: 9 });
      const failure = await failureOf(() => client.json(ask({ effect, json: {}, timeoutSeconds: 0.05 })));
      expect(failure.code).toBe(effect === "charge" ? "uncertain" : "timeout");
      expect(failure.message).toContain("did not finish within 1 s");
      await expect.poll(() => server.left).toEqual(["POST /thing"]);
    });
  });

  it("nobody at the address is explained, with how to start the server", async () => {
    const server = await startLoopback(fine);
    await server.close();
    const service = { name: "ComfyUI", whenSilent: "Start it." };
    const client = createHttpClient({ base: server.url, service, sleep: async () => undefined });
    expect(await failureOf(() => client.json(ask({ effect: "charge" })))).toMatchObject({
      code: "unavailable",
      message: "ComfyUI does not answer.",
      hint: "Start it.",
    });
  });

  it("stopping reaches the server", async () => {
    await withServer(fine, async ({ server, client }) => {
      server.break({ at: "/thing", how: "hang" });
      const stop = new AbortController();
      const waiting = failureOf(() => client.json(ask({ effect: "work", signal: stop.signal })));
      await expect.poll(() => server.requests).toHaveLength(1);
      stop.abort();
      expect((await waiting).code).toBe("cancelled");
      await expect.poll(() => server.left).toEqual(["GET /thing"]);
    });
  });

  it("an answer over the limit is not read to its end", async () => {
    await withServer(fine, async ({ client }) => {
      const failure = await failureOf(() => client.ask(ask({ maximumBytes: 100 })));
      expect(failure).toMatchObject({ code: "corrupt", message: "The server sent more than a picture can be." });
    });
  });

  it("an answer without an announced length is cut off at the limit too", async () => {
    const endless: Handler = ({ response }) => {
      response.writeHead(200);
      const more = (): void => void response.write(Buffer.alloc(65_536), () => !response.destroyed && more());
      more();
    };
    await withServer(endless, async ({ client, server }) => {
      expect((await failureOf(() => client.ask(ask({ maximumBytes: 2 ** 20 })))).code).toBe("corrupt");
      await expect.poll(() => server.left).toHaveLength(1);
    });
  });

  it("what is no JSON is explained", async () => {
    await withServer(
      ({ send }) => send("<html>router login</html>", "text/html"),
      async ({ client }) => {
        expect((await failureOf(() => client.json(ask()))).message).toContain("not JSON");
      },
    );
  });
});

describe("redirects", () => {
  const to =
    (location: string, status = 302): Handler =>
    ({ path, response, json }) => {
      if (path === "/elsewhere") return json({ arrived: true });
      response.writeHead(status, { location });
      response.end();
    };

  it("follows one on the same server", async () => {
    await withServer(to("/elsewhere"), async ({ client }) => {
      expect(await client.json(ask())).toEqual({ arrived: true });
    });
  });

  it.each([
    ["http://127.0.0.1:9/", "inside your own network"],
    ["http://169.254.169.254/latest/meta-data/", "inside your own network"],
    ["http://[::ffff:10.0.0.1]/", "inside your own network"],
    ["http://localhost:1/", "inside your own network"],
    ["http://router/", "inside your own network"],
    ["file:///etc/passwd", "begins with file:"],
    ["http://user:pass@example.org/", "with a password inside"],
  ])("does not follow one to %s", async (location, what) => {
    await withServer(to(location), async ({ client }) => {
      const failure = await failureOf(() => client.json(ask()));
      expect(failure.code).toBe("refused");
      expect(failure.message).toContain(what);
    });
  });

  it("does not go in circles", async () => {
    await withServer(to("/thing"), async ({ client, server }) => {
      expect((await failureOf(() => client.json(ask()))).message).toContain("one address after another");
      expect(server.requests).toHaveLength(6);
    });
  });

  it.each([302, 307])("does not carry work to another place (%i)", async (status) => {
    await withServer(to("https://example.org/", status), async ({ client }) => {
      expect((await failureOf(() => client.json(ask({ effect: "work", json: {} })))).code).toBe("refused");
    });
  });

  it("sends our headers to the server itself only", async () => {
    const seen: (string | undefined)[] = [];
    const fetch: typeof globalThis.fetch = async (url, init) => {
      seen.push(
        `${new URL(url instanceof Request ? url.url : url).host} ${new Headers(init?.headers).get("authorization")}`,
      );
      return seen.length === 1
        ? new Response(null, { status: 302, headers: { location: "https://cdn.example.org/a.png" } })
        : Response.json({});
    };
    const client = createHttpClient({
      base: "https://api.example.com/v1",
      service: { name: "The service" },
      headers: { authorization: "Bearer k" },
      fetch,
    });
    await client.json(ask());
    expect(seen).toEqual(["api.example.com Bearer k", "cdn.example.org null"]);
  });
});

it("keeps connections open for reading, and begins work on one of its own", async () => {
  await withServer(
    ({ json, headers }) => json({ connection: headers.connection }),
    async ({ client }) => {
      expect(await client.json(ask())).toEqual({ connection: "keep-alive" });
      expect(await client.json(ask({ effect: "work", json: {} }))).toEqual({ connection: "close" });
    },
  );
});

it("sends forms of the platform whole", async () => {
  const { openFetch } = await import("./transport.ts");
  await withServer(
    ({ json, headers, body }) => json({ type: headers["content-type"]?.split(";")[0], body: body.toString("latin1") }),
    async ({ server }) => {
      const form = new FormData();
      form.append("image", new Blob(["abc"], { type: "image/png" }), "a.png");
      const response = await openFetch(server.url, { method: "POST", body: form });
      const answer = (await response.json()) as { type: string; body: string };
      expect(answer.type).toBe("multipart/form-data");
      expect(answer.body).toContain('filename="a.png"');
    },
  );
});

describe("a proxy that wants TLS", () => {
  it.each([301, 302, 307, 308])(
    "is followed on the same host, for work as well, with the key and for good (%s)",
    async (status) => {
      const seen: string[] = [];
      const proxy: typeof fetch = async (input, init) => {
        const url = new URL(input instanceof Request ? input.url : input);
        const headers = new Headers(init?.headers);
        seen.push(`${init?.method} ${url.href} ${headers.get("authorization")}`);
        if (url.protocol === "https:") return Response.json({ fine: true });
        const location = url.href.replace("http://", "https://");
        return new Response(null, { status, headers: { location } });
      };
      const client = createHttpClient({
        base: "http://art.example.org/webui/",
        service: { name: "The server" },
        headers: { authorization: "Bearer key" },
        fetch: proxy,
      });
      expect(await client.json(ask({ path: "draw", json: { words: "a vase" }, effect: "work" }))).toEqual({
        fine: true,
      });
      await client.json(ask({ path: "look" }));
      expect(seen).toEqual([
        "POST http://art.example.org/webui/draw Bearer key",
        "POST https://art.example.org/webui/draw Bearer key",
        "GET https://art.example.org/webui/look Bearer key",
      ]);
      expect(client.base.protocol).toBe("https:");
    },
  );

  it("is not followed to another host", async () => {
    const proxy: typeof fetch = async () =>
      new Response(null, { status: 301, headers: { location: "https://elsewhere.example.org/" } });
    const client = createHttpClient({ base: "http://art.example.org/", service: { name: "The server" }, fetch: proxy });
    const failure = await failureOf(() => client.json(ask({ json: {}, effect: "work" })));
    expect(failure.message).toMatch(/points to elsewhere\.example\.org; it was not followed/u);
  });
});
