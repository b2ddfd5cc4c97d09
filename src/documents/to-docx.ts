import type { Paragraph, ParagraphChild, Table } from "docx";
import type { DocumentAbout } from "./about.ts";
import { type Block, type Run, blocksOf } from "./blocks.ts";

type Docx = typeof import("docx");

/** A Word document: real headings, lists, links and tables, and what it says of itself as properties. */
export async function toDocx(text: string, about: DocumentAbout): Promise<Uint8Array> {
  const docx = await import("docx");
  const document = new docx.Document({
    title: legal(about.title),
    creator: legal(about.creator || about.tool),
    lastModifiedBy: legal(about.tool),
    customProperties: [
      { name: "DigitalSourceType", value: about.digitalSourceType },
      { name: "samebut", value: legal(about.record) },
    ].filter(({ value }) => value !== ""),
    numbering: { config: [{ reference: "numbers", levels: levelsOf(docx) }] },
    sections: [{ children: blocksOf(text).map(blockIn(docx)) }],
  });
  return new Uint8Array(await docx.Packer.toBuffer(document));
}

/** Characters that no XML can hold become "�". */
const legal = (text: string): string =>
  text.replace(/(?![\t\n])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "�");

const deepest = 8;

const levelsOf = ({ AlignmentType, LevelFormat }: Docx) =>
  Array.from({ length: deepest + 1 }, (_, level) => ({
    level,
    format: LevelFormat.DECIMAL,
    text: `%${level + 1}.`,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
  }));

/** An ordered list begins anew after anything that is no item of it. */
function blockIn(docx: Docx): (block: Block) => Paragraph | Table {
  let list = 0;
  return (block) => {
    if (block.kind !== "item") list++;
    return paragraphOf(docx, block, list);
  };
}

function paragraphOf(docx: Docx, block: Block, list: number): Paragraph | Table {
  const { Paragraph, Table, TableCell, TableRow, TextRun, HeadingLevel } = docx;
  switch (block.kind) {
    case "heading":
      return new Paragraph({ heading: HeadingLevel[`HEADING_${block.level}`], children: childrenOf(docx, block.runs) });
    case "paragraph":
      return new Paragraph({ spacing: { after: 160 }, children: childrenOf(docx, block.runs) });
    case "quote":
      return new Paragraph({ indent: { left: 720 }, children: childrenOf(docx, block.runs) });
    case "item": {
      const level = Math.min(deepest, block.depth);
      const mark =
        block.number === null ? { bullet: { level } } : { numbering: { reference: "numbers", level, instance: list } };
      return new Paragraph({ ...mark, children: childrenOf(docx, block.runs) });
    }
    case "code":
      return new Paragraph({
        children: linesOf(
          block.text,
          (line, at) => new TextRun({ text: legal(line), font: "Courier New", ...(at > 0 ? { break: 1 } : {}) }),
        ),
      });
    case "rule":
      return new Paragraph({ thematicBreak: true });
    case "table":
      return new Table({
        rows: block.rows.map(
          (row) =>
            new TableRow({
              children: row.map(
                (cell) => new TableCell({ children: [new Paragraph({ children: childrenOf(docx, cell) })] }),
              ),
            }),
        ),
      });
  }
}

const linesOf = (text: string, make: (line: string, at: number) => ParagraphChild): ParagraphChild[] =>
  text.split("\n").map(make);

const childrenOf = (docx: Docx, runs: readonly Run[]): ParagraphChild[] => runs.flatMap((run) => childOf(docx, run));

function childOf(docx: Docx, { text, bold, italic, code, link }: Run): ParagraphChild[] {
  const runs = linesOf(
    text,
    (line, at) =>
      new docx.TextRun({
        text: legal(line),
        bold,
        italics: italic,
        ...(code ? { font: "Courier New" } : {}),
        ...(link === null ? {} : { style: "Hyperlink" }),
        ...(at > 0 ? { break: 1 } : {}),
      }),
  );
  return link === null ? runs : [new docx.ExternalHyperlink({ link, children: runs })];
}
