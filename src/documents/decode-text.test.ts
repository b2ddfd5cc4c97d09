import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StudioError } from "../core/errors.ts";
import { decodeText } from "./decode-text.ts";

const prose = "Café at nine — “rye” & naïve bread.\r\nNext line.\n";
const utf16 = (text: string, big = false): Uint8Array => {
  const bytes = Buffer.from(text, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};
const bytes = (...parts: (string | readonly number[])[]): Uint8Array =>
  new Uint8Array(
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : Buffer.from(part)))),
  );

describe("the encoding of a text", () => {
  it.each<[string, Uint8Array, string, RegExp | undefined]>([
    ["UTF-8", bytes(prose), prose, undefined],
    ["UTF-8 with a mark", bytes([0xef, 0xbb, 0xbf], prose), prose, undefined],
    ["UTF-16, little end first, marked", utf16(`\uFEFF${prose}`), prose, undefined],
    ["UTF-16, big end first, marked", utf16(`\uFEFF${prose}`, true), prose, undefined],
    ["UTF-16 without a mark", utf16(prose), prose, undefined],
    ["UTF-16 without a mark, big end first", utf16(prose, true), prose, undefined],
    ["Chinese UTF-16 with a mark", utf16("\uFEFF面包很好。"), "面包很好。", undefined],
    ["right to left", bytes("שלום עולם"), "שלום עולם", undefined],
    [
      "Windows-1252",
      bytes("Caf", [0xe9], " at nine ", [0x93], "rye", [0x94], "."),
      "Café at nine “rye”.",
      /Windows-1252/u,
    ],
    ["UTF-8 with a broken byte", bytes("äöüßéè", [0xc3], " end"), "äöüßéè� end", /1 broken character was/u],
    ["nothing", bytes(""), "", undefined],
    ["an emoji", bytes("👩‍🍳"), "👩‍🍳", undefined],
  ])("%s", (_what, data, text, note) => {
    const read = decodeText(data, "draft.txt");
    expect(read.text.replace(/^\uFEFF/u, "")).toBe(text);
    if (note) expect(read.note).toMatch(note);
    else expect(read.note).toBeUndefined();
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["a picture", bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], "JFIF"), /no text that can be read/u],
    ["zeros", new Uint8Array(100), /no text/u],
    ["control characters", bytes(Array.from({ length: 60 }, (_, i) => i % 8 || 1)), /no text/u],
    ["Cyrillic in KOI8-R", bytes([0xf0, 0xd2, 0xc9, 0xd7, 0xc5, 0xd4, 0x20, 0xcd, 0xc9, 0xd2]), /no text/u],
    ["a PDF", bytes("%PDF-1.7\n"), /is a PDF/u],
    ["RTF", bytes("{\\rtf1\\ansi hello}"), /RTF/u],
    ["an old Word document", bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]), /before 2007/u],
    ["UTF-32", bytes([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), /UTF-32/u],
  ])("%s is refused in a sentence with its remedy", (_what, data, says) => {
    try {
      decodeText(data, "draft.txt");
    } catch (error) {
      expect(error).toBeInstanceOf(StudioError);
      expect(error).toMatchObject({ code: "invalid", message: expect.stringMatching(says), hint: expect.any(String) });
      return;
    }
    throw new Error("It was accepted.");
  });

  it("any well-formed text without control characters comes back from UTF-8 as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!/\p{Cc}/u.test(text) && !/^(?:%PDF-|\{\\rtf|\uFEFF)/u.test(text) && text.isWellFormed());
        expect(decodeText(new TextEncoder().encode(text), "x").text).toBe(text);
      }),
    );
  });
});
