import { invalid } from "../core/errors.ts";
import { decodeEntities } from "./entities.ts";

/** Whether a text is a web page, or a piece of one by its name. */
export function isHtml(text: string, name: string): boolean {
  const start = text
    .slice(0, 4_000)
    .replace(/^\uFEFF/u, "")
    .trimStart();
  if (/^(?:<!--(?:(?!-->)[\s\S]){0,2000}-->\s*)*<(?:!doctype\s+html|html|head|body)\b/iu.test(start)) return true;
  return /\.x?html?$/iu.test(name) && /<(?:p|h[1-6]|div|br|ul|ol|li|article|section|main|span|a)\b/iu.test(text);
}

/** What a tag does to the text around it. */
const breaks: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  br: "\n",
  li: "\n",
  tr: "\n",
  dt: "\n",
  dd: "\n",
  hr: "\n\n",
  ...Object.fromEntries(
    "p div section article main aside header footer ul ol dl table blockquote pre figure figcaption form h1 h2 h3 h4 h5 h6"
      .split(" ")
      .map((tag) => [tag, "\n\n"]),
  ),
}) as Readonly<Record<string, string>>;

/** What nobody reads on a page. */
const unread = new Set(["script", "style", "head", "template", "noscript", "svg", "nav", "select", "iframe"]);
const headBreakers = new Set(["body"]);

interface Reading {
  text: string;
  /** The tag whose content is skipped, and how many of it are open. */
  skipped: string;
  depth: number;
  link: string;
  isPreformatted: boolean;
}

/** The words of a web page as Markdown: headings, list items, paragraphs, links. One pass; scripts, styles and menus stay behind. */
export function readHtml(html: string, name: string): string {
  const state: Reading = { text: "", skipped: "", depth: 0, link: "", isPreformatted: false };
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf("<", at);
    if (open < 0 || !/[a-z/!?]/iu.test(html[open + 1] ?? "")) {
      const end = open < 0 ? html.length : open + 1;
      addWords(state, html.slice(at, end));
      at = end;
      continue;
    }
    addWords(state, html.slice(at, open));
    at = endOfTag(html, open);
    readTag(state, html.slice(open, at));
  }
  const text = tidy(state.text);
  if (text === "") throw invalid(`${name} holds no words.`, "Choose another file, or paste the text.");
  return `${text}\n`;
}

/** After the ">" that is outside quotation marks; comments end by their own mark. */
function endOfTag(html: string, open: number): number {
  if (html.startsWith("<!--", open)) {
    const end = html.indexOf("-->", open + 4);
    return end < 0 ? html.length : end + 3;
  }
  let quote = "";
  for (let i = open + 1; i < html.length; i++) {
    const letter = html[i]!;
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === ">") return i + 1;
    else if ((letter === '"' || letter === "'") && html[i - 1] === "=") quote = letter;
  }
  return html.length;
}

function readTag(state: Reading, tag: string): void {
  const found = /^<(\/?)([a-z][a-z0-9]*)/iu.exec(tag);
  if (!found) return;
  const isEnd = found[1] === "/";
  const name = found[2]!.toLowerCase();
  if (state.skipped !== "") return skip(state, name, isEnd);
  if (unread.has(name)) {
    if (!isEnd && !tag.endsWith("/>")) Object.assign(state, { skipped: name, depth: 1 });
    return;
  }
  if (name === "pre") state.isPreformatted = !isEnd;
  if (name === "a") return readLink(state, tag, isEnd);
  state.text += breaks[name] ?? (name === "td" || name === "th" ? " " : "");
  if (isEnd) return;
  if (name === "li") state.text += "- ";
  if (/^h[1-6]$/u.test(name)) state.text += `${"#".repeat(Number(name[1]))} `;
}

/** A head that is never closed ends where the body begins. */
function skip(state: Reading, name: string, isEnd: boolean): void {
  if (state.skipped === "head" && !isEnd && headBreakers.has(name)) state.depth = 0;
  else if (name === state.skipped) state.depth += isEnd ? -1 : 1;
  if (state.depth <= 0) state.skipped = "";
}

function readLink(state: Reading, tag: string, isEnd: boolean): void {
  if (isEnd) {
    if (state.link !== "") state.text += `](${state.link})`;
    state.link = "";
    return;
  }
  const address = /\shref\s*=\s*(?:"([^"]{1,2000})"|'([^']{1,2000})'|([^\s>"']{1,2000}))/iu.exec(tag);
  const target = decodeEntities(address?.[1] ?? address?.[2] ?? address?.[3] ?? "").trim();
  if (state.link !== "" || !/^https?:\/\/[^\s()<>]+$/iu.test(target)) return;
  state.link = target;
  state.text += "[";
}

function addWords(state: Reading, piece: string): void {
  if (state.skipped !== "" || piece === "") return;
  const words = decodeEntities(piece);
  state.text += state.isPreformatted ? words : words.replace(/[ \t\r\n\f]+/gu, " ");
}

const tidy = (text: string): string =>
  text
    .split("\n")
    .map((line) => line.replace(/[ \t]+/gu, " ").trim())
    .filter((line, i, lines) => line !== "" || lines[i - 1] !== "")
    .join("\n")
    .replace(/\[\]\([^)]{0,2000}\)/gu, "")
    .replace(/^-\n+(?=[^\n#-])/gmu, "- ")
    .replace(/^(?:#{1,6}|-)$/gmu, "")
    .replace(/\n{3,}/gu, "\n\n")
    .replace(/^(- .*)\n\n(?=- )/gmu, "$1\n")
    .trim();
