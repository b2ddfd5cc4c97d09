import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestApp } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import { StudioError } from "../core/errors.ts";
import type { Studio } from "../core/studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

const put = async (data: Uint8Array): Promise<string> =>
  (await studio.blobs.put(data, "application/octet-stream")).hash;
const bytes = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("blobs over HTTP", () => {
  it.each([
    ["a PNG", bytes("\x89PNG\r\n\x1a\n\0\0"), "image/png"],
    ["a JPEG", bytes("\xff\xd8\xff\xe0"), "image/jpeg"],
    ["a WebP", bytes("RIFF\0\0\0\0WEBPVP8 "), "image/webp"],
    ["a GIF", bytes("GIF89a"), "image/gif"],
    ["a page", bytes("<html><script>alert(1)</script>"), "text/plain; charset=utf-8"],
    [
      "an SVG with a script",
      bytes("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
      "text/plain; charset=utf-8",
    ],
    ["a text", new TextEncoder().encode("Zwölf Boxkämpfer"), "text/plain; charset=utf-8"],
    ["other bytes", Uint8Array.of(0, 255, 1), "application/octet-stream"],
    ["nothing", Uint8Array.of(), "text/plain; charset=utf-8"],
  ])("%s is served as what it is, and cannot act", async (_what, data, type) => {
    const response = await openTestApp(studio).ask(`/blobs/${await put(data)}`);
    expect(response.status).toBe(200);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.from(data));
    expect(response.headers.get("content-type")).toBe(type);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
    expect(response.headers.get("content-security-policy")).toMatch(/^sandbox/u);
    expect(response.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  });

  it("need not be sent twice", async () => {
    const hash = await put(bytes("once"));
    const { ask } = openTestApp(studio);
    const response = await ask(`/blobs/${hash}`, { headers: { "If-None-Match": `"${hash}"` } });
    expect(response.status).toBe(304);
    expect(
      (await ask(`/blobs/${"b".repeat(64)}`, { headers: { "If-None-Match": `"${"b".repeat(64)}"` } })).status,
    ).toBe(404);
  });

  it("says that there is none", async () => {
    const response = await openTestApp(studio).ask(`/blobs/${"0".repeat(64)}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { code: "not-found", message: "There is no such picture or text in this workspace." },
    });
  });

  it("says that the bytes are not what was written", async () => {
    const corrupt = {
      ...studio.blobs,
      read: () => Promise.reject(new StudioError("corrupt", "The blob is damaged.", { hint: "Run `samebut doctor`." })),
    };
    const response = await openTestApp({ ...studio, blobs: corrupt }).ask(`/blobs/${"0".repeat(64)}`);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error: { code: "corrupt", message: "The blob is damaged.", hint: "Run `samebut doctor`." },
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });
});
