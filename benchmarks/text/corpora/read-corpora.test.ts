import { fileURLToPath } from "node:url";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parseCsv } from "./csv.ts";
import { type Found, readCorpora } from "./read-corpora.ts";

// Made-up lines in the layout of each corpus.
const fixtures = fileURLToPath(new URL("./fixtures", import.meta.url));

describe("reading corpora", () => {
  let found: Found;
  beforeAll(async () => {
    found = await readCorpora(fixtures);
  });

  it("understands every file", () => {
    expect(found.unknown).toEqual([]);
    expect(new Set(found.files.map(({ format }) => format)).size).toBe(16);
  });

  it("the Wikipedia sample: -1 is uncertain, quotes and commas belong to the sentence", () => {
    expect(found.corpora.weasel).toEqual([
      { sentence: "Some bakers, it is said, never sleep.", uncertain: true },
      { sentence: 'The shop "Rye" opened in 1912.', uncertain: false },
      { sentence: "Many people like bread.", uncertain: true },
    ]);
  });

  it("findings of science, whole and by aspect", () => {
    expect(found.corpora.certainty.map(({ rating, split }) => [rating, split])).toEqual([
      [3, "train"],
      [6, "test"],
    ]);
    expect(found.corpora.aspects[0]?.probability).toBe("Uncertain");
  });

  it("concise rewrites of two and of five people", () => {
    expect(found.corpora.concise.map(({ rewrites }) => rewrites.length).toSorted((a, b) => a - b)).toEqual([2, 5]);
  });

  it("answers by model and style", () => {
    expect(found.corpora.alpaca.map(({ model, style }) => `${model} ${style}`)).toEqual(["gpt concise", "gpt verbose"]);
  });

  it("who wrote what", () => {
    const who = (corpus: string): readonly string[] =>
      found.corpora.writers.filter((one) => one.corpus === corpus).map((one) => `${one.who} ${one.genre}`);
    expect(who("DetectRL")).toEqual(["human science", "model science"]);
    expect(who("fast-detect-gpt")).toEqual(["human news", "model news"]);
    expect(who("ChatGPT-Detector-Bias").toSorted()).toEqual([
      "human essay",
      "model essay",
      "non-native essay",
      "polished essay",
    ]);
    expect(who("slop-score")).toEqual(["model essay", "model story"]);
  });

  it("edits, ratings, rewrites, judgements and pairs", () => {
    expect(found.corpora.edits[0]).toMatchObject({ original: "very very", text: "The bread was very very good." });
    expect(found.corpora.meaning).toEqual([{ original: "Bread, rye, is old.", rewrite: "Rye is old.", rating: 70 }]);
    expect(found.corpora.rewrites).toEqual([
      { original: "Bread is old.", rewrites: ["Old bread.", "It is old."] },
      { original: "Rye is new.", rewrites: ["New rye.", "It is new."] },
    ]);
    expect(found.corpora.summaries[0]?.faithful).toBe(false);
    expect(found.corpora.plain.map(({ corpus }) => corpus).toSorted()).toEqual([
      "legal_summarization",
      "plainlanguage.gov",
    ]);
    expect(found.corpora.plain.find(({ corpus }) => corpus === "plainlanguage.gov")?.after).toBe(
      "To get bread, write to us.",
    );
  });

  it("leaves alone what it does not understand, and a line that was cut off", async () => {
    const folder = await mkdtemp(join(tmpdir(), "corpora-"));
    await writeFile(join(folder, "other.json"), '{"a": 1}');
    await writeFile(
      join(folder, "cut.jsonl"),
      '{"finding": "A", "sentence-level-certainty": 3, "split": "train"}\n{"finding": "B", "sent',
    );
    const { corpora, unknown } = await readCorpora(folder);
    expect(unknown).toEqual(["other.json"]);
    expect(corpora.certainty).toHaveLength(1);
  });
});

it("reads commas, quotation marks and line breaks inside fields", () => {
  expect(parseCsv('a,"b, ""c""\nd"\r\n1,2')).toEqual([
    ["a", 'b, "c"\nd'],
    ["1", "2"],
  ]);
});
