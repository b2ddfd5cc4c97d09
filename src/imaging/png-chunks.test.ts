import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Recipe } from "../core/recipe.ts";
import { decodePicture } from "./decode.ts";
import { encodePicture } from "./encode.ts";
import { parametersText } from "./parameters-text.ts";
import { readChunks, readTexts, writeChunks, writeTexts } from "./png-chunks.ts";
import { readRecord, recordText } from "./samebut-record.ts";
import { ballPicture } from "./testing.ts";

const picture = ballPicture(24, 24);
const png = await encodePicture(picture, "png");
const recipe = Recipe.parse({
  engine: "still-life",
  fingerprint: "f",
  prompt: "a green pear,\nhard light",
  seed: 7,
  size: { width: 96, height: 96 },
  steps: 20,
  guidance: 4.5,
  sampler: "euler",
});

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

describe("parametersText", () => {
  it("has the lines and order that readers expect", () => {
    expect(parametersText(recipe, "0.1.0")).toBe(
      "a green pear,\nhard light\nNegative prompt: \nSteps: 20, Sampler: euler, CFG scale: 4.5, Seed: 7, Size: 96x96, Model: still-life, Version: Samebut 0.1.0",
    );
  });

  it("quotes values that would end a pair early", () => {
    expect(parametersText({ ...recipe, model: "mine, v2: final" }, "1")).toContain('Model: "mine, v2: final",');
  });
});

describe("the samebut record", () => {
  const record = {
    version: 1,
    session: "s",
    round: "r",
    variation: "v",
    parents: [{ variation: "p", hash: "0".repeat(64) }],
    change: null,
    recipe,
  } as const;

  it("travels in the picture as iTXt", () => {
    const written = writeTexts(png, [recordText({ ...record, parents: [...record.parents] })]);
    expect(readRecord(written)).toEqual(record);
    expect(readChunks(written).filter(({ type }) => type === "iTXt")).toHaveLength(1);
  });

  it.each(["{", "[]", '{"version":2}'])("is undefined when it says %s", (text) => {
    expect(readRecord(writeTexts(png, [{ keyword: "samebut", text }]))).toBeUndefined();
    expect(readRecord(png)).toBeUndefined();
  });
});
