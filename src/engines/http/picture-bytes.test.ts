import { describe, expect, it } from "vitest";
import { encodePicture } from "../../imaging/files/encode.ts";
import { noisePicture } from "../../imaging/testing.ts";
import { failureOf } from "../contract/bench.ts";
import { multipart } from "./multipart.ts";
import { sentBase64, sentPicture } from "./picture-bytes.ts";
import { parseLeniently } from "./request.ts";

const formats = ["png", "jpeg", "webp"] as const;

describe("what a server sent as a picture", () => {
  it.each(formats)("a whole %s is known by its bytes", async (format) => {
    const data = await encodePicture(noisePicture(40, 30), format);
    expect(sentPicture(data, "It")).toEqual({ data, mediaType: `image/${format}` });
    expect(sentBase64(`data:image/png;base64,${Buffer.from(data).toString("base64")}`, "It").mediaType).toBe(
      `image/${format}`,
    );
  });

  it.each(formats)("a %s that lacks its end is damaged, whereever it ends", async (format) => {
    const data = await encodePicture(noisePicture(40, 30), format);
    for (const share of [0.3, 0.6, 0.9]) {
      const failure = await failureOf(async () => sentPicture(data.subarray(0, Math.floor(data.length * share)), "It"));
      expect(failure.code).toBe("corrupt");
      expect(failure.message).toContain("only a part of the picture");
    }
  });

  it.each(["", "<svg xmlns='http://www.w3.org/2000/svg'/>", '{"error":"NaN"}', "<html>busy</html>"])(
    "“%s” is no picture",
    async (text) => {
      const failure = await failureOf(async () => sentPicture(new TextEncoder().encode(text), "It"));
      expect(failure.message).toContain("something that is not a picture");
    },
  );
});

it("a form is read back by the platform as it was written", async () => {
  const { data, contentType } = multipart([
    { name: "note", value: "grün" },
    { name: "image", value: Uint8Array.of(0, 13, 10, 255), fileName: 'a "b".png', contentType: "image/png" },
  ]);
  const form = await new Response(data as Uint8Array<ArrayBuffer>, {
    headers: { "content-type": contentType },
  }).formData();
  expect(form.get("note")).toBe("grün");
  const file = form.get("image") as File;
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(Uint8Array.of(0, 13, 10, 255));
});

it.each([
  ['{"a":1}', { a: 1 }],
  ['{"is_changed":[NaN],"b":-Infinity,"c":Infinity}', { is_changed: [null], b: null, c: null }],
  ['{"prompt":"a \\"NaN\\" bread","eta":NaN}', { prompt: 'a "NaN" bread', eta: null }],
  ["<html>NaN</html>", undefined],
  ["", undefined],
])("%s is read as JSON", (text, value) => {
  expect(parseLeniently(text)).toEqual(value);
});
