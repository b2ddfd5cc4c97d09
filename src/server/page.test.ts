import { execFile } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host, openTestApp, origin } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";
import { builtPage } from "./pages.ts";

const builder = fileURLToPath(new URL("../../scripts/build-page.mjs", import.meta.url));

let studio: Studio;
beforeAll(async () => {
  await promisify(execFile)(process.execPath, [builder]);
  studio = await openTestStudio();
});
afterAll(() => studio.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(openTestApp(studio).app.request(`${origin}${path}`, { headers: { Host: host, ...headers } }));

const files = (): readonly string[] =>
  readdirSync(builtPage, { recursive: true, encoding: "utf8" }).filter(
    (file) => /\.\w+$/u.test(file) && !file.startsWith("."),
  );
const read = (file: string): string => readFileSync(join(builtPage, file), "utf8");

const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  html: "text/html",
  svg: "image/svg+xml",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
};

describe("the built page", () => {
  it("is served file by file as what it is, without a token, and holds its policy", async () => {
    expect(files().length).toBeGreaterThan(10);
    for (const file of files()) {
      const response = await get(`/${file}`);
      expect([file, response.status]).toEqual([file, 200]);
      expect(response.headers.get("content-type")).toContain(types[file.split(".").at(-1) ?? ""]);
      expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
      if (file.startsWith("assets/")) expect(response.headers.get("cache-control")).toContain("immutable");
    }
  });

  it("has no script or style inside, which its policy would stop", () => {
    expect(read("index.html")).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/u);
    for (const file of files().filter((name) => name.endsWith(".css")))
      expect(read(file)).not.toMatch(/url\(["']?data:/u);
  });

  it("asks for nothing that is not there, and nothing from elsewhere", async () => {
    const asked = files()
      .filter((file) => /\.(?:html|css)$/u.test(file))
      .flatMap((file) => [...read(file).matchAll(/(?:src="|href="|url\()([^")#]+)/gu)].map((match) => match[1] ?? ""));
    expect(asked.length).toBeGreaterThan(5);
    for (const address of asked) {
      expect(address).toMatch(/^\/(?!\/)/u);
      expect([address, (await get(address)).status]).toEqual([address, 200]);
    }
  });

  it.each(["/", "/sessions/abc", "/sessions/abc/compare/one+two"])("answers at %s", async (path) => {
    const response = await get(path, { Accept: "text/html" });
    expect([response.status, await response.text()]).toEqual([200, read("index.html")]);
  });
});

describe("a page that was never built", () => {
  it("says how to build it", async () => {
    const { app } = openTestApp(studio, { webFolder: join(studio.home, "nothing") });
    const response = await app.request(`${origin}/`, { headers: { Host: host, Accept: "text/html" } });
    expect([response.status, await response.json()]).toEqual([
      503,
      { error: { code: "unavailable", message: expect.any(String), hint: expect.stringContaining("npm start") } },
    ]);
  });
});
