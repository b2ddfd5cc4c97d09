import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host, openTestApp, origin } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";
import { plainPage } from "./pages.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

const get = (path: string): Promise<Response> =>
  Promise.resolve(openTestApp(studio).app.request(`${origin}${path}`, { headers: { Host: host } }));

const files = readdirSync(plainPage);
const read = (file: string): string => readFileSync(join(plainPage, file), "utf8");

const types: Readonly<Record<string, string>> = {
  js: "text/javascript",
  css: "text/css",
  html: "text/html",
  svg: "image/svg+xml",
};

describe("the plain page", () => {
  it.each(files)("%s is served as what it is, without a token, and holds its policy", async (file) => {
    const response = await get(`/${file}`);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(types[file.split(".").at(-1) ?? ""]);
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it.each(files.filter((file) => file.endsWith(".js")))("%s never makes markup of a text", (file) => {
    expect(read(file)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|srcdoc|javascript:/u);
  });

  it("has no script or style inside, which its policy would stop", () => {
    expect(read("index.html")).not.toMatch(/<style|style=|\son\w+=|<script(?![^>]*\ssrc=)/u);
  });

  it("asks for nothing that is not there, and nothing from elsewhere", async () => {
    const asked = files.flatMap((file) =>
      [...read(file).matchAll(/(?:from |src=|href=|url\()"([^"#]+)"/gu)].map((match) => match[1] ?? ""),
    );
    expect(asked.length).toBeGreaterThan(10);
    for (const address of asked) {
      expect(address).toMatch(/^\.?\/(?!\/)/u);
      expect([address, (await get(address.replace(/^\./u, ""))).status]).toEqual([address, 200]);
    }
  });
});
