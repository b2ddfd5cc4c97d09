import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openTestApp } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

const shrink = (data: Uint8Array, side: number): Promise<Uint8Array> =>
  sharp(data).resize(side, side, { fit: "inside" }).webp().toBuffer();

const studios: Studio[] = [];
afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
});

async function openStudio(): Promise<Studio> {
  const studio = await openTestStudio();
  studios.push(studio);
  return studio;
}

const wide = await sharp({ create: { width: 900, height: 300, channels: 3, background: "#884422" } })
  .png()
  .toBuffer();

describe("thumbnails", () => {
  it("are WebP that fits, may be kept for ever, and are made once", async () => {
    const studio = await openStudio();
    const { hash } = await studio.blobs.put(wide, "image/png");
    let made = 0;
    const { ask } = openTestApp(studio, {
      shrink: (data, side) => {
        made++;
        return shrink(data, side);
      },
    });
    const answers = [await ask(`/thumbnails/320/${hash}`), await ask(`/thumbnails/320/${hash}`)];
    for (const answer of answers) {
      expect(answer.headers.get("content-type")).toBe("image/webp");
      expect(answer.headers.get("cache-control")).toContain("immutable");
      const { width, height } = await sharp(Buffer.from(await answer.arrayBuffer())).metadata();
      expect([width, height]).toEqual([320, 107]);
    }
    expect(made).toBe(1);
  });

  it.each([
    ["a size that is not made", "/thumbnails/333/HASH", 404],
    ["no hash", "/thumbnails/320/..%2f..%2fsamebut.db", 404],
    ["a picture that is not there", `/thumbnails/320/${"0".repeat(64)}`, 404],
  ])("refuses %s", async (_what, path, status) => {
    const studio = await openStudio();
    const { hash } = await studio.blobs.put(wide, "image/png");
    const { ask } = openTestApp(studio, { shrink });
    expect((await ask(path.replace("HASH", hash))).status).toBe(status);
  });

  it("need the token", async () => {
    const studio = await openStudio();
    const { hash } = await studio.blobs.put(wide, "image/png");
    const { ask } = openTestApp(studio, { shrink });
    expect((await ask(`/thumbnails/320/${hash}`, { headers: { Authorization: "Bearer wrong" } })).status).toBe(401);
  });

  it("come also where they cannot be kept, and leave no draft", async () => {
    const studio = await openStudio();
    const { hash } = await studio.blobs.put(wide, "image/png");
    const folder = join(studio.home, "thumbnails");
    await writeFile(folder, "a file in the way");
    const { ask } = openTestApp(studio, { shrink });
    expect((await ask(`/thumbnails/160/${hash}`)).status).toBe(200);
    await rm(folder);
    await mkdir(folder);
    await ask(`/thumbnails/160/${hash}`);
    expect((await readdir(folder, { recursive: true })).filter((name) => !/^..$|\.webp$/u.test(name))).toEqual([]);
  });

  it("of a text are the text", async () => {
    const studio = await openStudio();
    const { hash } = await studio.blobs.put(new TextEncoder().encode("A pear."), "text/plain");
    expect(await (await openTestApp(studio, { shrink }).ask(`/thumbnails/320/${hash}`)).text()).toBe("A pear.");
  });
});
