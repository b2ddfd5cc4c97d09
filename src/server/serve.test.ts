import { mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readEvents, until } from "../../test/fixtures/event-reader.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";
import { allOperations as operations } from "../operations/index.ts";
import { type RunningServer, type ServerOptions, startServer } from "./serve.ts";

let studio: Studio;
let servers: RunningServer[];
beforeEach(async () => {
  studio = await openTestStudio({ engine: { mishaps: [{ at: { call: 1 }, how: "hang" }] } });
  servers = [];
});
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await studio.close();
});

async function start(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await startServer({ studio, operations, port: 0, ...options });
  servers.push(server);
  return server;
}

const ask = (server: RunningServer, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${server.origin}${path}`, {
    ...init,
    headers: {
      Authorization: `Bearer ${server.token}`,
      "Content-Type": "application/json",
      ...(init.headers as Record<string, string>),
    },
  });

const post = (server: RunningServer, path: string, body: unknown): Promise<Response> =>
  ask(server, path, { method: "POST", body: JSON.stringify(body) });

/** fetch sets Host itself. */
const statusAs = (server: RunningServer, host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const headers = { Host: host, Authorization: `Bearer ${server.token}` };
    request(`${server.origin}/api/list`, { headers }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

describe("the server", () => {
  it("listens at loopback and opens with its link", async () => {
    const server = await start();
    expect(server.url).toBe(`http://127.0.0.1:${server.port}/?token=${server.token}`);
    const response = await fetch(server.url, { redirect: "manual" });
    expect([response.status, response.headers.get("location")]).toEqual([303, "/"]);
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    expect((await fetch(`${server.origin}/api/list`, { headers: { Cookie: cookie } })).status).toBe(200);
    expect((await fetch(`${server.origin}/api/list`)).status).toBe(401);
  });

  it("answers for its own names only", async () => {
    const server = await start({ allowedHosts: ["studio.example", "Other.example:99"] });
    const { port } = server;
    const names = [
      `localhost:${port}`,
      `127.0.0.1:${port}`,
      `[::1]:${port}`,
      "studio.example",
      `studio.example:${port}`,
      "OTHER.example:99",
      "evil.example",
      `evil.example:${port}`,
      "localhost",
    ];
    expect(await Promise.all(names.map((name) => statusAs(server, name)))).toEqual([
      200, 200, 200, 200, 200, 200, 403, 403, 403,
    ]);
  });

  it("keeps the token of the workspace over restarts, for its owner only", async () => {
    const first = await start();
    await first.close();
    const second = await start();
    expect(second.token).toBe(first.token);
    const file = join(studio.home, "access-token");
    expect((await readFile(file, "utf8")).trim()).toBe(first.token);
    expect((await stat(file)).mode & 0o077).toBe(0);
  });

  it("makes a damaged token anew, and does without a file where it cannot write", async () => {
    const file = join(studio.home, "access-token");
    await writeFile(file, "damaged");
    const server = await start();
    expect((await readFile(file, "utf8")).trim()).toBe(server.token);
    const elsewhere = await start({ studio: { ...studio, home: join(studio.home, "missing") } });
    expect(elsewhere.token).toMatch(/^[\w-]{43}$/u);
    expect(elsewhere.token).not.toBe(server.token);
  });

  it("says what to do when the port is in use", async () => {
    const { port } = await start();
    await expect(start({ port })).rejects.toMatchObject({
      code: "unavailable",
      message: `Port ${port} is in use, perhaps by another Samebut.`,
      hint: expect.stringContaining("--port"),
    });
  });

  it.each([NaN, -1, 70_000, 1.5])("refuses the port %d", async (port) => {
    await expect(start({ port })).rejects.toMatchObject({
      code: "invalid",
      hint: expect.stringContaining("--port 4747"),
    });
  });

  it("says what to do when the address is not ours", async () => {
    await expect(start({ host: "192.0.2.1" })).rejects.toMatchObject({
      code: "invalid",
      hint: expect.stringContaining("--host"),
    });
  });

  it("ends events and stops work when it closes; what was planned is left for resume", async () => {
    const server = await start();
    const { session } = (await (await post(server, "/api/new", { prompt: "a pear", engine: "scripted" })).json()) as {
      session: { id: string };
    };
    const events = readEvents(await ask(server, `/api/sessions/${session.id}/events`));
    const waiting = post(server, "/api/orient", { session: session.id, count: 1 });
    await until(events, ({ data }) => data.type === "call-started");
    await server.close();
    await until(events, () => false);
    const response = await waiting;
    expect([response.status, ((await response.json()) as any).error.code]).toEqual([409, "cancelled"]);
    const history = await studio.store.history(session.id);
    expect(history.slots.map((slot) => slot.state)).toEqual(["ready"]);
    expect(studio.work.running()).toEqual([]);
    await expect(fetch(server.origin)).rejects.toThrow();
  });

  it("notices that a listener left", async () => {
    const server = await start();
    const { session } = (await (await post(server, "/api/new", { prompt: "a pear", engine: "scripted" })).json()) as {
      session: { id: string };
    };
    const leaving = new AbortController();
    await ask(server, `/api/sessions/${session.id}/events`, { signal: leaving.signal });
    expect(studio.live.watched).toBe(true);
    leaving.abort();
    await expect.poll(() => studio.live.watched).toBe(false);
  });

  it.each([
    ["of a known length", (text: string) => text],
    ["of unknown length", (text: string) => new Blob([text]).stream()],
  ])("refuses a huge body %s with a sentence", async (_what, body) => {
    const server = await start();
    const text = JSON.stringify({ prompt: "x".repeat(1_500_000) });
    const response = await ask(server, "/api/new", { method: "POST", body: body(text), duplex: "half" } as RequestInit);
    expect([response.status, ((await response.json()) as any).error.message]).toEqual([
      413,
      "The body is larger than 1 MB.",
    ]);
  });

  it("serves a built page from its folder, and nothing beside it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "samebut-web-"));
    await writeFile(join(folder, "index.html"), "<!doctype html><title>Built</title>");
    await writeFile(join(folder, "app-1a2b3c4d.js"), "export {};");
    await symlink("/etc/hostname", join(folder, "leak.js"));
    const server = await start({ webFolder: folder });
    const get = (path: string, accept = "*/*") => fetch(`${server.origin}${path}`, { headers: { Accept: accept } });
    const page = await get("/");
    expect([await page.text(), page.headers.get("cache-control")]).toEqual([
      expect.stringContaining("Built"),
      "no-cache",
    ]);
    expect(page.headers.get("content-security-policy")).toMatch(/script-src 'self';.*frame-ancestors 'none'/u);
    expect((await get("/app-1a2b3c4d.js")).headers.get("cache-control")).toContain("immutable");
    expect(await (await get("/sessions/abc", "text/html")).text()).toContain("Built");
    expect([
      (await get("/leak.js")).status,
      (await get("/missing.js", "text/html")).status,
      (await get("/.well-known/oauth-protected-resource", "text/html")).status,
    ]).toEqual([404, 404, 404]);
    await rm(folder, { recursive: true });
  });
});
