import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host, openTestApp, origin, token } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

const webFolder = mkdtempSync(join(tmpdir(), "samebut-page-"));
writeFileSync(join(webFolder, "index.html"), "<!doctype html><title>Samebut</title>");

let studio: Studio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

/** What it is, the status it gets, the request, its headers beside our own Host, its body. */
type Hostile = [what: string, status: number, request: string, headers: Record<string, string>, body?: string];

const bearer = { Authorization: `Bearer ${token}` };
const cookie = { Cookie: `samebut-4747=${token}` };
const json = { "Content-Type": "application/json" };
const events = "/api/sessions/last/events";
const blob = `/blobs/${"a".repeat(64)}`;

const hostile: readonly Hostile[] = [
  // Names that are not ours, as after DNS rebinding
  ["a foreign Host", 403, "GET /api/list", { Host: "evil.example", ...bearer }],
  ["a foreign Host with our port", 403, "GET /api/list", { Host: "evil.example:4747", ...bearer }],
  ["our name as a part of another", 403, "GET /api/list", { Host: "localhost.evil.example:4747", ...bearer }],
  ["our name with another port", 403, "GET /api/list", { Host: "localhost:80", ...bearer }],
  ["our name without the port", 403, "GET /api/list", { Host: "localhost", ...bearer }],
  ["our name with a dot", 403, "GET /api/list", { Host: "localhost.:4747", ...bearer }],
  ["an address that means loopback", 403, "GET /api/list", { Host: "0.0.0.0:4747", ...bearer }],
  ["loopback as one number", 403, "GET /api/list", { Host: "2130706433:4747", ...bearer }],
  ["a name with credentials", 403, "GET /api/list", { Host: `${host}@evil.example`, ...bearer }],
  ["no Host", 403, "GET /api/list", { Host: "", ...bearer }],
  ["a foreign Host on the page", 403, "GET /", { Host: "evil.example" }],
  ["a foreign Host on events", 403, `GET ${events}`, { Host: "evil.example", ...bearer }],
  ["a foreign Host on MCP", 403, "POST /mcp", { Host: "evil.example", ...bearer, ...json }, "{}"],
  [
    "a foreign Host that sends X-Forwarded-Host",
    403,
    "GET /api/list",
    { Host: "evil.example", "X-Forwarded-Host": host, ...bearer },
  ],
  // Pages that are not ours
  ["a foreign Origin", 403, "GET /api/list", { Origin: "http://evil.example", ...bearer }],
  [
    "a foreign Origin that writes with our cookie",
    403,
    "POST /api/new",
    { Origin: "https://evil.example", ...cookie, ...json },
    '{"prompt":"a pear"}',
  ],
  ["a neighbour on another port", 403, "GET /api/list", { Origin: "http://localhost:3000", ...cookie }],
  ["our other name as Origin", 403, "GET /api/list", { Origin: "http://127.0.0.1:4747", ...cookie }],
  ["an opaque Origin", 403, "POST /api/new", { Origin: "null", ...cookie, ...json }, "{}"],
  ["an Origin with a path", 403, "GET /api/list", { Origin: `${origin}/`, ...cookie }],
  ["an Origin that begins like ours", 403, "GET /api/list", { Origin: `${origin}.evil.example`, ...cookie }],
  ["an Origin of another scheme", 403, "GET /api/list", { Origin: `file://${host}`, ...cookie }],
  [
    "a preflight from elsewhere",
    403,
    "OPTIONS /api/new",
    { Origin: "http://evil.example", "Access-Control-Request-Method": "POST" },
  ],
  ["a foreign Origin on events", 403, `GET ${events}`, { Origin: "http://evil.example", ...cookie }],
  ["a foreign Origin on MCP", 403, "POST /mcp", { Origin: "http://evil.example", ...bearer, ...json }, "{}"],
  [
    "a cross-site image",
    403,
    `GET ${blob}`,
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image", ...cookie },
  ],
  ["a cross-site fetch", 403, "GET /api/list", { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "cors", ...cookie }],
  ["a same-site fetch from another port", 403, "GET /api/list", { "Sec-Fetch-Site": "same-site", ...cookie }],
  ["a fetch of an unknown kind", 403, "GET /api/list", { "Sec-Fetch-Site": "cross-universe", ...cookie }],
  [
    "a cross-site link into the interface",
    403,
    "GET /api/list",
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document", ...cookie },
  ],
  [
    "a cross-site frame of the page",
    403,
    "GET /",
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe" },
  ],
  [
    "a cross-site form",
    403,
    "POST /api/new",
    { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Content-Type": "text/plain", ...cookie },
    '{"prompt":"a pear"}',
  ],
  ["a write typed into the address bar", 403, "POST /api/new", { "Sec-Fetch-Site": "none", ...cookie, ...json }, "{}"],
  [
    "a write with the cookie that does not say where it comes from",
    403,
    "POST /api/new",
    { ...cookie, ...json },
    '{"prompt":"a pear"}',
  ],
  // Strangers
  ["no token", 401, "GET /api/list", {}],
  ["no token on a write", 401, "POST /api/new", { ...json }, '{"prompt":"a pear"}'],
  ["no token on events", 401, `GET ${events}`, {}],
  ["no token on a blob", 401, `GET ${blob}`, {}],
  ["no token on the description", 401, "GET /api/openapi.json", {}],
  ["no token on MCP", 401, "POST /mcp", { ...json }, "{}"],
  ["only the cookie on MCP", 401, "POST /mcp", { Origin: origin, ...cookie, ...json }, "{}"],
  ["a wrong token", 401, "GET /api/list", { Authorization: "Bearer wrong" }],
  ["the beginning of the token", 401, "GET /api/list", { Authorization: `Bearer ${token.slice(0, -1)}` }],
  ["the token by another scheme", 401, "GET /api/list", { Authorization: `Basic ${token}` }],
  ["the token in the address of the interface", 401, `GET /api/list?token=${token}`, {}],
  ["the cookie of another port", 401, "GET /api/list", { Cookie: `samebut-4748=${token}` }],
  ["a wrong token in the opening link", 401, "GET /?token=wrong", {}],
  // Odd paths and bodies
  ["a path out of the blobs", 404, "GET /blobs/..%2f..%2fetc%2fpasswd", { ...bearer }],
  ["a path out of the page", 404, "GET /..%2f..%2f..%2fpackage.json", {}],
  ["a path out of the page in backslashes", 404, "GET /..%5c..%5capp.ts", {}],
  ["a path out of the page, encoded twice", 404, "GET /%252e%252e/app.ts", {}],
  ["a path with a NUL", 404, "GET /page.js%00.css", {}],
  ["a path that is no UTF-8", 404, "GET /%ff%fe.js", {}],
  ["a hash that is no hash", 404, "GET /blobs/<script>", { ...bearer }],
  ["a hidden file", 404, "GET /.git/config", {}],
  ["an operation that does not exist", 404, "POST /api/__proto__", { ...bearer, ...json }, "{}"],
  ["a session that is a path", 404, "GET /api/sessions/..%2f..%2fetc/events", { ...bearer }],
  ["a body of another type", 400, "POST /api/new", { ...bearer, "Content-Type": "text/plain" }, '{"prompt":"a pear"}'],
  ["a form", 400, "POST /api/new", { ...bearer, "Content-Type": "application/x-www-form-urlencoded" }, "prompt=a+pear"],
  ["a body that is no JSON", 400, "POST /api/new", { ...bearer, ...json }, "{prompt:"],
  ["a body that is a list", 400, "POST /api/new", { ...bearer, ...json }, "[]"],
  [
    "fields that nobody knows",
    400,
    "POST /api/new",
    { ...bearer, ...json },
    '{"prompt":"a pear","__proto__":{"x":1},"constructor":1}',
  ],
  ["a huge body", 413, "POST /api/new", { ...bearer, ...json }, JSON.stringify({ prompt: "x".repeat(1_100_000) })],
  ["a write by GET", 405, "GET /api/new?prompt=a+pear", { ...cookie }],
  ["an unknown method", 405, "DELETE /api/new", { ...bearer }],
];

describe("hostile requests", () => {
  it.each(hostile)("%s → %i", async (...[, status, request, headers, body]: Hostile) => {
    const { app } = openTestApp(studio);
    const [method = "", path = ""] = request.split(" ");
    const response = await app.request(`${origin}${path}`, {
      method,
      headers: { Host: host, ...headers },
      ...(body === undefined ? {} : { body }),
    });
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
  {
    what: "a person at the address bar",
    path: "/api/list",
    headers: { Host: host, "Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", ...cookie },
  },
  {
    what: "a link to the page from another site",
    path: "/",
    headers: { Host: host, "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document" },
  },
];

describe("friendly requests", () => {
  it.each(friendly)("$what is answered", async ({ path, headers }) => {
    const response = await openTestApp(studio, { webFolder }).app.request(`${origin}${path}`, { headers });
    expect(response.status).toBe(200);
  });

  it("our page may write with its cookie", async () => {
    const { app } = openTestApp(studio);
    const headers = { Host: host, Origin: origin, "Sec-Fetch-Site": "same-origin", ...cookie, ...json };
    const response = await app.request(`${origin}/api/new`, {
      method: "POST",
      headers,
      body: '{"prompt":"a pear","engine":"scripted"}',
    });
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
