import type { ElementKind } from "../core/element.ts";

/** What is to be said about each kind of element, in the order in which it is to be said. */
export type PhrasesByKind = Readonly<Partial<Record<ElementKind, readonly string[]>>>;

/**
 * Fills a restart recipe's clause: every `{kind}` by its phrases. Parts are separated by semicolons in the template
 * and by commas in the prompt; a part without any phrase is left out, and so is a kind that the template leaves out.
 */
export function fillRestartTemplate(template: string, phrases: PhrasesByKind): string {
  return template
    .split(";")
    .map((part) => part.replace(/\{([a-z-]+)\}/gu, (_slot, kind: ElementKind) => (phrases[kind] ?? []).join(", ")))
    .map((part) => part.replace(/\s+/gu, " ").trim())
    .filter((part) => part !== "")
    .join(", ");
}
