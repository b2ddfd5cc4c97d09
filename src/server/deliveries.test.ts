import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { openTestApp } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";
import { apiOf } from "../operations/api-of.ts";

const studios: Studio[] = [];
afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
});

async function delivered() {
  const studio = await openTestStudio();
  studios.push(studio);
  const api = apiOf(studio);
  const { session } = await api.new({ prompt: "a green pear", engine: "scripted" });
  await api.orient({ session: session.id, count: 1 });
  const { delivery } = await api.deliver({ session: session.id, name: "pear grün" });
  return { studio, delivery, ...openTestApp(studio), at: `/deliveries/${session.id}/${delivery.id}` };
}

describe("the files of a delivery", () => {
  it("are sent as what they are, to open or to keep, and cannot act", async () => {
    const { ask, at, delivery } = await delivered();
    for (const { path, mediaType, bytes } of delivery.files) {
      const answer = await ask(`${at}/${encodeURIComponent(path)}`);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
      expect((await answer.arrayBuffer()).byteLength).toBe(bytes);
      expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox; default-src 'none'/u);
    }
    const kept = await ask(`${at}/${encodeURIComponent(delivery.files[0]!.path)}?save`);
    expect(kept.headers.get("content-disposition")).toContain("filename*=UTF-8''pear%20gr%C3%BCn.png");
  });

  it("come together as one archive", async () => {
    const { ask, at, delivery } = await delivered();
    const answer = await ask(`${at}.zip`);
    const archive = Buffer.from(await answer.arrayBuffer());
    expect(answer.headers.get("content-type")).toBe("application/zip");
    for (const { path } of delivery.files) expect(archive.includes(Buffer.from(`/${path}`, "utf8"))).toBe(true);
    expect(archive.byteLength).toBeGreaterThan(delivery.files.reduce((sum, { bytes }) => sum + bytes, 0));
  });

  it.each([
    ["a file that it has not", "/samebut.db"],
    ["a way out of its folder", "/..%2f..%2fsamebut.db"],
    ["a path from the root", "/%2fetc%2fpasswd"],
  ])("%s is not found", async (_, path) => {
    const { ask, at } = await delivered();
    expect((await ask(at + path)).status).toBe(404);
  });

  it("that were moved away are said to be, with the remedy", async () => {
    const { ask, at, delivery, studio } = await delivered();
    await rename(delivery.folder, join(studio.home, "elsewhere"));
    expect((await ask(`${at}.zip`)).status).toBe(404);
    const answer = await ask(`${at}/report.html`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { hint: expect.stringContaining("Deliver it again") } });
  });

  it("need the token", async () => {
    const { ask, at } = await delivered();
    expect((await ask(`${at}.zip`, { headers: { Authorization: "Bearer wrong" } })).status).toBe(401);
  });
});
