import type { Change } from "../../core/change.ts";
import type { Element } from "../../core/element.ts";
import { StudioError } from "../../core/errors.ts";
import type { History } from "../../core/history.ts";
import type { Judge } from "../../core/judge.ts";
import { type ElementsIn, type WordsAbout, lintChange } from "../../core/method/one-change/lint.ts";
import { requestsIn } from "../../core/method/one-change/requests.ts";
import { judgeOf } from "../../core/read-variations.ts";
import { describeChange } from "../../core/change.ts";
import type { Studio } from "../../core/studio.ts";
import { proposeElements } from "../new-session.ts";

/** Whether the change is confounded. Throws "refused" with the split when it holds several things and is not forced. */
export async function checkChange(
  studio: Studio,
  history: History,
  change: Change,
  force: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const { elements } = history.session.brief;
  const result = lintChange(change, elements, await elementsIn(studio, history, change, signal));
  if (result.ok) return false;
  if (force) return true;
  const split = result.split.map((part) => describeChange(part)).join("; ");
  throw new StudioError("refused", result.reason, {
    hint: `One change each would be: ${split}. Run one of them, or all the same with --force; then nobody can tell which one did what.`,
    facts: { split: result.split },
  });
}

/** The element of the brief that a change of words speaks of, where the person named none: the same attribute, else the same words. */
export async function elementSpokenOf(
  studio: Studio,
  history: History,
  words: string,
  signal: AbortSignal,
): Promise<string | null> {
  const { elements } = history.session.brief;
  const judge = judgeOf(studio, history);
  const attributes = new Set(
    (await proposeElements(studio, words, signal)).flatMap((element) => judge?.attributesOf?.(element) ?? []),
  );
  const byAttribute = elements.find((element) =>
    judge?.attributesOf?.(element).some((attribute) => attributes.has(attribute)),
  );
  const byWords = elements.find(({ statement }) => words.toLowerCase().includes(statement.toLowerCase()));
  return (byAttribute ?? byWords)?.id ?? null;
}

/** What the session's judge would read in the texts of a change; undefined where only the clauses can be counted. */
async function elementsIn(
  studio: Studio,
  history: History,
  change: Change,
  signal: AbortSignal,
): Promise<ElementsIn | undefined> {
  if (history.session.brief.medium === "text") {
    const asked = new Set(textsOf(change));
    return (text) => (asked.has(text) ? requestsIn(text) : []);
  }
  const judge = judgeOf(studio, history);
  if (!judge?.attributesOf) return undefined;
  const texts = [...textsOf(change), ...history.session.brief.elements.map(({ statement }) => statement)];
  const known = new Map<string, readonly WordsAbout[]>();
  for (const text of new Set(texts))
    known.set(text, text === "" ? [] : aboutIn(text, await proposeElements(studio, text, signal), judge));
  return (text) => known.get(text) ?? [];
}

const textsOf = (change: Change): readonly string[] =>
  change.kind === "words" ? [change.remove, change.add] : change.kind === "instruction" ? [change.text] : [];

const aboutIn = (text: string, elements: readonly Element[], judge: Judge): readonly WordsAbout[] =>
  elements.flatMap((element) =>
    (judge.attributesOf?.(element) ?? []).map((about) => ({
      about,
      words: element.words.map(({ start, end }) => text.slice(start, end)).join(" ") || element.statement,
    })),
  );
