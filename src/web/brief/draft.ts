import type { Element } from "../queries.ts";

/** What the person did to the proposed elements; kept apart, so that it outlives every new proposal. */
export interface ElementEdits {
  /** By the proposed statement. */
  readonly importance: Readonly<Record<string, Element["importance"]>>;
  readonly reworded: Readonly<Record<string, string>>;
  readonly removed: readonly string[];
  readonly added: readonly Element[];
  /** Statements in the order that the person wants; those that are not in it follow. */
  readonly order: readonly string[];
}

export const noEdits: ElementEdits = { importance: {}, reworded: {}, removed: [], added: [], order: [] };

/** An element as it will be stored, and the statement by which its edits are remembered. */
export interface DraftElement extends Element {
  readonly proposedAs: string;
}

/** The proposed elements with everything that the person did to them. */
export function withEdits(proposed: readonly Element[], edits: ElementEdits): readonly DraftElement[] {
  const all = [...proposed, ...edits.added].filter(
    ({ statement }, index, list) =>
      !edits.removed.includes(statement) && list.findIndex((other) => other.statement === statement) === index,
  );
  const place = (statement: string): number => {
    const at = edits.order.indexOf(statement);
    return at < 0 ? edits.order.length : at;
  };
  return all
    .map((element) => ({ ...element, proposedAs: element.statement }))
    .toSorted((a, b) => place(a.proposedAs) - place(b.proposedAs))
    .map((element) => {
      const statement = edits.reworded[element.proposedAs] ?? element.statement;
      return {
        ...element,
        importance: edits.importance[element.proposedAs] ?? element.importance,
        ...(statement === element.statement ? {} : { statement, question: questionFor(statement) }),
      };
    });
}

const questionFor = (statement: string): string => `Does it show this: ${statement}?`;

/** An element that the person added, with an id that no other has. */
export function newElement(
  statement: string,
  taken: readonly Pick<Element, "id">[],
  kind: Element["kind"] = "subject",
): Element {
  const slug =
    statement
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/gu, "")
      .slice(0, 40) || "element";
  let id = slug;
  for (let n = 2; taken.some((element) => element.id === id); n++) id = `${slug}-${n}`;
  return { id, kind, statement, question: questionFor(statement), importance: "must", words: [] };
}

/** The order after one element was moved before the one at `index` of the list without it. */
export function moved(elements: readonly DraftElement[], statement: string, index: number): readonly string[] {
  const rest = elements.map(({ proposedAs }) => proposedAs).filter((other) => other !== statement);
  return [...rest.slice(0, index), statement, ...rest.slice(index)];
}

export const plainElements = (elements: readonly DraftElement[]): Element[] =>
  elements.map(({ id, kind, statement, question, importance, words }) => ({
    id,
    kind,
    statement,
    question,
    importance,
    words,
  }));
