import type { Corpora } from "./corpus.ts";
import { parseCsv } from "./csv.ts";
import { keepParallel } from "./parallel-files.ts";

/** Comma- and tab-separated files and Markdown. Returns what it was, or undefined. */
export function readTable(name: string, text: string, corpora: Corpora): string | undefined {
  if (/\.(?:orig|simp\.\d+)$/iu.test(name)) return keepParallel(name, text);
  if (/\.md$/iu.test(name)) return readBeforeAfter(text, corpora);
  if (/\.tsv$/iu.test(name)) return readConcise(text, corpora);
  const rows = parseCsv(text);
  const header = (rows[0] ?? []).map((field) => field.trim().toLowerCase());
  if (header.includes("aspect") && header.includes("rating")) return readRatings(rows, header, corpora);
  return readWeasel(rows, corpora);
}

/** CoNLL-2010 as clips/pattern keeps it: "-1" uncertain or "1" certain, then the sentence. */
function readWeasel(rows: readonly (readonly string[])[], corpora: Corpora): string | undefined {
  const known = rows.filter(([label = ""]) => /^\s*-?1(?:\.0)?\s*$/u.test(label));
  if (known.length === 0 || known.length < rows.length * 0.8) return undefined;
  for (const [label = "", ...fields] of known)
    corpora.weasel.push({ sentence: fields.join(",").trim(), uncertain: Number(label) < 0 });
  return "CoNLL-2010 Wikipedia sample";
}

/** wiki-conciseness: original, rewrites, address of the article. */
function readConcise(text: string, corpora: Corpora): string | undefined {
  const rows = text
    .split("\n")
    .map((line) => line.replace(/\r$/u, "").split("\t"))
    .filter((row) => row.length > 1);
  const good = rows.filter((row) => row.length === 4 || row.length === 7);
  if (good.length === 0 || good.length < rows.length * 0.8) return undefined;
  for (const row of good) {
    const rewrites = row
      .slice(1, -1)
      .map((rewrite) => rewrite.trim())
      .filter((rewrite) => rewrite !== "");
    corpora.concise.push({ original: row[0]!.trim(), rewrites });
  }
  return good[0]!.length === 4 ? "wiki-conciseness, two annotators" : "wiki-conciseness, five annotators";
}

/** ASSET human ratings: mean rating of meaning for each pair. */
function readRatings(
  rows: readonly (readonly string[])[],
  header: readonly string[],
  corpora: Corpora,
): string | undefined {
  const [original, rewrite, aspect, rating] = ["original", "simplification", "aspect", "rating"].map((field) =>
    header.indexOf(field),
  );
  if (original! < 0 || rewrite! < 0) return undefined;
  const ratings = new Map<string, { original: string; rewrite: string; all: number[] }>();
  for (const row of rows.slice(1)) {
    if (row[aspect!]?.trim().toLowerCase() !== "meaning") continue;
    const key = `${row[original!]}\t${row[rewrite!]}`;
    const known = ratings.get(key) ?? { original: row[original!] ?? "", rewrite: row[rewrite!] ?? "", all: [] };
    known.all.push(Number(row[rating!]));
    ratings.set(key, known);
  }
  for (const one of ratings.values())
    corpora.meaning.push({
      original: one.original,
      rewrite: one.rewrite,
      rating: one.all.reduce((a, b) => a + b, 0) / one.all.length,
    });
  return "ASSET ratings of meaning";
}

/** plainlanguage.gov: passages under headings, table heads or bold words “Before” and “After”. */
function readBeforeAfter(text: string, corpora: Corpora): string | undefined {
  const body = text.replace(/^---\n[\s\S]*?\n---\n/u, "");
  const mark = /^\s*(?:#{1,6}\s*|\*\*|<h\d[^>]*>|\|\s*)?(before|after)\b[^\n]*$/gimu;
  const marks = [...body.matchAll(mark)].map((found) => ({
    kind: found[1]!.toLowerCase(),
    start: found.index,
    end: found.index + found[0].length,
  }));
  let count = 0;
  for (let i = 0; i + 1 < marks.length; i++) {
    const [first, second] = [marks[i]!, marks[i + 1]!];
    if (first.kind !== "before" || second.kind !== "after") continue;
    const [before, after] = [body.slice(first.end, second.start), body.slice(second.end, marks[i + 2]?.start)].map(
      plain,
    );
    if (before!.length < 40 || after!.length < 20) continue;
    corpora.plain.push({ before: before!, after: after!, corpus: "plainlanguage.gov" });
    count++;
  }
  return count > 0 ? "plainlanguage.gov before and after" : undefined;
}

const plain = (markdown: string): string =>
  markdown
    .replace(/<[^>]{0,200}>|[|>*#]/gu, " ")
    .replace(/[ \t]+/gu, " ")
    .trim();
