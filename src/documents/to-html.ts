import type { DocumentAbout } from "./about.ts";
import { type Block, type Run, blocksOf } from "./blocks.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string =>
  text
    .replace(/(?![\t\n])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "�")
    .replace(/[&<>"']/gu, (character) => entities[character]!);

/** A page that needs nothing else and runs nothing. Every letter of the text is escaped. */
export function toHtml(text: string, about: DocumentAbout): string {
  const meta = (name: string, content: string): string =>
    content === "" ? "" : `<meta name="${name}" content="${escaped(content)}">\n`;
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(about.title)}</title>
${meta("author", about.creator)}${meta("generator", about.tool)}${meta("digital-source-type", about.digitalSourceType)}${meta("samebut", about.record)}<style>
body { max-width: 40em; margin: 3em auto; padding: 0 1em; font: 1.05em/1.6 Georgia, serif; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; } table { border-collapse: collapse; } td, th { border: 1px solid; padding: 0.2em 0.6em; }
</style>
</head>
<body dir="auto">
${bodyOf(blocksOf(text))}
</body>
</html>
`;
}

function bodyOf(blocks: readonly Block[]): string {
  const lines: string[] = [];
  const open: string[] = [];
  const close = (depth: number): void => {
    while (open.length > depth) lines.push(`</li></${open.pop()}>`);
  };
  for (const block of blocks) {
    if (block.kind !== "item") {
      close(0);
      lines.push(htmlOf(block));
      continue;
    }
    const tag = block.number === null ? "ul" : "ol";
    close(block.depth + 1);
    if (open.length === block.depth + 1 && open.at(-1) !== tag) close(block.depth);
    if (open.length === block.depth + 1) lines.push("</li><li>");
    else {
      lines.push(`<${tag}${block.number !== null && block.number !== 1 ? ` start="${block.number}"` : ""}><li>`);
      open.push(tag);
    }
    lines.push(inline(block.runs));
  }
  close(0);
  return lines.join("\n");
}

function htmlOf(block: Exclude<Block, { kind: "item" }>): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${inline(block.runs)}</h${block.level}>`;
    case "quote":
      return `<blockquote><p>${inline(block.runs)}</p></blockquote>`;
    case "code":
      return `<pre><code>${escaped(block.text)}</code></pre>`;
    case "rule":
      return "<hr>";
    case "table":
      return `<table>${block.rows.map((row) => `<tr>${row.map((cell) => `<td>${inline(cell)}</td>`).join("")}</tr>`).join("\n")}</table>`;
    case "paragraph":
      return `<p>${inline(block.runs)}</p>`;
  }
}

const inline = (runs: readonly Run[]): string => runs.map(runHtml).join("");

function runHtml({ text, bold, italic, code, link }: Run): string {
  let html = escaped(text).replaceAll("\n", "<br>\n");
  if (code) html = `<code>${html}</code>`;
  if (italic) html = `<em>${html}</em>`;
  if (bold) html = `<strong>${html}</strong>`;
  return link === null ? html : `<a href="${escaped(link)}" rel="noopener noreferrer">${html}</a>`;
}
