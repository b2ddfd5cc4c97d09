/** Markup that may go into the page as it is. Only the functions of this file and of the report's own templates make it. */
export interface Markup {
  readonly code: string;
}

type Part = Markup | string | number | readonly Markup[];

/**
 * A template of markup: every text put into it is escaped, in content and in quoted attributes alike. (Not named
 * "html", because formatters rewrite the blanks inside templates of that name.)
 */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  const code = strings.map((string, i) => string + (i < parts.length ? codeOf(parts[i]!) : ""));
  return { code: code.join("") };
}

export const nothing: Markup = { code: "" };

/** The first where it holds, else nothing. */
export const when = (condition: boolean, make: () => Markup): Markup => (condition ? make() : nothing);

function codeOf(part: Part): string {
  if (typeof part === "string" || typeof part === "number") return escapeHtml(String(part));
  return "code" in part ? part.code : part.map(({ code }) => code).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML; characters that a page cannot hold become "�". */
export const escapeHtml = (text: string): string =>
  text
    .replace(/(?![\t\n])[\p{Control}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu, "�")
    .replace(/[&<>"']/gu, (character) => entities[character]!);
