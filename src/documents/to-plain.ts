import { type Block, blocksOf, textOfRuns } from "./blocks.ts";

/** Without marks: a blank line between paragraphs, "- " and "1. " before list items, cells parted by tabs. */
export function toPlain(text: string): string {
  const blocks = blocksOf(text);
  return blocks
    .map((block, i) => {
      const next = blocks[i + 1];
      const gap = next === undefined ? "\n" : block.kind === "item" && next.kind === "item" ? "\n" : "\n\n";
      return plainOf(block) + gap;
    })
    .join("");
}

function plainOf(block: Block): string {
  switch (block.kind) {
    case "rule":
      return "* * *";
    case "code":
      return block.text;
    case "item":
      return `${"  ".repeat(block.depth)}${block.number === null ? "-" : `${block.number}.`} ${textOfRuns(block.runs)}`;
    case "table":
      return block.rows.map((row) => row.map(textOfRuns).join("\t")).join("\n");
    default:
      return textOfRuns(block.runs);
  }
}
