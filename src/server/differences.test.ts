import sharp from "sharp";
import { afterEach, describe, expect, it } from "vitest";
import { openTestApp } from "../../test/fixtures/app.ts";
import { openTestStudio } from "../../test/fixtures/studio.ts";
import type { Studio } from "../core/studio.ts";

const studios: Studio[] = [];
afterEach(async () => {
  for (const studio of studios.splice(0)) await studio.close();
});

const plain = (background: string): Promise<Buffer> =>
  sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer();

async function openTwo() {
  const studio = await openTestStudio();
  studios.push(studio);
  const [first, second] = [await plain("#884422"), await plain("#228844")];
  const hashes = [await studio.blobs.put(first, "image/png"), await studio.blobs.put(second, "image/png")];
  return { studio, hashes: hashes.map(({ hash }) => hash), files: { first, second } };
}

describe("the map of a difference", () => {
  it("is drawn from both pictures, first and second in their places, and may be kept for ever", async () => {
    const { studio, hashes, files } = await openTwo();
    const { ask } = openTestApp(studio, {
      drawDifference: async (first, second) => {
        expect([Buffer.from(first), Buffer.from(second)]).toEqual([files.first, files.second]);
        return new Uint8Array([1, 2, 3]);
      },
    });
    const answer = await ask(`/differences/${hashes.join("/")}`);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("cache-control")).toContain("immutable");
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([1, 2, 3]);
  });

  it.each([
    ["a hash that is none", "/differences/FIRST/..%2fsamebut.db", 404],
    ["a picture that is not there", `/differences/FIRST/${"0".repeat(64)}`, 404],
  ])("is refused for %s", async (_, path, status) => {
    const { studio, hashes } = await openTwo();
    const { ask } = openTestApp(studio, { drawDifference: async () => new Uint8Array() });
    expect((await ask(path.replace("FIRST", hashes[0]!))).status).toBe(status);
  });

  it("needs the token", async () => {
    const { studio, hashes } = await openTwo();
    const { ask } = openTestApp(studio, { drawDifference: async () => new Uint8Array() });
    const answer = await ask(`/differences/${hashes.join("/")}`, { headers: { Authorization: "Bearer wrong" } });
    expect(answer.status).toBe(401);
  });
});
