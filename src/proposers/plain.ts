import type { Element } from "../core/element.ts";
import type { Proposer } from "../core/proposer.ts";
import { type Clause, splitClauses } from "./clauses.ts";
import { uniqueId } from "./element-id.ts";
import { guessKind } from "./kind-words.ts";

const maximumElements = 100;
const maximumStatement = 500 - "Does the picture show: ?".length;

/**
 * Elements of any picture prompt, for engines without a grammar of their own: its clauses, each with a guessed
 * kind. Meant to be edited. Thinks of no changes.
 */
export function createPlainProposer(): Proposer {
  return {
    id: "plain",
    async proposeElements(prompt, signal) {
      signal.throwIfAborted();
      return plainElements(prompt);
    },
    proposeChanges: async () => [],
  };
}

export function plainElements(prompt: string): readonly Element[] {
  const taken = new Set<string>();
  const seen = new Set<string>();
  const elements: Element[] = [];
  for (const [index, clause] of splitClauses(prompt).entries()) {
    const statement = statementOf(clause);
    if (statement === "" || seen.has(statement.toLowerCase())) continue;
    seen.add(statement.toLowerCase());
    elements.push(elementFrom(clause, statement, index === 0, taken));
    if (elements.length === maximumElements) break;
  }
  return elements;
}

function elementFrom(clause: Clause, statement: string, first: boolean, taken: Set<string>): Element {
  const kind = guessKind(clause, first);
  return {
    id: uniqueId(statement, taken),
    kind,
    statement,
    question: `Does the picture show: ${statement}?`,
    importance: kind === "quality" ? "nice" : "must",
    words: [{ start: clause.start, end: clause.end }],
  };
}

const statementOf = (clause: Clause): string =>
  clause.text.replace(/\s+/gu, " ").slice(0, maximumStatement).toWellFormed().trim();
