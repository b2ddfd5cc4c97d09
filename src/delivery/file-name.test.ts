import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileName } from "./file-name.ts";

const parts = { title: "A pear / of *gold*", seed: 7, model: null, date: "2026-11-23" };

describe("a file name", () => {
  it.each([
    ["picture", "picture"],
    ["{title}", "A pear of gold"],
    ["{date} {seed}", "2026-11-23 7"],
    ["{seed}-{model}-{date}", "7-2026-11-23"],
    ["{model}", "picture"],
    ["../../etc/passwd", "etc passwd"],
    [".hidden", "hidden"],
    ["con", "con-picture"],
    ["nul.txt", "nul.txt-picture"],
    ["a\u202Egnp.exe", "a gnp.exe"],
    ["梨 {seed}", "梨 7"],
  ])("from %j is %j", (pattern, name) => expect(fileName(pattern, parts)).toBe(name));

  it("with a part that does not exist is refused", () => {
    expect(() => fileName("{sead}", parts)).toThrow(
      expect.objectContaining({ code: "invalid", hint: expect.stringContaining("{seed}") }),
    );
  });

  it("never leaves its folder and fits every file system", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (title) => {
        const name = fileName("{title}", { title });
        expect(name).toMatch(/^[^/\\:*?"<>|\p{Control}]+$/u);
        expect(name).not.toMatch(/^\.|[. ]$/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255 - ".tiff".length);
      }),
    );
  });
});
