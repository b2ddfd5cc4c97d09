import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { host, openTestApp, origin } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

let studio: Studio;
beforeAll(async () => {
  studio = await openTestStudio();
});
afterAll(() => studio.close());

/** Over the megabyte that other requests may have. */
const large = await sharp({
  create: {
    width: 900,
    height: 900,
    channels: 3,
    background: "#888",
    noise: { type: "gaussian", mean: 128, sigma: 60 },
  },
})
  .png()
  .toBuffer();

describe("an upload", () => {
  it("is kept, and imported by its hash", async () => {
    expect(large.length).toBeGreaterThan(1024 * 1024);
    const { ask, post } = openTestApp(studio);
    const { hash, bytes } = (await (await ask("/blobs", { method: "POST", body: large })).json()) as {
      hash: string;
      bytes: number;
    };
    expect(bytes).toBe(large.length);
    const answer = await post("/api/import", { blob: hash, name: "holiday.png", engine: "scripted" });
    expect(await answer.json()).toMatchObject({ variation: { blob: hash, width: 900 }, session: { title: "holiday" } });
  });

  it.each([
    ["without a token", { Authorization: "" }, large, 401],
    ["from another page", { Origin: "https://evil.example" }, large, 403],
    ["of nothing", {}, Buffer.alloc(0), 400],
  ])("%s is refused", async (_, headers, body, status) => {
    const before = await Array.fromAsync(studio.blobs.list());
    const response = await openTestApp(studio).ask("/blobs", {
      method: "POST",
      body,
      headers: { Host: host, ...headers },
    });
    expect(response.status).toBe(status);
    expect(await Array.fromAsync(studio.blobs.list())).toEqual(before);
  });

  it("is the only thing that may be that large", async () => {
    const response = await openTestApp(studio).app.request(`${origin}/api/new`, {
      method: "POST",
      body: large,
      headers: { Host: host },
    });
    expect(response.status).toBe(413);
  });
});
