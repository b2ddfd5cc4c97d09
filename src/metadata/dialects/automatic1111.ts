import { type ForeignRecipe, foreignRecipe } from "../foreign-recipe.ts";

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Settings that only a line of settings has; a prompt's last line that looks like pairs has none of them. */
const telling: ReadonlySet<string> = new Set([
  "steps",
  "sampler",
  "cfg scale",
  "seed",
  "size",
  "model",
  "model hash",
  "schedule type",
  "clip skip",
  "denoising strength",
]);

/**
 * The text that AUTOMATIC1111 and its many kin write: prompt, "Negative prompt:", and a line of "Name: value" pairs.
 * Undefined for text that has no such line. Forgives one-line copies, settings that run over several lines, values with
 * commas in quotes, braces or brackets, and missing parts.
 */
export function readAutomatic1111(text: string): ForeignRecipe | undefined {
  const lines = text.replace(/\r\n?/gu, "\n").trim().split("\n");
  const parts = splitAtSettings(lines);
  if (!parts) return undefined;
  const { prompt, negative } = splitPrompts(parts.words);
  const settings = new Map(parts.settings.map(({ name, value }) => [name.toLowerCase(), value]));
  const take = (name: string): string | undefined => {
    const value = settings.get(name);
    settings.delete(name);
    return value;
  };
  const [width, height] = (take("size") ?? "").split(/\s*[x×]\s*/iu);
  const [variationSeed, variationStrength] = [take("variation seed"), take("variation seed strength")];
  // With a second pass the strength is that pass's, not one of image-to-image.
  const secondPass = ["hires upscale", "hires upscaler", "hires resize", "hires steps"].some((name) =>
    settings.has(name),
  );
  const strength = secondPass ? undefined : take("denoising strength");
  const known = {
    steps: take("steps"),
    sampler: take("sampler"),
    scheduler: automatic(take("schedule type")),
    guidance: take("cfg scale") ?? take("distilled cfg scale") ?? take("guidance"),
    seed: take("seed"),
    model: take("model") ?? take("sd model"),
    version: take("version") ?? take("app"),
  };
  return foreignRecipe("automatic1111", {
    ...known,
    prompt,
    negativePrompt: negative,
    width,
    height,
    strength,
    variation: variationOf(variationSeed, variationStrength),
    more: Object.fromEntries(
      parts.settings.filter(({ name }) => settings.has(name.toLowerCase())).map(({ name, value }) => [name, value]),
    ),
  });
}

const automatic = (scheduler: string | undefined): string | undefined =>
  scheduler?.toLowerCase() === "automatic" ? undefined : scheduler;

function variationOf(seed: string | undefined, strength: string | undefined): ForeignRecipe["variation"] {
  const amount = Number(strength ?? 0);
  return seed !== undefined && /^\d{1,10}$/u.test(seed) && amount > 0 && amount <= 1
    ? { seed, strength: amount }
    : null;
}

interface Parts {
  readonly words: readonly string[];
  readonly settings: readonly Setting[];
}

function splitAtSettings(lines: readonly string[]): Parts | undefined {
  const start = lines.findLastIndex((line) => /^\s*Steps\s*:\s*\d/u.test(line));
  if (start >= 0) return { words: lines.slice(0, start), settings: settingsIn(lines.slice(start).join("\n")) };
  const last = lines.at(-1) ?? "";
  const settings = settingsIn(last);
  const [first] = settings;
  if (first && isTelling(first) && settings.filter(isTelling).length >= 2 && beginsWith(last, first))
    return { words: lines.slice(0, -1), settings };
  return splitInline(lines.join("\n"));
}

const isTelling = ({ name }: Setting): boolean => telling.has(name.toLowerCase());

/** Words before the first pair: not a line of settings but a sentence, or a copy in one line. */
const beginsWith = (line: string, { name }: Setting): boolean =>
  line.trimStart().toLowerCase().startsWith(name.toLowerCase());

/** A copy in one line: "a pear Negative prompt: ugly Steps: 20, Sampler: Euler, …". */
function splitInline(text: string): Parts | undefined {
  const found = /(?:^|[\s,.;])(Steps\s*:\s*\d+\s*,\s*(?:Sampler|Schedule|CFG|Seed|Size|Model)\b)/u.exec(text);
  if (!found) return undefined;
  const at = found.index + found[0].length - found[1]!.length;
  return { words: text.slice(0, at).split("\n"), settings: settingsIn(text.slice(at)) };
}

function splitPrompts(lines: readonly string[]): { readonly prompt: string; readonly negative: string } {
  const text = lines.join("\n");
  const found = /(?:^|\n)\s*Negative prompt\s*:/iu.exec(text) ?? /\sNegative prompt\s*:/u.exec(text);
  if (!found) return { prompt: text, negative: "" };
  return { prompt: text.slice(0, found.index), negative: text.slice(found.index + found[0].length) };
}

const nameStart = /[\s,]*([\p{L}\p{N}_][\p{L}\p{N}_ ./()+-]{0,79}?)\s*:\s*/uy;

/** "Name: value" pairs. A value is a JSON string, a balanced {…} or […], or all up to the next comma. */
function settingsIn(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  for (let at = 0; at < text.length && settings.length < 500;) {
    nameStart.lastIndex = at;
    const found = nameStart.exec(text);
    if (!found) {
      at = nextComma(text, at) + 1;
      continue;
    }
    const start = nameStart.lastIndex;
    const end = valueEnd(text, start);
    settings.push({ name: found[1]!.trim(), value: unquoted(text.slice(start, end).trim()) });
    at = end;
  }
  return settings;
}

const nextComma = (text: string, from: number): number => {
  const at = text.slice(from).search(/[,\n]/u);
  return at < 0 ? text.length : from + at;
};

function valueEnd(text: string, start: number): number {
  const opening = text[start];
  if (opening === '"') {
    const quoted = /"(?:[^"\\]|\\.)*"(?=\s*(?:,|\n|$))/suy;
    quoted.lastIndex = start;
    return quoted.test(text) ? quoted.lastIndex : nextComma(text, start);
  }
  if (opening === "{" || opening === "[") return balancedEnd(text, start) ?? nextComma(text, start);
  return nextComma(text, start);
}

/** Past the bracket that closes the one at `start`; strings inside are skipped. */
function balancedEnd(text: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at]!;
    if (inString && character === "\\") at++;
    else if (character === '"') inString = !inString;
    else if (!inString && "{[".includes(character)) depth++;
    else if (!inString && "}]".includes(character) && --depth === 0) return at + 1;
  }
  return undefined;
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    return value.replace(/^"|"$/gu, "");
  }
}
