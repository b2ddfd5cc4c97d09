import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host, openTestApp, origin, token } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

interface Hostile {
  readonly what: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly status: number;
}

const bearer = { Authorization: `Bearer ${token}` };
const cookie = { Cookie: `samebut-4747=${token}` };
const json = { "Content-Type": "application/json" };
const events = "/api/sessions/last/events";
const blob = `/blobs/${"a".repeat(64)}`;

const hostile: readonly Hostile[] = [
  // Names that are not ours, as after DNS rebinding
  { what: "a foreign Host", headers: { Host: "evil.example", ...bearer }, status: 403 },
  { what: "a foreign Host with our port", headers: { Host: "evil.example:4747", ...bearer }, status: 403 },
  { what: "our name as a part of another", headers: { Host: "localhost.evil.example:4747", ...bearer }, status: 403 },
  { what: "our name with another port", headers: { Host: "localhost:80", ...bearer }, status: 403 },
  { what: "our name without the port", headers: { Host: "localhost", ...bearer }, status: 403 },
  { what: "our name with a dot", headers: { Host: "localhost.:4747", ...bearer }, status: 403 },
  { what: "an address that means loopback", headers: { Host: "0.0.0.0:4747", ...bearer }, status: 403 },
  { what: "loopback as one number", headers: { Host: "2130706433:4747", ...bearer }, status: 403 },
  { what: "a name with credentials", headers: { Host: `${host}@evil.example`, ...bearer }, status: 403 },
  { what: "no Host", headers: { Host: "", ...bearer }, status: 403 },
  { what: "a foreign Host on the page", path: "/", headers: { Host: "evil.example" }, status: 403 },
  { what: "a foreign Host on events", path: events, headers: { Host: "evil.example", ...bearer }, status: 403 },
  { what: "a foreign Host on MCP", method: "POST", path: "/mcp", headers: { Host: "evil.example", ...bearer, ...json }, body: "{}", status: 403 },
  { what: "a foreign Host that sends X-Forwarded-Host", headers: { Host: "evil.example", "X-Forwarded-Host": host, ...bearer }, status: 403 },
  // Pages that are not ours
  { what: "a foreign Origin", headers: { Host: host, Origin: "http://evil.example", ...bearer }, status: 403 },
  { what: "a foreign Origin that writes with our cookie", method: "POST", path: "/api/new", headers: { Host: host, Origin: "https://evil.example", ...cookie, ...json }, body: '{"prompt":"a pear"}', status: 403 },
  { what: "a neighbour on another port", headers: { Host: host, Origin: "http://localhost:3000", ...cookie }, status: 403 },
  { what: "our other name as Origin", headers: { Host: host, Origin: "http://127.0.0.1:4747", ...cookie }, status: 403 },
  { what: "an opaque Origin", method: "POST", path: "/api/new", headers: { Host: host, Origin: "null", ...cookie, ...json }, body: "{}", status: 403 },
  { what: "an Origin with a path", headers: { Host: host, Origin: `${origin}/`, ...cookie }, status: 403 },
  { what: "an Origin that begins like ours", headers: { Host: host, Origin: `${origin}.evil.example`, ...cookie }, status: 403 },
  { what: "an Origin of another scheme", headers: { Host: host, Origin: `file://${host}`, ...cookie }, status: 403 },
  { what: "a preflight from elsewhere", method: "OPTIONS", path: "/api/new", headers: { Host: host, Origin: "http://evil.example", "Access-Control-Request-Method": "POST" }, status: 403 },
  { what: "a foreign Origin on events", path: events, headers: { Host: host, Origin: "http://evil.example", ...cookie }, status: 403 },
  { what: "a foreign Origin on MCP", method: "POST", path: "/mcp", headers: { Host: host, Origin: "http://evil.example", ...bearer, ...json }, body: "{}", status: 403 },
  { what: "a cross-site image", path: blob, headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image", ...cookie }, status: 403 },
  { what: "a cross-site fetch", headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", ...cookie }, status: 403 },
  { what: "a same-site fetch from another port", headers: { Host: host, "Sec-Fetch-Site": "same-site", ...cookie }, status: 403 },
  { what: "a fetch of an unknown kind", headers: { Host: host, "Sec-Fetch-Site": "cross-universe", ...cookie }, status: 403 },
  { what: "a cross-site link into the interface", headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", ...cookie }, status: 403 },
  { what: "a cross-site frame of the page", path: "/", headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe" }, status: 403 },
  { what: "a cross-site form", method: "POST", path: "/api/new", headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Content-Type": "text/plain", ...cookie }, body: '{"prompt":"a pear"}', status: 403 },
  { what: "a write typed into the address bar", method: "POST", path: "/api/new", headers: { Host: host, "Sec-Fetch-Site": "none", ...cookie, ...json }, body: "{}", status: 403 },
  { what: "a write with the cookie that does not say where it comes from", method: "POST", path: "/api/new", headers: { Host: host, ...cookie, ...json }, body: '{"prompt":"a pear"}', status: 403 },
  // Strangers
  { what: "no token", headers: { Host: host }, status: 401 },
  { what: "no token on a write", method: "POST", path: "/api/new", headers: { Host: host, ...json }, body: '{"prompt":"a pear"}', status: 401 },
  { what: "no token on events", path: events, headers: { Host: host }, status: 401 },
  { what: "no token on a blob", path: blob, headers: { Host: host }, status: 401 },
  { what: "no token on the description", path: "/api/openapi.json", headers: { Host: host }, status: 401 },
  { what: "no token on MCP", method: "POST", path: "/mcp", headers: { Host: host, ...json }, body: "{}", status: 401 },
  { what: "only the cookie on MCP", method: "POST", path: "/mcp", headers: { Host: host, Origin: origin, ...cookie, ...json }, body: "{}", status: 401 },
  { what: "a wrong token", headers: { Host: host, Authorization: "Bearer wrong" }, status: 401 },
  { what: "the beginning of the token", headers: { Host: host, Authorization: `Bearer ${token.slice(0, -1)}` }, status: 401 },
  { what: "the token by another scheme", headers: { Host: host, Authorization: `Basic ${token}` }, status: 401 },
  { what: "the token in the address of the interface", path: `/api/list?token=${token}`, headers: { Host: host }, status: 401 },
  { what: "the cookie of another port", headers: { Host: host, Cookie: `samebut-4748=${token}` }, status: 401 },
  { what: "a wrong token in the opening link", path: "/?token=wrong", headers: { Host: host }, status: 401 },
  // Odd paths and bodies
  { what: "a path out of the blobs", path: "/blobs/..%2f..%2fetc%2fpasswd", headers: { Host: host, ...bearer }, status: 404 },
  { what: "a path out of the page", path: "/..%2f..%2f..%2fpackage.json", headers: { Host: host }, status: 404 },
  { what: "a path out of the page in backslashes", path: "/..%5c..%5capp.ts", headers: { Host: host }, status: 404 },
  { what: "a path out of the page, encoded twice", path: "/%252e%252e/app.ts", headers: { Host: host }, status: 404 },
  { what: "a path with a NUL", path: "/page.js%00.css", headers: { Host: host }, status: 404 },
  { what: "a path that is no UTF-8", path: "/%ff%fe.js", headers: { Host: host }, status: 404 },
  { what: "a hash that is no hash", path: "/blobs/<script>", headers: { Host: host, ...bearer }, status: 404 },
  { what: "a hidden file", path: "/.git/config", headers: { Host: host }, status: 404 },
  { what: "an operation that does not exist", method: "POST", path: "/api/__proto__", headers: { Host: host, ...bearer, ...json }, body: "{}", status: 404 },
  { what: "a session that is a path", path: "/api/sessions/..%2f..%2fetc/events", headers: { Host: host, ...bearer }, status: 404 },
  { what: "a body of another type", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, "Content-Type": "text/plain" }, body: '{"prompt":"a pear"}', status: 400 },
  { what: "a form", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, "Content-Type": "application/x-www-form-urlencoded" }, body: "prompt=a+pear", status: 400 },
  { what: "a body that is no JSON", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, ...json }, body: "{prompt:", status: 400 },
  { what: "a body that is a list", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, ...json }, body: "[]", status: 400 },
  { what: "fields that nobody knows", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, ...json }, body: '{"prompt":"a pear","__proto__":{"x":1},"constructor":1}', status: 400 },
  { what: "a huge body", method: "POST", path: "/api/new", headers: { Host: host, ...bearer, ...json }, body: JSON.stringify({ prompt: "x".repeat(1_100_000) }), status: 413 },
  { what: "a write by GET", path: "/api/new?prompt=a+pear", headers: { Host: host, ...cookie }, status: 405 },
  { what: "an unknown method", method: "DELETE", path: "/api/new", headers: { Host: host, ...bearer }, status: 405 },
];

describe("hostile requests", () => {
  it.each(hostile)("$what → $status", async ({ method = "GET", path = "/api/list", headers, body, status }) => {
    const { app } = openTestApp(studio);
    const response = await app.request(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
    const text = await response.text();
    expect({ status: response.status, text }).toEqual({ status, text: expect.any(String) });
    const { error } = JSON.parse(text);
    expect(error.message).toMatch(/^[A-Z“].*[.!?]$/u);
    expect(text).not.toMatch(/node_modules|\.ts:\d|at \w+ \(/u);
    expect(response.headers.get("access-control-allow-origin")).toBeNull();
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await studio.store.sessions()).toEqual([]);
  });
});

const friendly = [
  { what: "a program with the token", path: "/api/list", headers: { Host: host, ...bearer } },
  { what: "the same over IPv6", path: "/api/list", headers: { Host: "[::1]:4747", ...bearer } },
  { what: "our page", path: "/api/list", headers: { Host: host, "Sec-Fetch-Site": "same-origin", ...cookie } },
  { what: "our page with its Origin", path: "/api/list", headers: { Host: host, Origin: origin, ...cookie } },
  { what: "a person at the address bar", path: "/api/list", headers: { Host: host, "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", ...cookie } },
  { what: "a link to the page from another site", path: "/", headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" } },
];

describe("friendly requests", () => {
  it.each(friendly)("$what is answered", async ({ path, headers }) => {
    const response = await openTestApp(studio).app.request(`${origin}${path}`, { headers });
    expect(response.status).toBe(200);
  });

  it("our page may write with its cookie", async () => {
    const { app } = openTestApp(studio);
    const headers = { Host: host, Origin: origin, "Sec-Fetch-Site": "same-origin", ...cookie, ...json };
    const response = await app.request(`${origin}/api/new`, { method: "POST", headers, body: '{"prompt":"a pear","engine":"scripted"}' });
    expect(response.status).toBe(200);
  });
});

describe("the opening link", () => {
  it("exchanges the token for a cookie that scripts cannot read, and leads to the clean address", async () => {
    const { app } = openTestApp(studio);
    const response = await app.request(`${origin}/sessions/abc?token=${token}&compare=1`, { headers: { Host: host } });
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe("/sessions/abc?compare=1");
    expect(response.headers.get("set-cookie")).toMatch(/^samebut-4747=.*HttpOnly.*SameSite=Strict/u);
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("never leads to another server", async () => {
    const { app } = openTestApp(studio);
    const response = await app.request(`${origin}//evil.example/?token=${token}`, { headers: { Host: host } });
    expect(response.headers.get("location")).toBe("/evil.example/");
  });
});
