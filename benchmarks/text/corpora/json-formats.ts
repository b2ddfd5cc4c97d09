import type { Corpora } from "./corpus.ts";

// oxlint-disable-next-line no-explicit-any
type Json = any;

/** JSON and JSON Lines. Returns what it was, or undefined. */
export function readJson(name: string, text: string, corpora: Corpora): string | undefined {
  const data = parse(text);
  if (Array.isArray(data)) return readList(name, data, corpora);
  if (typeof data !== "object" || data === null) return undefined;
  if ("article" in data || "finding" in data) return readList(name, [data], corpora); // JSON Lines of one line
  if (Array.isArray(data.original) && Array.isArray(data.sampled)) return readPairs(name, data, corpora);
  const models = Object.values(data).filter((one: Json) => Array.isArray(one?.samples));
  if (Array.isArray(data.samples)) models.push(data);
  if (models.length > 0) return readSlop(models, corpora);
  const contracts = Object.values(data).filter(
    (one: Json) => typeof one?.original_text === "string" && typeof one?.reference_summary === "string",
  );
  for (const one of contracts as Json[])
    corpora.plain.push({ before: one.original_text, after: one.reference_summary, corpus: "legal_summarization" });
  if (contracts.length > 0) return "legal_summarization";
  const lists = Object.values(data).filter((one) => Array.isArray(one) && one.length > 0 && typeof one[0] === "object");
  for (const list of lists as Json[][]) {
    const format = readList(name, list, corpora);
    if (format !== undefined) return format;
  }
  return undefined;
}

/** One value, or one a line; a half-written last line is left out. */
function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text.split("\n").flatMap((line) => {
      if (line.trim() === "") return [];
      try {
        return [JSON.parse(line)];
      } catch {
        return [];
      }
    });
  }
}

function readList(name: string, list: readonly Json[], corpora: Corpora): string | undefined {
  const first = list.find((one) => typeof one === "object" && one !== null);
  if (!first) return undefined;
  if ("sentence-level-certainty" in first) {
    for (const one of list)
      corpora.certainty.push({
        sentence: one.finding,
        rating: Number(one["sentence-level-certainty"]),
        split: one.split ?? "",
      });
    return "certainty of findings";
  }
  if ("aspect-level-certainty" in first) {
    for (const one of list)
      corpora.aspects.push({
        sentence: one.finding,
        probability: one["aspect-level-certainty"]?.Probability ?? "NotPresent",
        split: one.split ?? "",
      });
    return "certainty of findings by aspect";
  }
  if ("instruction" in first && "output" in first) return readAlpaca(name, list, corpora);
  if ("article" in first && Array.isArray(first.summary_sentences)) return readQags(name, list, corpora);
  if (typeof first.text === "string" && typeof first.label === "string") return readDetectRl(name, list, corpora);
  if (editsOf(first)) return readEdits(name, list, corpora);
  return readDocuments(name, list, corpora);
}

/** AlpacaEval: the name of the folder or the generator says with which extra line it ran. */
function readAlpaca(name: string, list: readonly Json[], corpora: Corpora): string {
  for (const one of list) {
    const source = `${one.generator ?? ""} ${name}`;
    const style = /verbose/iu.test(source) ? "verbose" : /concise/iu.test(source) ? "concise" : "plain";
    const model = String(one.generator ?? name.split("/").at(-2) ?? name).replace(/[_-](?:concise|verbose)/giu, "");
    corpora.alpaca.push({ model, style, instruction: String(one.instruction), output: String(one.output ?? "") });
  }
  return "AlpacaEval outputs";
}

function readQags(name: string, list: readonly Json[], corpora: Corpora): string {
  for (const { article, summary_sentences: sentences } of list) {
    for (const { sentence, responses = [] } of sentences) {
      const yes = responses.filter(({ response }: Json) => /^y/iu.test(String(response))).length;
      corpora.summaries.push({
        source: String(article),
        sentence: String(sentence),
        faithful: yes * 2 >= responses.length,
        set: name,
      });
    }
  }
  return "QAGS judgements";
}

function readDetectRl(name: string, list: readonly Json[], corpora: Corpora): string {
  const genre = /arxiv/iu.test(name)
    ? "science"
    : /xsum/iu.test(name)
      ? "news"
      : /writ/iu.test(name)
        ? "story"
        : "other";
  for (const one of list) {
    const who = /human/iu.test(one.label) ? "human" : "model";
    corpora.writers.push({ text: one.text, who, genre, set: name, corpus: "DetectRL" });
  }
  return "DetectRL";
}

/** fast-detect-gpt: `original` people, `sampled` a model. */
function readPairs(name: string, data: { original: string[]; sampled: string[] }, corpora: Corpora): string {
  const genre = /pubmed/iu.test(name)
    ? "science"
    : /xsum/iu.test(name)
      ? "news"
      : /writing/iu.test(name)
        ? "story"
        : "other";
  const add = (texts: readonly string[], who: "human" | "model"): void => {
    for (const text of texts) corpora.writers.push({ text, who, genre, set: name, corpus: "fast-detect-gpt" });
  };
  add(data.original, "human");
  add(data.sampled, "model");
  return "fast-detect-gpt pairs";
}

/** slop-score: half of the prompts ask for essays. Empty outputs are a known flaw of some files and are left out. */
function readSlop(models: readonly Json[], corpora: Corpora): string {
  for (const model of models) {
    for (const { prompt = "", output = "" } of model.samples) {
      if (String(output).trim() === "") continue;
      const genre = /\b(?:essay|summary|full text)\b/iu.test(String(prompt).slice(0, 250)) ? "essay" : "story";
      corpora.writers.push({
        text: output,
        who: "model",
        genre,
        set: String(model.test_model ?? model.model ?? "unnamed model"),
        corpus: "slop-score",
      });
    }
  }
  return "slop-score outputs";
}

/** ChatGPT-Detector-Bias: the folder says whose texts they are. */
function readDocuments(name: string, list: readonly Json[], corpora: Corpora): string | undefined {
  const texts = list.map(textOf).filter((text) => text !== undefined);
  if (texts.length === 0 || texts.length < list.length / 2) return undefined;
  const who = /polish|simplif|improve/iu.test(name)
    ? "polished"
    : /toefl/iu.test(name)
      ? "non-native"
      : /gpt|prompteng/iu.test(name) && !/_real/iu.test(name)
        ? "model"
        : "human";
  const genre = /cs224n/iu.test(name) ? "science" : "essay";
  for (const text of texts) corpora.writers.push({ text, who, genre, set: name, corpus: "ChatGPT-Detector-Bias" });
  return "ChatGPT-Detector-Bias";
}

function textOf(one: Json): string | undefined {
  if (typeof one === "string") return one.length > 100 ? one : undefined;
  if (typeof one !== "object" || one === null) return undefined;
  for (const field of ["document", "text", "essay", "content", "abstract", "input"])
    if (typeof one[field] === "string") return one[field] as string;
  const longest = Object.values(one)
    .filter((value): value is string => typeof value === "string")
    .toSorted((a, b) => b.length - a.length)[0];
  return longest !== undefined && longest.length > 100 ? longest : undefined;
}

const editsOf = (one: Json): readonly Json[] | undefined => {
  const lists = Object.values(one).filter((value): value is Json[] => Array.isArray(value));
  return lists.find((list) =>
    list.some(
      (edit) =>
        typeof edit === "object" &&
        edit !== null &&
        ("originalText" in edit ||
          "original_text" in edit ||
          "categorization" in edit ||
          ("start_index" in edit && "category" in edit)),
    ),
  );
};

/** LAMP re-annotation: a paragraph and the stretches that an expert changed, each with a category. */
function readEdits(name: string, list: readonly Json[], corpora: Corpora): string {
  for (const one of list) {
    const text = String(one.preedit ?? one.paragraph ?? one.text ?? one.input ?? textOf(one) ?? "");
    for (const edit of editsOf(one) ?? []) {
      const original = String(
        edit.originalText ?? edit.original_text ?? text.slice(edit.start_index ?? 0, edit.end_index ?? 0),
      );
      corpora.edits.push({
        text,
        original,
        category: String(edit.categorization ?? edit.category ?? ""),
        annotator: name,
      });
    }
  }
  return "LAMP edits";
}
