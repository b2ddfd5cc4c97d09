import { strFromU8, unzipSync, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { blocksOf, textOfRuns } from "./blocks.ts";
import { readDocx } from "./read-docx.ts";
import { toDocx } from "./to-docx.ts";
import { toHtml } from "./to-html.ts";

const about = {
  title: "A & B",
  creator: "Anna",
  tool: "Samebut 1",
  digitalSourceType: "http://x/y",
  record: '{"a":1}',
};
const text = `# Prices

A **rye** loaf is *4* pounds.
Cash only & <script>alert(1)</script>.

- one
- two [site](https://example.com/a?b=1&c=2) and [bad](javascript:alert(1))

1. first
2. second
`;

describe("blocks", () => {
  it("know headings, paragraphs, lists and looks", () => {
    expect(blocksOf(text).map(({ kind }) => kind)).toEqual(["heading", "paragraph", "item", "item", "item", "item"]);
  });

  it.each([
    ["two lines\nstay two", "two lines\nstay two"],
    ["    indented words", "indented words"],
    ["<b>tags</b> are <i>text</i>", "<b>tags</b> are <i>text</i>"],
    ["[a]: https://example.com", "[a]: https://example.com"],
    ["5 * 3 * 2 is 30", "5 * 3 * 2 is 30"],
  ])("lose no words: %s", (source, expected) =>
    expect(
      blocksOf(source)
        .map((block) => ("runs" in block ? textOfRuns(block.runs) : ""))
        .join("")
        .trim(),
    ).toBe(expected),
  );
});

describe("HTML", () => {
  const html = toHtml(text, about);
  it("escapes every letter and follows no strange link", () => {
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
    expect(html).toContain('href="https://example.com/a?b=1&amp;c=2"');
    expect(html).not.toContain('href="javascript');
  });
  it("nests lists and says where it is from", () => {
    expect(toHtml("- a\n  - b\n- c", about).replaceAll("\n", "")).toContain(
      "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>",
    );
    expect(html).toContain('<meta name="digital-source-type" content="http://x/y">');
    expect(toHtml(text, { ...about, record: "" })).not.toContain('name="samebut"');
  });
});

describe("Word", () => {
  it("opens again with its headings, lists and words", async () => {
    const read = readDocx(await toDocx(text, about), "a.docx");
    expect(read).toBe(
      "# Prices\n\nA rye loaf is 4 pounds.\nCash only & <script>alert(1)</script>.\n\n- one\n- two site and bad\n- first\n- second\n",
    );
  });
  it("carries what it says of itself", async () => {
    const files = unzipSync(await toDocx("Words\u0000 and \uD83D.", about));
    expect(strFromU8(files["docProps/custom.xml"]!)).toContain("http://x/y");
    expect(strFromU8(files["docProps/core.xml"]!)).toContain("A &amp; B");
    expect(strFromU8(files["word/document.xml"]!)).toContain("Words� and �.");
  });
  it.each<[string, Uint8Array, RegExp]>([
    ["an archive", zipSync({ "a.txt": Uint8Array.of(65) }), /is an archive, no Word document/u],
    ["half an archive", zipSync({ "word/document.xml": new Uint8Array(400) }).subarray(0, 60), /is damaged/u],
    ["no words", zipSync({ "word/document.xml": new TextEncoder().encode("<w:document/>") }), /holds no words/u],
    ["a bomb", zipSync({ "word/document.xml": new Uint8Array(33 * 1024 * 1024) }), /more than 32 MB/u],
  ])("refuses %s", (_, bytes, says) => expect(() => readDocx(bytes, "x.docx")).toThrow(says));
});
