import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { readChunks, readTexts, writeChunks, writeTexts } from "./png-chunks.ts";
import { ballPicture } from "../testing.ts";

const picture = ballPicture(24, 24);
const png = await encodePicture(picture, "png");
describe("texts in a PNG", () => {
  it("are read back as written, whatever they say, with the pixels untouched", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (text) => {
        const written = writeTexts(png, [{ keyword: "note", text }]);
        expect(readTexts(written)).toEqual([{ keyword: "note", text }]);
      }),
    );
    expect((await decodePicture(writeTexts(png, [{ keyword: "note", text: "“Birne” ✓" }]))).data).toEqual(
      Buffer.from(picture.data),
    );
  });

  it("replace the ones with the same keyword and leave others", () => {
    const once = writeTexts(png, [
      { keyword: "a", text: "1" },
      { keyword: "b", text: "2" },
    ]);
    expect(readTexts(writeTexts(once, [{ keyword: "a", text: "ü→" }]))).toEqual([
      { keyword: "b", text: "2" },
      { keyword: "a", text: "ü→" },
    ]);
  });

  it("come before the pixels, as tEXt where Latin-1 can say it and as iTXt otherwise", () => {
    const types = readChunks(
      writeTexts(png, [
        { keyword: "a", text: "für" },
        { keyword: "b", text: "→" },
      ]),
    ).map(({ type }) => type);
    expect(types.slice(0, types.indexOf("IDAT") + 1)).toEqual(expect.arrayContaining(["tEXt", "iTXt"]));
  });

  it("read compressed ones and leave out broken ones and ones that unpack to more than is bearable", () => {
    const [head, ...rest] = readChunks(png);
    const packed = (text: string): Uint8Array => deflateSync(text);
    const join = (...parts: readonly (string | Uint8Array)[]): Uint8Array =>
      Buffer.concat(parts.map((part) => Buffer.from(part as never, "latin1")));
    const foreign = writeChunks([
      head!,
      { type: "zTXt", data: join("packed\0\0", packed("hello")) },
      { type: "iTXt", data: join("wide\0\x01\0en\0\0", packed("Größe")) },
      { type: "zTXt", data: join("bomb\0\0", packed("0".repeat(50_000_000))) },
      { type: "zTXt", data: join("broken\0\0", "no zlib") },
      { type: "tEXt", data: join("no end") },
      { type: "iTXt", data: join("short\0\0") },
      ...rest,
    ]);
    expect(readTexts(foreign).map(({ keyword }) => keyword)).toEqual(["packed", "wide"]);
  });

  it.each([
    ["another file", Buffer.from("GIF89a"), "invalid"],
    ["a cut one", png.subarray(0, -8), "corrupt"],
    ["a changed one", png.with(60, png[60]! ^ 1), "corrupt"],
  ])("refuse %s", (_, bytes, code) => {
    expect(() => readTexts(bytes)).toThrow(expect.objectContaining({ code }));
  });
});
