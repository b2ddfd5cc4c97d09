import { applyWords } from "../../core/change.ts";
import type { History } from "../../core/history.ts";
import type { Studio } from "../../core/studio.ts";
import type { Variation } from "../../core/variation.ts";
import { proposeElements } from "../new-session.ts";

const opening =
  /^\s*(?:please[\s,]+)?(?:keep|leave)\s+(?:everything|all|the rest)(?:\s+else)?(?:\s+(?:the\s+same|as\s+it\s+is|unchanged))?[\s,;:.–—-]*(?:but|except|only|just)?[\s,;:…-]*/iu;

/** The sentence without "keep everything the same, but …", which Samebut sees to by itself. */
export function plainInstruction(instruction: string): string {
  const rest = instruction.replace(opening, "").trim();
  return rest === "" ? instruction.trim() : rest;
}

export interface InstructionWords {
  /** The element of the brief that it is about, where there is one. */
  readonly element: string | null;
  /** What the sentence means for the prompt. */
  readonly words: { readonly remove: string; readonly add: string };
}

/**
 * What a sentence means for the prompt: where a proposer recognises exactly one element in it, the change of words that
 * says this element (replacing what the prompt says of it now); else the sentence itself is added.
 */
export async function wordsFor(
  studio: Studio,
  history: History,
  source: Variation,
  text: string,
  signal: AbortSignal,
): Promise<InstructionWords> {
  const [found, ...more] = await proposeElements(studio, text, signal);
  const { prompt } = source.recipe;
  if (!found || more.length > 0) return { element: null, words: { remove: "", add: text } };
  const known = history.session.brief.elements.find(
    (element) => element.statement.toLowerCase() === found.statement.toLowerCase(),
  );
  const proposals = (
    await Promise.all(studio.proposers.map((proposer) => proposer.proposeChanges(prompt, found, signal)))
  ).flat();
  const words = proposals
    .map(({ change }) => change)
    .find((change) => change.kind === "words" && applyWords(prompt, change) !== undefined);
  return {
    element: known?.id ?? null,
    words: words?.kind === "words" ? { remove: words.remove, add: words.add } : { remove: "", add: found.statement },
  };
}
