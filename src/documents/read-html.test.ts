import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHtml, readHtml } from "./read-html.ts";

const page = `<!DOCTYPE html><html><head><title>T</title><style>p { color: red }</style></head>
<body><nav><a href="/home">Home</a></nav><h1>Opening  hours</h1>
<p>The bakery opens at 9 &amp; closes at <b>5</b>.<br>Caf&eacute; &#233; &#xE9;.</p>
<ul><li>rye</li><li><p>wheat</p></li></ul>
<script>alert("<p>no</p>")</script><!-- <p>no</p> -->
<p>See <a class="x" href="https://example.com/a?b=1&amp;c=2">the page</a> or <a href="javascript:alert(1)">this</a>.</p>
<table><tr><td>a</td><td>b</td></tr></table></body></html>`;

describe("the words of a web page", () => {
  it("are Markdown without scripts, styles, menus and comments", () => {
    expect(readHtml(page, "page.html")).toBe(
      "# Opening hours\n\nThe bakery opens at 9 & closes at 5.\nCafé é é.\n\n- rye\n- wheat\n\nSee [the page](https://example.com/a?b=1&c=2) or this.\n\na b\n",
    );
  });

  it.each([
    ["<p>1 < 2 and 3 > 2", "1 < 2 and 3 > 2"],
    ["<p>never closed <b>bold", "never closed bold"],
    ['<p title="a > b">text</p>', "text"],
    ["<h2></h2><p>text</p>", "text"],
    ["<head><title>x</title><body>text", "text"],
    ["<pre>a\n  b</pre>", "a\nb"],
    ["<p>a<p>b", "a\n\nb"],
    ["<p>text <!-- never closed", "text"],
    ["<p>&constructor; &nosuch; &amp;lt;", "&constructor; &nosuch; &lt;"],
  ])("%s", (html, text) => {
    expect(readHtml(html, "x.html")).toBe(`${text}\n`);
  });

  it.each([
    ["<!doctype HTML><p>x", "a", true],
    ["<!-- saved -->\n<html><body>x", "a", true],
    ["<p>x</p>", "x.htm", true],
    ["<p>x</p> in Markdown", "x.md", false],
    ["Use <b> for bold", "x.html", false],
    ["<svg xmlns='x'/>", "x.svg", false],
  ])("%s as %s is a page: %s", (text, name, expected) => {
    expect(isHtml(text, name)).toBe(expected);
  });

  it("a page without words is said", () => {
    expect(() => readHtml("<script>x</script>", "p.html")).toThrow("p.html holds no words.");
  });

  it("are read to the end whatever stands there, and hold no tag", () => {
    const piece = fc.constantFrom(
      "<",
      ">",
      "<p>",
      "</p>",
      "<!--",
      "-->",
      '"',
      "<a href='",
      "<script>",
      "</script>",
      "word ",
      "&#0;",
      "&",
      "<li>",
      "<head>",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = readHtml(`words ${pieces.join("")}`, "x");
        expect(text.startsWith("words")).toBe(true);
        expect(text).not.toMatch(/<\/?(?:p|li|script|head)>/u);
      }),
    );
  });
});
