import { Marked, type Token, type Tokens } from "marked";

/** A run of letters with one look. "\n" inside is a line break. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly code: boolean;
  /** An http, https or mailto address; null for none. */
  readonly link: string | null;
}

export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3 | 4 | 5 | 6; readonly runs: readonly Run[] }
  | { readonly kind: "paragraph" | "quote"; readonly runs: readonly Run[] }
  /** `number` of ordered items, null of bulleted ones; `depth` from 0. */
  | { readonly kind: "item"; readonly number: number | null; readonly depth: number; readonly runs: readonly Run[] }
  | { readonly kind: "code"; readonly text: string }
  | { readonly kind: "rule" }
  | { readonly kind: "table"; readonly rows: readonly (readonly (readonly Run[])[])[] };

/** HTML is text, and so is a line that is merely indented. */
const reader = new Marked({
  breaks: true,
  gfm: true,
  tokenizer: { html: () => undefined, tag: () => undefined, code: () => undefined, def: () => undefined },
});

export function blocksOf(text: string): readonly Block[] {
  return reader.lexer(text).flatMap((token) => blockOf(token, 0, "paragraph"));
}

function blockOf(token: Token, depth: number, around: "paragraph" | "quote"): readonly Block[] {
  switch (token.type) {
    case "heading": {
      const { depth: level, tokens } = token as Tokens.Heading;
      return [{ kind: "heading", level: Math.min(6, level) as 1 | 2 | 3 | 4 | 5 | 6, runs: runsOf(tokens) }];
    }
    case "paragraph":
    case "text":
      return [{ kind: around, runs: runsOf((token as Tokens.Paragraph).tokens ?? [token]) }];
    case "blockquote":
      return ((token as Tokens.Blockquote).tokens ?? []).flatMap((one) => blockOf(one, depth, "quote"));
    case "list":
      return itemsOf(token as Tokens.List, depth);
    case "code":
      return [{ kind: "code", text: (token as Tokens.Code).text }];
    case "hr":
      return [{ kind: "rule" }];
    case "table": {
      const { header, rows } = token as Tokens.Table;
      return [{ kind: "table", rows: [header, ...rows].map((row) => row.map((cell) => runsOf(cell.tokens))) }];
    }
    case "space":
      return [];
    default:
      return token.raw.trim() === "" ? [] : [{ kind: around, runs: [plain(token.raw)] }];
  }
}

function itemsOf({ items, ordered, start }: Tokens.List, depth: number): readonly Block[] {
  return items.flatMap((item, i) => {
    const inner = item.tokens.filter(({ type }) => type !== "list" && type !== "space" && type !== "checkbox");
    const lists = item.tokens.filter(({ type }) => type === "list");
    const runs = inner.flatMap((one, at): readonly Run[] => [
      ...(at > 0 ? [plain("\n")] : []),
      ...runsOf("tokens" in one && one.tokens ? one.tokens : [one]),
    ]);
    const number = ordered ? Number(start || 1) + i : null;
    return [
      { kind: "item" as const, number, depth, runs },
      ...lists.flatMap((list) => itemsOf(list as Tokens.List, depth + 1)),
    ];
  });
}

const plain = (text: string): Run => ({ text, bold: false, italic: false, code: false, link: null });

function runsOf(tokens: readonly Token[], look: Run = plain("")): readonly Run[] {
  return tokens.flatMap((token): readonly Run[] => {
    const inner = "tokens" in token && token.tokens ? token.tokens : [];
    switch (token.type) {
      case "strong":
        return runsOf(inner, { ...look, bold: true });
      case "em":
        return runsOf(inner, { ...look, italic: true });
      case "codespan":
        return [{ ...look, code: true, text: (token as Tokens.Codespan).text }];
      case "link":
        return runsOf(inner, { ...look, link: safeLink((token as Tokens.Link).href) });
      case "br":
        return [{ ...look, text: "\n" }];
      case "escape":
        return [{ ...look, text: (token as Tokens.Escape).text }];
      case "text":
        return inner.length > 0 ? runsOf(inner, look) : [{ ...look, text: (token as Tokens.Text).text }];
      default:
        return [{ ...look, text: token.raw }];
    }
  });
}

const safeLink = (href: string): string | null =>
  /^(?:https?:\/\/|mailto:)[^\s\p{Control}]+$/iu.test(href) ? href : null;

export const textOfRuns = (runs: readonly Run[]): string => runs.map(({ text }) => text).join("");
