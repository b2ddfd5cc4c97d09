/** One clause of a prompt, with the joining word that came before it ("with", "on", ""). */
export interface Clause {
  readonly text: string;
  /** UTF-16 offsets into the prompt. */
  readonly start: number;
  readonly end: number;
  readonly joint: string;
}

/** Words in quotes are read as one; so are a generator's own flags, weights and tags, which are then left out. */
const quoted = /"[^"\n]{1,300}"|“[^”\n]{1,300}”|«[^»\n]{1,300}»/gu;
const flags = /--[a-z]+(?:\s+[\w.:]+(?=\s*(?:$|,|--)))?|<[a-z]+:[^<>\s]{1,200}>|:\d+(?:\.\d+)?(?=\))/giu;

const article = "(?:an?|the|some|one|two|three|four|five|his|her|its|their|no)";
const breaks = new RegExp(
  [
    /[,;،；，、。\n\r|]+|[.!?](?=\s|$)|[()[\]{}]/u.source,
    // "with" joins a new thing, but not after a participle: "covered with snow" is one.
    String.raw`(?<!\b[\p{L}]{3,}ed)\s(?=with\s)`,
    String.raw`\s(?=(?:on|against|in front of|under|beside|behind|near)\s${article}\s)`,
    String.raw`\sand\s(?=${article}\s)`,
  ].join("|"),
  "giu",
);

/** Cuts a prompt into clauses, rather too few than too many. */
export function splitClauses(prompt: string): readonly Clause[] {
  const masked = prompt.replace(flags, blank(",")).replace(quoted, blank("x"));
  const clauses: Clause[] = [];
  let from = 0;
  for (const found of masked.matchAll(breaks)) {
    pushClause(clauses, prompt, masked, from, found.index);
    from = found.index + found[0].length;
  }
  pushClause(clauses, prompt, masked, from, prompt.length);
  return clauses;
}

/** Same length, so that offsets stay true. */
const blank =
  (filler: string) =>
  (text: string): string =>
    filler.repeat(text.length);

function pushClause(clauses: Clause[], prompt: string, masked: string, from: number, to: number): void {
  const piece = masked.slice(from, to);
  const start = from + (piece.length - piece.trimStart().length);
  const end = to - (piece.length - piece.trimEnd().length);
  if (!/[\p{L}\p{N}]/u.test(prompt.slice(start, Math.max(start, end)))) return;
  const text = prompt.slice(start, end);
  clauses.push({
    text,
    start,
    end,
    joint: /^(?:with|on|against|in front of|under|beside|behind|near)\b/iu.exec(text)?.[0].toLowerCase() ?? "",
  });
}
